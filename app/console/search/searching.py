"""The search over closed incidents: the index at once, then bodies piece by piece, for as long as somebody waits."""

import asyncio
import datetime as dt
import typing

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.console.search import words
from app.console.search.closed_list import ClosedList
from app.console.watch import Watch
from app.domain.incident.pulse import IncidentEvents
from app.domain.incident.record import received
from app.domain.search import sought
from app.domain.search.found import Found, Search
from app.domain.search.sought import Sought
from app.ground.tasks import Tasks

TYPING_MS = 250
"""A search begins when nobody has typed for so long."""
UNASKED_PIECES = 20
"""So many pieces are opened before somebody is asked whether to go on."""
T = typing.TypeVar("T")
Disposition = typing.Callable[[str], str]


class Desk(typing.Protocol):
    """Who answers questions; raises TimeoutError when nobody does."""

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        """What the desk answers at a path."""


class Searching(QObject):
    """Asks for what the line wants, and shows the pieces as they come.

    Signals:
        opened: a closed incident is in the book now and shall be shown; its number.
    """

    opened = Signal(int)

    def __init__(self, shown: ClosedList, watch: Watch, tasks: Tasks, desk: Desk, disposition: Disposition) -> None:
        super().__init__(shown)
        self._shown = shown
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
        self._disposition = disposition
        self._sought = Sought()
        self._task: asyncio.Task[None] | None = None
        self._next = Search(sought=Sought())
        self._enters = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self._begin)
        shown.further.connect(self._go_on)
        shown.chosen.connect(lambda number: self._tasks.start("open a closed incident", self._open(number)))

    def look_for(self, line: str) -> None:
        """Another line stands in the search field."""
        self._stop()
        self._enters = False
        self._sought = sought.read(line, self._shown.zone or dt.UTC)
        self._shown.clear()
        if not self._sought.empty:
            self._wait.start()

    def enter(self) -> None:
        """Search now, and go to what is found."""
        if self._wait.isActive():
            self._wait.stop()
            self._enters = True
            self._begin()
        else:
            self._shown.enter()

    def _begin(self) -> None:
        self._next = Search(sought=self._sought)
        self._back_to: int | None = None
        self._shown.show()
        self._go_on()

    def _go_on(self) -> None:
        self._stop()
        self._task = self._tasks.start("search", self._search())

    def _stop(self) -> None:
        self._wait.stop()
        if self._task is not None:
            self._task.cancel()

    async def _search(self) -> None:
        locked = False
        for _ in range(UNASKED_PIECES):
            self._say(locked=locked, going_on=True)
            try:
                found = await self._desk.answer("/search", Found, self._next)
            except TimeoutError:
                self._shown.say(self._head(), "The station did not answer. Search again.", more=True)
                return
            locked = locked or found.locked
            self._take(found)
            if not self._advance(found):
                self._say(locked=locked, going_on=False, whole=True)
                return
        self._say(locked=locked, going_on=False)

    def _take(self, found: Found) -> None:
        known = {line.number for line in self._shown.lines}
        zone = self._shown.zone
        fresh = [one for one in found.incidents if one.number not in known]
        self._shown.add([words.line(one, zone, self._disposition(one.reason) if one.reason else "") for one in fresh])
        if self._next.in_bodies or not self._sought.in_bodies:
            self._back_to = found.back_to or self._back_to
        if self._enters and fresh:
            self._enters = False
            self._shown.enter()

    def _advance(self, found: Found) -> bool:
        """What to ask next; False when everything was looked at. The index is asked whole before bodies are opened."""
        if found.before is not None:
            self._next = msgspec.structs.replace(self._next, before=found.before)
            return True
        if self._next.in_bodies or not self._sought.in_bodies:
            return False
        self._next = Search(sought=self._sought, in_bodies=True)
        return True

    def _say(self, *, locked: bool, going_on: bool, whole: bool = False) -> None:
        problem = "Unlock the keyring: what earlier runs stored can't be searched until then."
        self._shown.say(
            self._head(going_on=going_on, whole=whole), problem if locked else "", more=not going_on and not whole
        )

    def _head(self, *, going_on: bool = False, whole: bool = False) -> str:
        count = len(self._shown.lines)
        return words.head(count, self._back_to, self._shown.zone, going_on=going_on, whole=whole)

    async def _open(self, number: int) -> None:
        known = self._watch.incident(number)
        if known is None:
            try:
                whole = await self._desk.answer(f"/incidents/{number}", IncidentEvents)
            except TimeoutError:
                self._shown.say(self._head(), "The station did not answer. Open it again.", more=True)
                return
            self._watch.take_whole(number, [received(record) for record in whole.events])
        if self._watch.incident(number) is not None:
            self.opened.emit(number)
