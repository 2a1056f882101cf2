"""Handing over, linking and splitting incidents: a person knows better than a phone number (docs/contract.md#3.5)."""

import typing

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.console.incident.dialogs import LinkDialog
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands
from app.console.store import Store
from app.console.theme.text import PlainLabel, clock, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CARD_TITLE
from app.console.widgets import dialogs
from app.console.widgets.buttons import Button
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.incident.model import Share


class To(typing.NamedTuple):
    """Who gets the incidents: an operator by name, or nobody (None, "back to the floor")."""

    name: str | None


class TransferDialog(QDialog):
    """One button for each other operator, one for nobody, one to cancel; ``chosen`` is None after cancelling."""

    def __init__(self, parent: QWidget, theme: Theme, headline: str, names: list[str]) -> None:
        super().__init__(parent)
        self.chosen: To | None = None
        self.setWindowTitle("Hand over")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(headline)
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text("On the floor nobody has them: everybody sees that, and it warns until somebody takes them.")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        if not names:
            alone = PlainLabel(theme, BODY, "p2", wraps=True)
            alone.show_text("No other operator is signed on.")
            column.addWidget(alone)
        for name in names:
            column.addWidget(self._button(theme, f"To {one_line(name)}", To(name)))
        column.addWidget(self._button(theme, "Back to the floor", To(None)))
        column.addWidget(remark)
        stay = Button(theme, "Leave it as it is")
        stay.clicked.connect(self.reject)
        column.addWidget(stay)
        stay.setFocus()  # Enter after a mistyped name gives nobody's incidents away

    def _button(self, theme: Theme, words: str, to: To) -> Button:
        button = Button(theme, words)
        button.clicked.connect(lambda: self._choose(to))
        return button

    def _choose(self, to: To) -> None:
        self.chosen = to
        self.accept()


class Transfer:
    """Asks the operator of this console to whom open incidents go."""

    def __init__(self, parent: QWidget, theme: Theme, watch: Store) -> None:
        self._parent = parent
        self._theme = theme
        self._watch = watch

    @property
    def mine(self) -> list[int]:
        """Numbers of the open incidents that the operator of this console has."""
        operator = self._watch.operator
        return [one.number for one in self._watch.book.open_incidents if operator and one.owner == operator]

    def others(self, incoming: str | None = None) -> list[str]:
        """Who could take incidents over: the operator who signs on here now (``incoming``), then all signed on."""
        asking = self._watch.pulse.consoles if self._watch.pulse else ()
        names = [incoming, *asking] if incoming else list(asking)
        return [name for name in dict.fromkeys(names) if name and name != self._watch.operator]

    async def everything(self, incoming: str | None = None) -> To | None:
        """To whom all of it goes when the operator leaves; None: they stay. Nothing is asked when nothing is theirs."""
        numbers = self.mine
        if not numbers:
            return To(None)
        headline = "You have {count} open: {numbers}. To whom do they go?"
        said = headline.format(count=len(numbers), numbers=", ".join(map(str, numbers)))
        return await self._ask(said, self.others(incoming))

    async def one(self, number: int) -> To | None:
        """To whom one incident goes; None: nowhere."""
        said = f"To whom does {number} go?"
        return await self._ask(said, self.others())

    async def _ask(self, headline: str, names: list[str]) -> To | None:
        dialog = TransferDialog(self._parent, self._theme, headline, names)
        await dialogs.finished(dialog)
        return dialog.chosen


class HandoverController(QObject):
    """Hands the shown incident over; asks one question at a time."""

    def __init__(self, window: MainWindow, watch: Store, commands: IncidentCommands, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._commands = commands
        self._tasks = tasks
        self._transfer = Transfer(window, window.theme, watch)
        self._asking = False
        window.actions_.on(Action.HAND_OVER, self.ask)

    def ask(self) -> None:
        """Ask about the shown incident, if it is this operator's."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.is_open or self._asking:
            return
        if incident.number not in self._transfer.mine:
            self._window.centre.incident.refuse("It is not yours. Only who has an incident hands it over.")
            return
        self._asking = True
        self._tasks.start("hand over", self._ask(incident.number))

    async def _ask(self, number: int) -> None:
        try:
            to = await self._transfer.one(number)
        finally:
            self._asking = False
        if to is not None:
            self._commands.hand_over(number, to.name)


class LinkController(QObject):
    """Carries out linking, splitting and going to a linked incident."""

    def __init__(self, window: MainWindow, watch: Store, commands: IncidentCommands, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._commands = commands
        self._tasks = tasks
        self._asking = False
        window.actions_.on(Action.LINK, self.link)
        window.actions_.on(Action.SPLIT, self.split)
        window.actions_.on(Action.GO_TO_LINKED, self.go)
        window.centre.incident.go_to_linked.connect(self.go)

    def link(self) -> None:
        """Ask which incident is the same event as the shown one."""
        incident = self._watch.incident(self._window.number)
        if incident is None:
            return
        dialog = LinkDialog(self._window, self._window.theme, incident)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.linked.connect(lambda other: self._commands.link(incident.number, other))
        dialog.unlinked.connect(lambda other: self._commands.unlink(incident.number, other))
        dialog.open()

    def go(self) -> None:
        """Show the incident that the shown one is linked to, the newest link first; a filter may hide it."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.related:
            return
        there = [one for one in reversed(incident.related) if self._window.queue.model.row_of_number(one) is not None]
        if there:
            self._window.queue.view.select(there[0])
        else:
            words = "{number} is not in the queue: it is closed, or a filter hides it. Search for it."
            self._window.centre.incident.refuse(words.format(number=incident.related[-1]))

    def split(self) -> None:
        """Ask whether the share that joined last shall have an incident of its own."""
        incident = self._watch.incident(self._window.number)
        if incident is None or self._asking:
            return
        if len(incident.shares) <= 1:
            words = "Nothing joined it that could be split off: it has one share only."
            self._window.centre.incident.refuse(words)
            return
        self._asking = True
        self._tasks.start("split", self._ask(incident.number, incident.shares[-1]))

    async def _ask(self, number: int, share: Share) -> None:
        headline = f"Split the newest share from {number}?"
        sentence = (
            "The share of {time} from {ecc} gets an incident of its own, with its places and data. It rings until "
            "somebody takes it. Notes and callflows stay here. This can't be taken back."
        )
        ecc = one_line(share.ecc) if share.ecc else "an ECC that is not stated"
        said = sentence.replace("{time}", clock(share.received_at)).replace("{ecc}", ecc)
        answers = ("Split it", "Leave it as it is")
        try:
            answer = await dialogs.ask(self._window, self._window.theme, headline, said, answers)
        finally:
            self._asking = False
        if answer == 0:
            self._commands.split(number, share.share)
