"""The desk's call for reports."""

import msgspec
import pytest

from app.domain.reporting.fact import Fact, Facts
from app.station.desk import fact_calls
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.exchange import Answer, Head, Received

FACT = Fact(seq=7, at=5, kind="ShareReceived")


class Stock:
    def __init__(self) -> None:
        self.asked: list[tuple[tuple[int, int], int, int]] = []
        self.fails = False
        self.found: tuple[Fact, ...] = (FACT,)

    def facts(self, span: tuple[int, int], after: int, limit: int) -> tuple[Fact, ...]:
        if self.fails:
            raise JournalUnavailableError("gone")
        self.asked.append((span, after, limit))
        return self.found


async def ask(stock: Stock, **query: str) -> Answer:
    (route,) = fact_calls.routes(stock, lambda: "nfpa-1225", lambda: 99)
    head = Head(method="GET", path=route.path, untrusted_query=query, untrusted_headers=(), remote="127.0.0.1")
    return await route.methods["GET"](Received(head=head, untrusted_body=b"", received_at=0))


async def test_a_page_is_answered() -> None:
    stock = Stock()
    answer = await ask(stock, since="1", until="9")
    told = msgspec.json.decode(answer.body, type=Facts)
    assert told == Facts(facts=(FACT,), next=None, profile="nfpa-1225", now=99)
    stock.found = (FACT,) * fact_calls.MOST
    assert msgspec.json.decode((await ask(stock, since="1", until="9", after="3")).body, type=Facts).next == 7
    assert stock.asked[-1] == ((1, 9), 3, fact_calls.MOST)


@pytest.mark.parametrize("query", [{}, {"since": "1"}, {"since": "x", "until": "9"}, {"since": "-1", "until": "9"}])
async def test_what_is_no_span(query: dict[str, str]) -> None:
    assert (await ask(Stock(), **query)).status == 400


async def test_a_journal_that_cannot_be_read() -> None:
    stock = Stock()
    stock.fails = True
    assert (await ask(stock, since="1", until="9")).status == 503
