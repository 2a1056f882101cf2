"""The desk's call for reports."""

import msgspec
import pytest

from app.domain.reports import Fact, FactsPage
from app.station.api import routes
from app.station.http.request import InboundRequest, Response
from app.station.journal.base import JournalUnavailableError

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


async def ask(stock: Stock, **query: str) -> Response:
    (route,) = routes.fact_routes(stock, lambda: "nfpa-1225", lambda: 99)
    return await route.methods["GET"](
        InboundRequest(
            method="GET",
            path=route.path,
            untrusted_query=query,
            untrusted_headers=(),
            remote="127.0.0.1",
            untrusted_body=b"",
            received_at=0,
        )
    )


async def test_a_page_is_answered() -> None:
    stock = Stock()
    answer = await ask(stock, since="1", until="9")
    told = msgspec.json.decode(answer.body, type=FactsPage)
    assert told == FactsPage(facts=(FACT,), next=None, profile="nfpa-1225", now=99)
    stock.found = (FACT,) * routes.MOST
    assert msgspec.json.decode((await ask(stock, since="1", until="9", after="3")).body, type=FactsPage).next == 7
    assert stock.asked[-1] == ((1, 9), 3, routes.MOST)


@pytest.mark.parametrize("query", [{}, {"since": "1"}, {"since": "x", "until": "9"}, {"since": "-1", "until": "9"}])
async def test_what_is_no_span(query: dict[str, str]) -> None:
    assert (await ask(Stock(), **query)).status == 400


async def test_a_journal_that_cannot_be_read() -> None:
    stock = Stock()
    stock.fails = True
    assert (await ask(stock, since="1", until="9")).status == 503
