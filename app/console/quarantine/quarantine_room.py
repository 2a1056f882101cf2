"""The quarantine's window with the desk behind it: what is kept is asked for, and acts become wishes."""

import collections.abc
import typing

from PySide6.QtCore import QObject, Signal

from app.console.acts import new_id
from app.console.alarms.notices import Notice
from app.console.quarantine.quarantine_window import QuarantineWindow
from app.console.watch import Watch
from app.domain.incident.commands import Answer, Command, Refused, SeeNotice, SeeQuarantined, TakeOver
from app.domain.incident.kept import KeptWords, Quarantine
from app.ground.tasks import Tasks


class Desk(typing.Protocol):
    """Who answers about the quarantine and carries wishes; each may raise TimeoutError."""

    async def quarantine(self) -> Quarantine:
        """Everything kept."""

    async def quarantined(self, number: int) -> KeptWords:
        """One request's words."""

    async def wish(self, command: Command) -> Answer:
        """Carry a wish until it is answered."""


class QuarantineRoom(QObject):
    """Opens the window, fills it, and tells it why something was not done.

    Signals:
        refused: the station's sentence, when the window is not open to show it.
    """

    refused = Signal(str)

    def __init__(self, window: QuarantineWindow, watch: Watch, tasks: Tasks, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
        self._rings: tuple[int, ...] = ()
        window.chosen.connect(lambda number: self._start(self._show_words(number)))
        window.seen.connect(lambda number: self._ask(SeeQuarantined(id=new_id(), quarantine=number)))
        window.taken_over.connect(lambda number: self._ask(TakeOver(id=new_id(), quarantine=number)))
        watch.changed.connect(self._book_changed)
        watch.pulsed.connect(self._book_changed)

    def open(self) -> None:
        """Show the window with what is kept now."""
        self._window.show()
        self._window.activateWindow()
        self._start(self._load())

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def answer(self, notice: Notice) -> None:
        """Somebody pressed the alarm bar's button: open the quarantine, or say that it was seen."""
        if notice.notice is None:
            self.open()
        else:
            self._ask(SeeNotice(id=new_id(), notice=notice.notice))

    def _tell(self, sentence: str) -> None:
        if self._window.isVisible():
            self._window.say(sentence)
        else:
            self.refused.emit(sentence)

    def _book_changed(self) -> None:
        """Something new rings, or rings no more: the list is another."""
        rings = tuple(record.seq for record in self._watch.book.quarantine_rings)
        if rings != self._rings:
            self._rings = rings
            if self._window.isVisible():
                self._start(self._load())

    def _ask(self, command: Command) -> None:
        self._start(self._carry(command))

    def _start(self, work: collections.abc.Coroutine[object, object, None]) -> None:
        self._tasks.start("quarantine", work)

    async def _load(self) -> None:
        try:
            self._window.show_kept(await self._desk.quarantine())
        except TimeoutError:
            self._window.say("The station did not answer. What is shown may be old.")

    async def _show_words(self, number: int) -> None:
        try:
            self._window.show_words(await self._desk.quarantined(number))
        except TimeoutError:
            self._window.say("The station does not tell its words: it may be gone from quarantine.")

    async def _carry(self, command: Command) -> None:
        try:
            answer = await self._desk.wish(command)
        except TimeoutError:
            self._tell("The station did not answer. Look again when it is back.")
            return
        if self._window.isVisible():
            await self._load()
        if isinstance(answer, Refused):
            self._tell(answer.refused)
