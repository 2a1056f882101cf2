"""The open incidents as a duty sees them: folded from the journal, kept up to date on the station's loop."""

import asyncio
import collections.abc

from app.core.clock import Clock
from app.core.tasks import Tasks
from app.domain.incident.envelope import Recorded, received
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal

PAGE = 5_000
"""Each page asks again what is open: many small ones cost the square of it."""
RETRY_S = 1.0

Changed = collections.abc.Callable[[int, tuple[Recorded, ...]], None]
"""Told the incident's number and the records that changed it; none when it was read whole."""


class OpenIncidents:
    """Make it on the station's loop; ``begin`` before anything is asked of it."""

    def __init__(self, journal: Journal, clock: Clock, tasks: Tasks, changed: Changed) -> None:
        self._journal = journal
        self._clock = clock
        self._tasks = tasks
        self._changed = changed
        self._book = IncidentProjection()
        self._early: list[Recorded] | None = []
        """What was written while the book is being read; None once it is whole."""
        self._newest: dict[int, int] = {}
        """Of incidents being read whole: the newest seq that was told of them."""
        self._one_reads = asyncio.Lock()
        journal.subscribe(self._hear)

    def find(self, number: int) -> Incident | None:
        """An open incident; None for any other."""
        found = self._book.incidents.get(number)
        return found if found is not None and found.is_open else None

    async def begin(self) -> None:
        """Read all open incidents; again after the keyring was unlocked, since more can be read then.

        Raises:
            JournalUnavailableError: the journal can't be read now.
        """
        async with self._one_reads:  # a keyring may be unlocked while the first reading goes on
            if self._early is None:
                self._early = []
            self._book = await asyncio.to_thread(self._read)
            early, self._early = self._early, None
            for number in list(self._book.incidents):
                self._tell(number, ())
            self._hear(tuple(early))

    async def begin_when_possible(self) -> None:
        """``begin``, however long storage fails."""
        while True:
            try:
                return await self.begin()
            except JournalUnavailableError:
                await self._clock.wait(RETRY_S)

    def _read(self) -> IncidentProjection:
        """Every open incident; blocks."""
        book, after, snapshot = IncidentProjection(), 0, self._journal.last_seq
        while True:
            page = self._journal.open_events(after, snapshot, PAGE)
            for record in page:
                book.apply(received(record))
            if len(page) < PAGE:
                return book
            after = page[-1].seq

    def _hear(self, records: tuple[Recorded, ...]) -> None:
        if self._early is not None:
            self._early.extend(records)
            return
        touched: dict[int, list[Recorded]] = {}
        for record in records:
            number = self._book.apply(record)
            if number is not None:
                touched.setdefault(number, []).append(record)
            elif record.incident in self._book.missing:
                self._miss(record.incident, record.seq)
        for number, changes in touched.items():
            self._tell(number, tuple(changes))

    def _tell(self, number: int, records: tuple[Recorded, ...]) -> None:
        self._changed(number, records)
        if self.find(number) is None:
            self._book.forget(number)

    def _miss(self, number: int, seq: int) -> None:
        """A closed incident that changes was forgotten: read it whole, once, until nothing newer is told."""
        reading = number in self._newest
        self._newest[number] = seq
        if not reading:
            self._tasks.start(f"read incident {number}", self._read_whole(number))

    async def _read_whole(self, number: int) -> None:
        while True:
            try:
                history = await asyncio.to_thread(self._journal.incident, number)
            except JournalUnavailableError:
                await self._clock.wait(RETRY_S)
                continue
            if history and history[-1].seq >= self._newest[number]:
                break
        del self._newest[number]
        self._book.replace(number, [received(record) for record in history])
        self._tell(number, ())
