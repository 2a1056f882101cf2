"""What rings while nobody watches calls somebody, again and again until it is acknowledged (design.md, Trouble)."""

import asyncio
import collections.abc
import logging

import msgspec

from app.domain.incident.events import Escalated
from app.domain.incident.record import Draft
from app.domain.incident.ringing.alarms import Alarm, Priority, ringing
from app.ground.clock import Clock
from app.station.calling.summons import Summons, Way
from app.station.duties.unwatched import LOOK_EVERY_S, Unwatched
from app.station.journal.decision import Decision, Ledger
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal

_LOG = logging.getLogger(__name__)

AGAIN_MS = 60_000
"""Between two calls about the same; what is new calls at once."""

_Key = tuple[int | None, int | None, int]


class Last(msgspec.Struct, frozen=True, kw_only=True):
    """The last call by any way, for the lamp: when (UTC ms), and what went wrong with each way that failed."""

    at: int
    problems: tuple[str, ...]


class Escalate:
    """Calls by every way that the administrator chose; what has begun goes on until somebody acknowledges it."""

    def __init__(
        self, journal: Journal, clock: Clock, unwatched: Unwatched, ways: collections.abc.Sequence[Way]
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._unwatched = unwatched
        self.ways = tuple(ways)
        """Other ones from the next look on."""
        self.last: Last | None = None
        self._about: dict[_Key, Alarm] = {}
        self._since = 0
        self._told: dict[tuple[str, int | None], str] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self._clock.wait(LOOK_EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Call if something new rings unwatched, or something old still does."""
        if not self.ways or (not self._unwatched.is_so and not self._about):
            return
        before = set(self._about)
        self._about = await self._unanswered()
        now = self._clock.now()
        again = self.last is None or now - self.last.at >= AGAIN_MS
        if self._about and (again or set(self._about) - before):
            await self._call(now)

    async def _unanswered(self) -> dict[_Key, Alarm]:
        """What rings as P1: all of it while nobody watches, afterwards only what a call was made about."""
        try:
            alarms = await self._ringing()
        except JournalUnavailableError:
            return self._about
        here = {(one.incident, one.notice, one.since): one for one in alarms if one.priority is Priority.P1}
        if self._unwatched.since is None:
            return {key: one for key, one in here.items() if key in self._about}
        self._since = self._unwatched.since
        return here

    async def _ringing(self) -> list[Alarm]:
        found: list[Alarm] = []

        def look(ledger: Ledger, _now: int) -> Decision:
            found[:] = ringing(ledger.book)
            return Decision()

        await self._journal.decide(look)
        return found

    async def _call(self, now: int) -> None:
        incidents = tuple(sorted({one.incident for one in self._about.values() if one.incident is not None}))
        summons = Summons(unwatched_since=self._since, incidents=incidents, alarms=len(self._about))
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
        for incident in incidents:
            if self._told.get((way, incident)) != problem:
                self._told[way, incident] = problem
                yield Draft(event=Escalated(way=way, problem=problem), incident=incident)

    async def _record(self, drafts: tuple[Draft, ...]) -> None:
        try:
            await self._journal.decide(lambda _ledger, _now: Decision(drafts=drafts))
        except JournalUnavailableError:
            _LOG.warning("A call for help could not be recorded")
