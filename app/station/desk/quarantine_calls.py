"""The desk's calls about the quarantine: what is kept, and one request's words (docs/contract.md#3.5)."""

import asyncio
import re
import typing

import msgspec

from app.domain.incident.kept import KeptWords, Quarantine
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.exchange import Answer, Received, Route, refusal

PATH = "/quarantine"
_NUMBER = re.compile(r"[0-9]{1,9}")
_UNREADABLE = refusal(503, "the journal can't be read now")


class Shelf(typing.Protocol):
    """What is kept; every method blocks for a disk read and may raise ``JournalUnavailableError``."""

    def listing(self) -> Quarantine:
        """Everything kept, newest first."""

    def words(self, number: int) -> KeptWords | None:
        """One request as it came, without its token; None when it is not kept, or locked."""


class QuarantineCalls:
    """Answers consoles."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def routes(self) -> list[Route]:
        """The two calls."""
        return [
            Route(path=PATH, methods={"GET": self._listing}),
            Route(path=f"{PATH}/", methods={"GET": self._words}),
        ]

    async def _listing(self, _request: Received) -> Answer:
        try:
            return _json(await asyncio.to_thread(self._shelf.listing))
        except JournalUnavailableError:
            return _UNREADABLE

    async def _words(self, request: Received) -> Answer:
        number = request.head.path.removeprefix(f"{PATH}/")
        if not _NUMBER.fullmatch(number):
            return refusal(404, "nothing kept has such a number")
        try:
            words = await asyncio.to_thread(self._shelf.words, int(number))
        except JournalUnavailableError:
            return _UNREADABLE
        return refusal(404, "it is not kept, or locked") if words is None else _json(words)


def _json(value: msgspec.Struct) -> Answer:
    return Answer(status=200, body=msgspec.json.encode(value))
