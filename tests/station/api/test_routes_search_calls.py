"""The desk's call that searches stored incidents."""

import msgspec
import pytest

from app.domain import search as domain_search
from app.protocol.search import Search, SearchPage
from app.station.api.routes import BUDGET_S, SearchRoutes
from app.station.http.request import InboundRequest, Response
from app.station.journal.base import JournalUnavailableError

FOUND = SearchPage(before=1042, looked_at=7)


class Stock:
    def __init__(self) -> None:
        self.asked: list[tuple[Search, float]] = []
        self.fails = False

    def search(self, search: Search, budget_s: float) -> SearchPage:
        if self.fails:
            raise JournalUnavailableError("gone")
        self.asked.append((search, budget_s))
        return FOUND


async def ask(stock: Stock, body: bytes) -> Response:
    (route,) = SearchRoutes(stock).routes()
    return await route.methods["POST"](
        InboundRequest(
            method="POST",
            path=route.path,
            untrusted_query={},
            untrusted_headers=(),
            remote="127.0.0.1",
            untrusted_body=body,
            received_at=0,
        )
    )


def encoded(line: str, *, in_bodies: bool = False) -> bytes:
    return msgspec.json.encode(Search(sought=domain_search.read(line), in_bodies=in_bodies))


async def test_a_search_is_answered() -> None:
    stock = Stock()
    answer = await ask(stock, encoded("smoke"))
    assert (answer.status, msgspec.json.decode(answer.body, type=SearchPage)) == (200, FOUND)
    assert stock.asked == [(Search(sought=domain_search.read("smoke")), BUDGET_S)]


@pytest.mark.parametrize("body", [encoded(""), encoded("#1042", in_bodies=True)])
async def test_nothing_is_opened_for_nothing(body: bytes) -> None:
    stock = Stock()
    answer = await ask(stock, body)
    assert msgspec.json.decode(answer.body, type=SearchPage) == SearchPage()
    assert stock.asked == []


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff", b'{"sought": {"number": "x"}}'])
async def test_what_is_no_search(body: bytes) -> None:
    assert (await ask(Stock(), body)).status == 400


async def test_a_journal_that_cannot_be_read() -> None:
    stock = Stock()
    stock.fails = True
    assert (await ask(stock, encoded("smoke"))).status == 503
