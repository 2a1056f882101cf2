"""Signing on and off, and leaving: shall the station go on receiving, or stop too? A simulation only ends."""

import asyncio
import collections.abc

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controllers.links import Transfer
from app.console.state_file import StateFile
from app.console.station.commands import StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, TITLE
from app.console.widgets import dialogs
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import FlowLayout
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.incident.commands import Refused
from app.domain.incident.handlers.links_and_handover import NAME_LIMIT

KEEP, STOP = 0, 1
END = 0


class ExitController(QObject):
    """Settles once, with whether the station stops too."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        *,
        is_play: bool,
        owned: collections.abc.Callable[[], int] = int,
        receives: collections.abc.Callable[[], bool] = lambda: True,
    ) -> None:
        """``receives``: whether the station is known to answer."""
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._tasks = tasks
        self._is_play = is_play
        self._owned = owned
        self._receives = receives
        self._asking = False
        self._settled: asyncio.Future[bool] | None = None
        self._before: bool | None = None
        self.hide: collections.abc.Callable[[], bool] = lambda: False
        """Puts the window where it can be found again; False when there is no such place."""
        window.close_asked.connect(self._close)

    async def wanted(self) -> bool:
        """Wait until the operator leaves the program; True when the station stops too."""
        if self._before is not None:
            return self._before
        self._settled = asyncio.get_running_loop().create_future()
        return await self._settled

    def at_once(self) -> None:
        """Leave without a question; the station goes on."""
        self._settle(stop_station=False)

    def _close(self) -> None:
        """Closing the window leaves the program in the tray, where there is one; a play has nothing to go on for."""
        if self._is_play or not self.hide():
            self.ask()

    def ask(self) -> None:
        """Ask, once at a time."""
        if not self._asking:
            self._asking = True
            self._tasks.start("quit", self._ask_about_the_play() if self._is_play else self._ask())

    async def _ask_about_the_play(self) -> None:
        sentence = (
            "The play ends with this window: its calls stop, and nothing goes on in the background. No real call is "
            "touched."
        )
        answers = ("End the play", "Stay")
        answer = await dialogs.ask(self._window, self._theme, "End the play", sentence, answers)
        self._asking = False
        if answer == END:
            self._settle(stop_station=True)

    async def _ask(self) -> None:
        sentence = (
            "The station can go on receiving shares without this window. Nobody then sees or hears them here. "
            "Stopped, it refuses them, and RapidSOS is told nothing."
        )
        keep = "Keep receiving"
        if not self._receives():
            sentence = "The station does not answer: whether shares are received is not known."
            keep = "Leave the station as it is"
        if count := self._owned():
            sentence += " " + f"What is yours goes back to the floor: {count} open."
        answers = (keep, "Stop the station", "Stay")
        answer = await dialogs.ask(self._window, self._theme, "Leave Watchfloor", sentence, answers)
        self._asking = False
        if answer in (KEEP, STOP):
            self._settle(stop_station=answer == STOP)

    def _settle(self, *, stop_station: bool) -> None:
        self._before = stop_station
        if self._settled is not None and not self._settled.done():
            self._settled.set_result(stop_station)


class SignOnDialog(QDialog):
    """One field; names that signed on here before are one click away.

    Signals:
        named: the name somebody wants to sign on with.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, remembered: list[str]) -> None:
        super().__init__(parent)
        self._theme = theme
        self._field = QLineEdit()
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._sign_on = Button(theme, "Sign on", ButtonKind.PRIMARY, key="Enter")
        self.setWindowTitle("Sign on")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self._lay_out(column, remembered)
        self._field.textChanged.connect(self._judge)
        self._field.returnPressed.connect(self._name)
        self._sign_on.clicked.connect(self._name)
        self._judge("")

    def refuse(self, sentence: str) -> None:
        """Show why the station did not take the name."""
        self._problem.show_text(sentence)
        self._problem.setVisible(bool(sentence))
        self._sign_on.setEnabled(not sentence)

    def _lay_out(self, column: QVBoxLayout, remembered: list[str]) -> None:
        title = PlainLabel(self._theme, TITLE)
        title.show_text("Who sits here?")
        remark = PlainLabel(self._theme, CAPTION, "muted", wraps=True)
        remark.show_text("Your name goes into the journal with everything you do. Alarms sound either way.")
        self._field.setAccessibleName("Your name")
        self._field.setPlaceholderText("Name, like M. Okafor")
        self._field.setMaxLength(NAME_LIMIT)
        self._field.setMinimumHeight(self._theme.px(36))
        self._field.setCompleter(QCompleter(remembered, self))
        names = FlowLayout(spacing=6)
        for name in remembered:
            button = Button(self._theme, one_line(name)).small()
            button.clicked.connect(lambda _checked=False, name=name: self.named.emit(name))
            names.addWidget(button)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sign_on)
        for widget in (title, remark, self._field, self._problem):
            column.addWidget(widget)
        column.addLayout(names)
        column.addLayout(row)

    def _judge(self, text: str) -> None:
        self.refuse("")
        self._sign_on.setEnabled(bool(text.strip()))

    def _name(self) -> None:
        name = " ".join(self._field.text().split())
        if name:
            self.named.emit(name)


SIMULATOR = "simulator"


class SignOnController(QObject):
    """Asks for the operator's name, one dialog at a time; on the simulator a trainee is signed on from the start."""

    def __init__(self, window: QWidget, theme: Theme, watch: Store, memory: StateFile, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._watch = watch
        self._memory = memory
        self._tasks = tasks
        self._transfer = Transfer(window, theme, watch)
        self._client: StationClient | None = None
        self._dialog: SignOnDialog | None = None
        self._greeted = False

    def open(self, client: StationClient) -> None:
        """There is a client now; ask for a name once the station has answered."""
        self._client = client
        self._watch.pulsed.connect(self._greet)
        self._greet()

    def ask(self) -> None:
        """Ask who sits here."""
        if self._dialog is not None or self._client is None:
            return
        self._dialog = SignOnDialog(self._window, self._theme, self._memory.names)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.named.connect(self._named)
        self._dialog.finished.connect(self._left)
        self._dialog.open()

    def leave(self) -> None:
        """Sign off, after asking to whom open incidents go; then ask for the next operator's name."""
        if self._client is not None and self._watch.operator is not None:
            self._tasks.start("sign off", self._sign_off(self._client))

    def sign_on_as(self, name: str) -> None:
        """Sign on with a name that was given to unlock the screen."""
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
        if self._client is not None:
            self._tasks.start("sign on", self._sign_on(self._client, name))

    async def _sign_on(self, client: StationClient, name: str) -> None:
        try:
            if self._watch.operator in (None, name):
                answer = await client.sign_on(name)
            else:
                to = await self._transfer.everything(name)
                if to is None:
                    return
                answer = await client.change_operator(name, to.name)
        except TimeoutError:
            self._refuse("The station did not answer. Try again in a moment.")
            return
        if isinstance(answer, Refused):
            self._refuse(answer.refused)
            return
        self._memory.remember_name(name)
        if self._dialog is not None:
            self._dialog.accept()

    async def _sign_off(self, client: StationClient) -> None:
        to = await self._transfer.everything()
        if to is None:
            return
        answer = await client.sign_off(to.name)
        self.ask()
        if isinstance(answer, Refused) and self._dialog is not None:
            self._dialog.refuse(answer.refused)

    def _refuse(self, sentence: str) -> None:
        self.ask()
        if self._dialog is not None:
            self._dialog.refuse(sentence)

    def _left(self) -> None:
        self._dialog = None
