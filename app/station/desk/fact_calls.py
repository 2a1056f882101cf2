"""The desk's call for reports: facts of a span of time, page by page."""

import asyncio
import collections.abc
import re
import typing

import msgspec

from app.domain.reporting.fact import Fact, Facts
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.exchange import Answer, Received, Route, refusal

PATH = "/facts"
MOST = 5_000
_NUMBER = re.compile(r"[0-9]{1,15}")


class Stock(typing.Protocol):
    """Where events lie."""

    def facts(self, span: tuple[int, int], after: int, limit: int) -> tuple[Fact, ...]:
        """A page; blocks, and may raise ``JournalUnavailableError``."""


def routes(
    stock: Stock, profile: collections.abc.Callable[[], str], now: collections.abc.Callable[[], int]
) -> list[Route]:
    """The one call; ``profile`` is the code of the center's own one, ``now`` the station's time (UTC ms)."""

    async def facts(request: Received) -> Answer:
        query = request.head.untrusted_query
        asked = (query.get("since", ""), query.get("until", ""), query.get("after", "0"))
        if not all(_NUMBER.fullmatch(one) for one in asked):
            return refusal(400, "since, until and after are numbers")
        since, until, after = (int(one) for one in asked)
        try:
            found = await asyncio.to_thread(stock.facts, (since, until), after, MOST)
        except JournalUnavailableError:
            return refusal(503, "the journal can't be read now")
        more = found[-1].seq if len(found) == MOST else None
        told = Facts(facts=found, next=more, profile=profile(), now=now())
        return Answer(status=200, body=msgspec.json.encode(told))

    return [Route(path=PATH, methods={"GET": facts})]
