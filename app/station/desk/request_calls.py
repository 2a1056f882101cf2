"""The desk's calls of the inspector: what came to the listener, one request's words, and a replay."""

import asyncio
import re
import typing

import msgspec

from app.domain.inspection.request import Replay, Requests, RequestWords
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.exchange import Answer, Received, Route, refusal

PATH = "/requests"
_NUMBER = re.compile(r"[0-9]{1,15}")
_ONE = re.compile(rf"{PATH}/([req][0-9]{{1,15}})(/replay)?")
_UNREADABLE = refusal(503, "the journal can't be read now")
_GONE = refusal(404, "it is not remembered any more, or locked")


class Inspection(typing.Protocol):
    """What is known of requests; all but ``newer`` may raise ``JournalUnavailableError``."""

    def newer(self, since: int) -> Requests:
        """What this run saw after its request of a number."""

    def newest(self) -> Requests:
        """Everything remembered, and the newest of the journal; blocks."""

    def older(self, before: int) -> Requests:
        """More of the journal, below a seq; blocks."""

    def words(self, id_: str) -> RequestWords | None:
        """One request; blocks."""

    async def play(self, id_: str) -> Replay | None:
        """A dry run."""


class RequestCalls:
    """Answers consoles."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection

    def routes(self) -> list[Route]:
        """Three calls."""
        return [
            Route(path=PATH, methods={"GET": self._listing}),
            Route(path=f"{PATH}/", methods={"GET": self._words, "POST": self._replay}),
        ]

    async def _listing(self, request: Received) -> Answer:
        query = request.head.untrusted_query
        since, before = query.get("since"), query.get("before")
        if not all(_NUMBER.fullmatch(one) for one in (since, before) if one is not None):
            return refusal(400, "since and before are numbers")
        if since is not None:
            return _json(self._inspection.newer(int(since)))
        try:
            if before is None:
                return _json(await asyncio.to_thread(self._inspection.newest))
            return _json(await asyncio.to_thread(self._inspection.older, int(before)))
        except JournalUnavailableError:
            return _UNREADABLE

    async def _words(self, request: Received) -> Answer:
        one = _ONE.fullmatch(request.head.path)
        if one is None or one[2]:
            return refusal(404, "no request has such an id")
        try:
            words = await asyncio.to_thread(self._inspection.words, one[1])
        except JournalUnavailableError:
            return _UNREADABLE
        return _GONE if words is None else _json(words)

    async def _replay(self, request: Received) -> Answer:
        one = _ONE.fullmatch(request.head.path)
        if one is None or not one[2]:
            return refusal(404, "no request has such an id")
        try:
            replay = await self._inspection.play(one[1])
        except JournalUnavailableError:
            return _UNREADABLE
        return _GONE if replay is None else _json(replay)


def _json(value: msgspec.Struct) -> Answer:
    return Answer(status=200, body=msgspec.json.encode(value))
