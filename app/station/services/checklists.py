"""The center's checklists: read from the administrator's file while the station runs, and adopted by an event."""

import asyncio
import pathlib

from app.core import paths
from app.core.clock import Clock
from app.domain import checklist
from app.domain.checklist import FILE, Checklists, NotAdopted
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import ChecklistsAdopted
from app.domain.lamp import Lamp
from app.station import health
from app.station.journal.base import Decision, DecisionContext, Intent, JournalUnavailableError
from app.station.journal.journal import Journal

FOLDER = "checklists"
"""Of the shipped list, in the resources."""
LOOK_S = 5.0
LARGEST_FILE = 256 * 1024


class ChecklistService:
    """A mistake in the file costs nothing but the change: the list before stays in force, and a lamp tells."""

    def __init__(self, data_directory: pathlib.Path, journal: Journal, clock: Clock) -> None:
        self._own = data_directory / FILE
        self._journal = journal
        self._clock = clock
        self._seen: str | NotAdopted | None = None
        self._problems: tuple[str, ...] = ()
        self._problem_at: int | None = None

    def lamp(self) -> Lamp | None:
        """What is to be mended in the file; None when nothing is."""
        return health.checklist(self._problems, self._problem_at)

    async def run(self) -> None:
        """Look at the file until cancelled."""
        while True:
            await self.look()
            await self._clock.wait(LOOK_S)

    async def look(self) -> None:
        """Read the file, and adopt what is new in it."""
        found = await asyncio.to_thread(self._read)
        if found == self._seen:
            return
        lists = checklist.read(found) if isinstance(found, str) else found
        if not isinstance(lists, NotAdopted):
            try:
                await self._journal.decide(adopted(lists))
            except JournalUnavailableError:
                return
        self._seen = found
        self._complain(lists.problems if isinstance(lists, NotAdopted) else ())

    def _read(self) -> str | NotAdopted:
        """The text of the center's own file, else of the shipped one; blocks."""
        try:
            if not self._own.exists():
                return (paths.resources() / FOLDER / FILE).read_text(encoding="utf-8")
            if self._own.stat().st_size > LARGEST_FILE:
                return NotAdopted((f"{FILE} is larger than {LARGEST_FILE // 1024} KiB.",))
            return paths.read_text(self._own)
        except UnicodeDecodeError:
            return NotAdopted((f"{FILE} is no UTF-8 text.",))
        except OSError as error:
            return NotAdopted((f"{FILE} can't be read ({error.strerror or type(error).__name__}).",))

    def _complain(self, problems: tuple[str, ...]) -> None:
        if problems != self._problems:
            self._problems, self._problem_at = problems, self._clock.now()


def adopted(lists: Checklists) -> Intent:
    """The intent that puts checklists in force; it writes nothing when they are already."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        if ledger.projection.checklists == lists:
            return Decision()
        return Decision(drafts=(EventDraft(event=ChecklistsAdopted(checklists=lists)),))

    return intent
