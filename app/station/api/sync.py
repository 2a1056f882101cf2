"""The API routes by which a console follows the station (docs/design.md#how-data-flows)."""

import asyncio
import collections.abc
import contextlib
import re
import typing

import msgspec

from app.core.clock import Clock
from app.domain.incident.commands import Answer as CommandAnswer
from app.domain.incident.commands import AnyCommand, Refused
from app.domain.incident.envelope import Record, Recorded
from app.protocol.sync import Events, Hello, IncidentEvents, Pulse
from app.station.http.request import InboundRequest, Limits, Response, Route, refusal
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.sessions import Sessions

_OPEN = re.compile(r"open:([0-9]{1,18}):([0-9]{1,18})")
_SEQ = re.compile(r"[0-9]{1,18}")


class Cursor(msgspec.Struct, frozen=True):
    """Go on after ``seq``; with a ``snapshot``, among the events up to it that still matter."""

    seq: int
    snapshot: int | None = None

    def __str__(self) -> str:
        """As it stands in an address."""
        return str(self.seq) if self.snapshot is None else f"open:{self.seq}:{self.snapshot}"


def read(untrusted: str, last_seq: int) -> Cursor | None:
    """The cursor of an ``after``; ``open`` begins a snapshot of the journal as it is now. None if it is none."""
    if untrusted == "open":
        return Cursor(0, last_seq)
    if found := _OPEN.fullmatch(untrusted):
        return Cursor(int(found[1]), int(found[2]))
    return Cursor(int(untrusted)) if _SEQ.fullmatch(untrusted) else None


class Tail:
    """Wakes followers when something was written; make it on the station's loop."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._moved = asyncio.Event()
        self._ended = False
        journal.subscribe(self._wake)

    async def beyond(self, seq: int, seconds: float) -> None:
        """Return as soon as there is an event after ``seq``, else after so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._journal.last_seq <= seq and not self._ended:
                    await self._moved.wait()

    def end(self) -> None:
        """Send all followers home: the station stops."""
        self._ended = True
        self._wake(())

    def _wake(self, _records: tuple[Recorded, ...]) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()


MOST = 10**18
"""Above it no incident, event, time or body has its number: SQLite's integers end soon after."""
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


class SyncRoutes:
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

    async def _hello(self, _request: InboundRequest) -> Response:
        return _json(self._vitals.hello())

    async def _events(self, request: InboundRequest) -> Response:
        query = request.untrusted_query
        after = read(query.get("after", "open"), self._journal.last_seq)
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

    async def _incident(self, request: InboundRequest) -> Response:
        number = request.path.removeprefix("/incidents/")
        if not _NUMBER.fullmatch(number):
            return refusal(404, "no incident has such a number")
        return _json(IncidentEvents(events=tuple(await asyncio.to_thread(self._journal.incident, int(number)))))

    async def _command(self, request: InboundRequest) -> Response:
        try:
            command = msgspec.json.decode(request.untrusted_body, type=AnyCommand)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return refusal(400, "no command that this station knows")
        if not _COMMAND_ID.fullmatch(command.id):
            return refusal(400, "a command's id is 1 to 64 characters without spaces")
        if holds_too_large(msgspec.to_builtins(command)):
            return _json(Refused(refused="There is nothing of such a number: it has more than 18 digits. Correct it."))
        try:
            return _json(await self._obey(command))
        except JournalUnavailableError:
            return refusal(503, "nothing can be recorded now")


def holds_too_large(value: object) -> bool:
    """Whether a number is in it that the journal could not hold; ``value`` is made of JSON's own kinds."""
    if isinstance(value, dict | list | tuple):
        return any(holds_too_large(one) for one in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and abs(value) >= MOST


def _json(value: msgspec.Struct) -> Response:
    return Response(status=200, body=msgspec.json.encode(value))
