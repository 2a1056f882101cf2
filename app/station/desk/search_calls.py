"""The desk's call that searches stored incidents; one piece at a time, and one search at a time."""

import asyncio
import typing

import msgspec

from app.domain.search.found import Found, Search
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.exchange import Answer, Received, Route, refusal

PATH = "/search"
BUDGET_S = 0.15
"""So long one piece may open bodies: shares arriving meanwhile share the interpreter with it."""


class Stock(typing.Protocol):
    """Where stored incidents lie."""

    def search(self, search: Search, budget_s: float) -> Found:
        """A piece of the answer; blocks, and may raise ``JournalUnavailableError``."""


class SearchCalls:
    """Answers consoles."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._one = asyncio.Lock()

    def routes(self) -> list[Route]:
        """The one call; POST, since an address must not name a caller."""
        return [Route(path=PATH, methods={"POST": self._search})]

    async def _search(self, request: Received) -> Answer:
        try:
            search = msgspec.json.decode(request.untrusted_body, type=Search)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return refusal(400, "no search that this station knows")
        if search.sought.empty or (search.in_bodies and not search.sought.in_bodies):
            return Answer(status=200, body=msgspec.json.encode(Found()))
        async with self._one:
            try:
                found = await asyncio.to_thread(self._stock.search, search, BUDGET_S)
            except JournalUnavailableError:
                return refusal(503, "the journal can't be read now")
        return Answer(status=200, body=msgspec.json.encode(found))
