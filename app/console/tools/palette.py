"""What a line in the palette means: a note, a place to look at, an incident to close, or the name of an action."""

import enum
import re

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.console.map.goto_bar import doubt_sentence
from app.console.shortcuts.actions import Action
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION
from app.console.window.menu import QActions
from app.domain.location import coordinates
from app.domain.location.parse_result import ParseProblem

_NUMBER = re.compile(r"[0-9]{1,9}")


class Word(enum.Enum):
    """The first word of a line that is no name of an action."""

    NOTE = "note"
    GOTO = "goto"
    CLOSE = "close"


class Note(msgspec.Struct, frozen=True):
    """Write this down in the shown incident."""

    text: str


class Goto(msgspec.Struct, frozen=True):
    """Look at a place on the map, WGS-84 degrees."""

    latitude: float
    longitude: float


class Close(msgspec.Struct, frozen=True):
    """Ask how this incident ended."""

    number: int


class Unclear(msgspec.Struct, frozen=True):
    """It can't be done as written; the sentence says what to write."""

    sentence: str


Order = Note | Goto | Close | Unclear


def read(line: str) -> Order | None:
    """The order that a line gives; None when it begins with none of the words."""
    first, _, rest = line.strip().partition(" ")
    if first.casefold() not in {word.value for word in Word}:
        return None
    match Word(first.casefold()), rest.strip():
        case Word.NOTE, text:
            return Note(text) if text else Unclear("Write the note after the word: note …")
        case Word.CLOSE, number if _NUMBER.fullmatch(number):
            return Close(int(number))
        case Word.GOTO, place if place:
            return _place(place)
        case Word.CLOSE, _:
            # Part of an act's name, as "close incident" is.
            return None
        case _:
            return Unclear("Write the place after the word: goto 39.8 -89.6")


def _place(written: str) -> Order:
    reading = coordinates.read(written)
    if isinstance(reading, ParseProblem):
        return Unclear(doubt_sentence(reading.doubt))
    return Goto(reading.latitude, reading.longitude)


def named(line: str) -> list[Action]:
    """The actions whose words hold every word of the line, in the order of the table of actions."""
    sought = line.casefold().split()
    return [action for action in Action if all(word in action.words.casefold() for word in sought)]


_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Palette(QDialog):
    """Lists what is possible now: an action that is disabled is left out.

    Signals:
        action_chosen: an ``Action``.
        ordered: a ``Note``, ``Goto`` or ``Close``.
    """

    action_chosen = Signal(object)
    ordered = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, actions: QActions) -> None:
        super().__init__(parent)
        self._actions = actions
        self._keys = theme.keys
        self.setWindowTitle("Do by name")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(theme.px(520), theme.px(420))
        self.field = QLineEdit()
        self.field.setAccessibleName("What to do")
        self.field.setPlaceholderText("Part of a name, or an order")
        self.field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName("What can be done")
        self._list.setSpacing(2)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        for widget in (self.field, self._list, self._remark):
            column.addWidget(widget)
        self.field.textChanged.connect(self._list_actions)
        self.field.returnPressed.connect(self._do)
        self._list.itemClicked.connect(self._do)
        self._list_actions("")

    @property
    def shown(self) -> list[Action]:
        """The actions listed; the first is chosen unless the arrows moved."""
        return [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]

    @property
    def remark(self) -> str:
        """What the line says of itself."""
        return self._remark.whole_text()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the field keeps the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            move = _MOVES.get(Qt.Key(event.key()))
            if move is not None:
                row = self._list.currentRow() + move
                self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
                return True
        return False

    def say(self, sentence: str) -> None:
        """Why the order can't be done."""
        self._remark.set_tone("p2")
        self._remark.show_text(sentence)

    def _list_actions(self, line: str) -> None:
        self._remark.set_tone("muted")
        self._remark.show_text("Orders: note …, goto 39.8 -89.6, close 1042. Esc leaves.")
        self._list.clear()
        if read(line) is not None:
            self._remark.show_text("This is an order. Enter carries it out, Esc leaves.")
            return
        for action in named(line):
            if action is not Action.PALETTE and self._actions.at(action).isEnabled():
                item = QListWidgetItem(f"{action.words}   {self._keys.shown(action)}", self._list)
                item.setData(Qt.ItemDataRole.UserRole, action)
        self._list.setCurrentRow(0)
        if not self._list.count():
            self._remark.show_text("Nothing is called that. Orders: note …, goto 39.8 -89.6, close 1042.")

    def _do(self) -> None:
        order = read(self.field.text())
        if isinstance(order, Unclear):
            self.say(order.sentence)
        elif order is not None:
            self.ordered.emit(order)
        elif (item := self._list.currentItem()) is not None:
            self.accept()
            self.action_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
