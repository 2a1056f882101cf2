"""What rings unwatched, or too long unanswered, calls somebody until it is acknowledged.

See docs/design.md#nobody-watching, docs/operator.md#e3.
"""

import asyncio
import collections.abc
import logging

import msgspec

from app.domain.incident.events import Escalated
from app.domain.incident.record import Draft
from app.domain.incident.ringing.alarms import Alarm, ringing
from app.domain.incident.ringing.summoning import Key, to_call_about
from app.ground.clock import Clock
from app.station.calling.summons import Summons, Way
from app.station.duties.unwatched import LOOK_EVERY_S, Unwatched
from app.station.journal.decision import Decision, Ledger
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal

_LOG = logging.getLogger(__name__)

AGAIN_MS = 60_000
"""Between two calls about the same; what is new calls at once only while nobody watches."""

Patience = collections.abc.Callable[[], int]
"""How long a P1 may stay unanswered before the supervisor is called, in seconds; 0: for ever."""


class Last(msgspec.Struct, frozen=True, kw_only=True):
    """The last call by any way, for the lamp: when (UTC ms), and what went wrong with each way that failed."""

    at: int
    problems: tuple[str, ...]


class Escalate:
    """Calls by every way that the administrator chose; what has begun goes on until somebody acknowledges it."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        unwatched: Unwatched,
        ways: collections.abc.Sequence[Way],
        patience_s: Patience,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._unwatched = unwatched
        self.ways = tuple(ways)
        """Other ones from the next look on."""
        self.last: Last | None = None
        self._patience_s = patience_s
        self._about: dict[Key, Alarm] = {}
        self._since: int | None = None
        self._told: dict[tuple[str, int | None], tuple[str, str]] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self._clock.wait(LOOK_EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Call if something new rings unwatched, if something waits too long, or if a call was in vain so far."""
        if not self.ways or not (self._unwatched.is_so or self._about or self._patience_s()):
            return
        before = set(self._about)
        self._about = await self._unanswered()
        if self._unwatched.is_so or not before:
            self._since = self._unwatched.since
        now = self._clock.now()
        again = self.last is None or now - self.last.at >= AGAIN_MS
        news = self._unwatched.is_so and set(self._about) - before
        if self._about and (again or news):
            await self._call(now)

    async def _unanswered(self) -> dict[Key, Alarm]:
        try:
            alarms = await self._ringing()
        except JournalUnavailableError:
            return self._about
        return to_call_about(
            alarms,
            self._about,
            self._clock.now(),
            watched=not self._unwatched.is_so,
            patience_ms=self._patience_s() * 1_000,
        )

    async def _ringing(self) -> list[Alarm]:
        found: list[Alarm] = []

        def look(ledger: Ledger, _now: int) -> Decision:
            found[:] = ringing(ledger.book)
            return Decision()

        await self._journal.decide(look)
        return found

    async def _call(self, now: int) -> None:
        incidents = tuple(sorted({one.incident for one in self._about.values() if one.incident is not None}))
        oldest = min(one.since for one in self._about.values())
        summons = Summons(
            unwatched_since=self._since, unanswered_since=oldest, incidents=incidents, alarms=len(self._about)
        )
        problems = await asyncio.gather(*(way.call(summons) for way in self.ways))
        self.last = Last(at=now, problems=tuple(problem for problem in problems if problem))
        drafts = [
            draft
            for way, problem in zip(self.ways, problems, strict=True)
            for draft in self._news(way.name, problem, incidents or (None,))
        ]
        if drafts:
            await self._record(tuple(drafts))

    def _news(
        self, way: str, problem: str, incidents: collections.abc.Iterable[int | None]
    ) -> collections.abc.Iterator[Draft]:
        """A call is an event for each incident the first time, and when its outcome changes."""
        because = "unanswered" if self._since is None else "unwatched"
        for incident in incidents:
            if self._told.get((way, incident)) != (because, problem):
                self._told[way, incident] = (because, problem)
                yield Draft(event=Escalated(way=way, problem=problem, because=because), incident=incident)

    async def _record(self, drafts: tuple[Draft, ...]) -> None:
        try:
            await self._journal.decide(lambda _ledger, _now: Decision(drafts=drafts))
        except JournalUnavailableError:
            _LOG.warning("A call for help could not be recorded")
