"""The desk's call that makes the station ask its keyring again; no secret ever crosses the wire."""

import collections.abc

import msgspec

from app.station.listener.exchange import Answer, Received, Route

PATH = "/secrets/take_over"

TakeOver = collections.abc.Callable[[], collections.abc.Awaitable[str | None]]
"""Asks the keyring; returns why that failed, None when it did not."""


class Taken(msgspec.Struct, frozen=True):
    """What came of it."""

    problem: str | None = None
    given: tuple[str, ...] = ()
    """Names of secrets that the station was started with; the keyring's don't replace them."""


def routes(take_over: TakeOver, given: collections.abc.Collection[str]) -> list[Route]:
    """The call; its body is not read."""

    async def call(_request: Received) -> Answer:
        return Answer(
            status=200, body=msgspec.json.encode(Taken(problem=await take_over(), given=tuple(sorted(given))))
        )

    return [Route(path=PATH, methods={"POST": call})]
