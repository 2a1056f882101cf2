"""The desk's four calls: hello, events, incidents, commands (docs/design.md#how-data-flows)."""

import asyncio
import collections.abc
import re
import typing

import msgspec

from app.domain.incident.commands import Answer as CommandAnswer
from app.domain.incident.commands import AnyCommand
from app.domain.incident.pulse import Events, Hello, IncidentEvents, Pulse
from app.domain.incident.record import Record
from app.ground.clock import Clock
from app.station.desk import cursor
from app.station.desk.cursor import Cursor
from app.station.desk.tail import Tail
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.listener.exchange import Answer, Received, Route, refusal
from app.station.listener.limits import Limits
from app.station.sessions import Sessions

MOST_EVENTS = 500
"""More at once would stop a console's window for a moment (docs/measured.md#batches)."""
LONGEST_WAIT_S = 10.0
LIMITS = Limits(body_bytes=64 * 1024, connections=128)
_SECONDS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3})?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_COMMAND_ID = re.compile(r"[!-~]{1,64}")

UNREADABLE_RETRY_S = 1.0

Obey = collections.abc.Callable[[AnyCommand], collections.abc.Awaitable[CommandAnswer]]


class Vitals(typing.Protocol):
    """Who the station is and how it is."""

    def hello(self) -> Hello:
        """The greeting."""

    def pulse(self) -> Pulse:
        """The heartbeat that goes with every answer."""


class DeskCalls:
    """Answers consoles."""

    def __init__(
        self, journal: Journal, tail: Tail, sessions: Sessions, clock: Clock, vitals: Vitals, obey: Obey
    ) -> None:
        self._journal = journal
        self._tail = tail
        self._sessions = sessions
        self._clock = clock
        self._vitals = vitals
        self._obey = obey

    def routes(self) -> list[Route]:
        """The four calls."""
        return [
            Route(path="/hello", methods={"GET": self._hello}),
            Route(path="/events", methods={"GET": self._events}),
            Route(path="/incidents/", methods={"GET": self._incident}),
            Route(path="/commands", methods={"POST": self._command}),
        ]

    async def _hello(self, _request: Received) -> Answer:
        return _json(self._vitals.hello())

    async def _events(self, request: Received) -> Answer:
        query = request.head.untrusted_query
        after = cursor.read(query.get("after", "open"), self._journal.last_seq)
        wait = query.get("wait", "0")
        if after is None or not _SECONDS.fullmatch(wait):
            return refusal(400, "after is open, a seq or an answer's next; wait is seconds")
        self._sessions.asked(query.get("session"), self._clock.now())
        if after.snapshot is None:
            await self._tail.beyond(after.seq, min(float(wait), LONGEST_WAIT_S))
        try:
            events, ahead = await asyncio.to_thread(self._page, after)
        except JournalUnavailableError:
            # A console must keep its pulse, which tells that nothing is recorded; but it must not ask in a frenzy.
            await self._clock.wait(UNREADABLE_RETRY_S)
            events, ahead = [], after
        caught_up = ahead.snapshot is None and ahead.seq >= self._journal.last_seq
        return _json(Events(events=tuple(events), next=str(ahead), caught_up=caught_up, pulse=self._vitals.pulse()))

    def _page(self, after: Cursor) -> tuple[list[Record], Cursor]:
        """At most 500 events, and where to go on; blocks."""
        if after.snapshot is None:
            events = self._journal.after(after.seq, MOST_EVENTS)
            return events, Cursor(events[-1].seq) if events else after
        events = self._journal.open_events(after.seq, after.snapshot, MOST_EVENTS)
        whole = len(events) < MOST_EVENTS
        return events, Cursor(after.snapshot) if whole else Cursor(events[-1].seq, after.snapshot)

    async def _incident(self, request: Received) -> Answer:
        number = request.head.path.removeprefix("/incidents/")
        if not _NUMBER.fullmatch(number):
            return refusal(404, "no incident has such a number")
        return _json(IncidentEvents(events=tuple(await asyncio.to_thread(self._journal.incident, int(number)))))

    async def _command(self, request: Received) -> Answer:
        try:
            command = msgspec.json.decode(request.untrusted_body, type=AnyCommand)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return refusal(400, "no command that this station knows")
        if not _COMMAND_ID.fullmatch(command.id):
            return refusal(400, "a command's id is 1 to 64 characters without spaces")
        try:
            return _json(await self._obey(command))
        except JournalUnavailableError:
            return refusal(503, "nothing can be recorded now")


def _json(value: msgspec.Struct) -> Answer:
    return Answer(status=200, body=msgspec.json.encode(value))
