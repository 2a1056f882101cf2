"""Asks who sits here as soon as there is a station, and whenever the operator changes."""

import typing

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.console.handover.parting import Parting
from app.console.look.theme import Theme
from app.console.memory import Memory
from app.console.watch import Watch
from app.console.welcome.sign_on_dialog import SignOnDialog
from app.domain.incident.commands import Answer, Refused
from app.ground.tasks import Tasks

SIMULATOR = "simulator"


class Desk(typing.Protocol):
    """Who carries names to the station."""

    async def sign_on(self, name: str) -> Answer:
        """Sit down."""

    async def change_seat(self, name: str, to: str | None) -> Answer:
        """Somebody else sits down here; what was open goes to them, to another, or back to the floor."""

    async def sign_off(self, to: str | None = None) -> Answer | None:
        """Leave, with what is open to another or back to the floor."""


class Reception(QObject):
    """One dialog at a time; on the simulator somebody sits here from the start."""

    def __init__(self, window: QWidget, theme: Theme, watch: Watch, memory: Memory, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._watch = watch
        self._memory = memory
        self._tasks = tasks
        self._parting = Parting(window, theme, watch)
        self._desk: Desk | None = None
        self._dialog: SignOnDialog | None = None
        self._greeted = False

    def open(self, desk: Desk) -> None:
        """There is a desk client now; ask once the station has greeted."""
        self._desk = desk
        self._watch.pulsed.connect(self._greet)
        self._greet()

    def ask(self) -> None:
        """Ask who sits here."""
        if self._dialog is not None or self._desk is None:
            return
        self._dialog = SignOnDialog(self._window, self._theme, self._memory.names)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.named.connect(self._named)
        self._dialog.finished.connect(self._left)
        self._dialog.open()

    def leave(self) -> None:
        """Sign off, after asking to whom open incidents go; then whoever comes is asked for their name."""
        if self._desk is not None and self._watch.operator is not None:
            self._tasks.start("sign off", self._sign_off(self._desk))

    def sign_on_as(self, name: str) -> None:
        """Somebody has given a name elsewhere, to unlock the screen."""
        self._named(name)

    def _greet(self) -> None:
        if self._greeted or self._watch.hello is None:
            return
        self._greeted = True
        if self._watch.environment == SIMULATOR:
            self._named(next(iter(self._memory.names), "Trainee"))
        else:
            self.ask()

    def _named(self, name: str) -> None:
        if self._desk is not None:
            self._tasks.start("sign on", self._sign_on(self._desk, name))

    async def _sign_on(self, desk: Desk, name: str) -> None:
        try:
            if self._watch.operator in (None, name):
                answer = await desk.sign_on(name)
            else:
                to = await self._parting.everything(name)
                if to is None:
                    return
                answer = await desk.change_seat(name, to.name)
        except TimeoutError:
            self._refuse("The station did not answer. Try again in a moment.")
            return
        if isinstance(answer, Refused):
            self._refuse(answer.refused)
            return
        self._memory.remember_name(name)
        if self._dialog is not None:
            self._dialog.accept()

    async def _sign_off(self, desk: Desk) -> None:
        to = await self._parting.everything()
        if to is None:
            return
        answer = await desk.sign_off(to.name)
        self.ask()
        if isinstance(answer, Refused) and self._dialog is not None:
            self._dialog.refuse(answer.refused)

    def _refuse(self, sentence: str) -> None:
        self.ask()
        if self._dialog is not None:
            self._dialog.refuse(sentence)

    def _left(self) -> None:
        self._dialog = None
