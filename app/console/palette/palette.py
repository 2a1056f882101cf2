"""The palette: one field, and under it what can be done; arrows choose, Enter does it, Esc leaves."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.console.actions import Actions
from app.console.keys import Act, words
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION
from app.console.palette.orders import Unclear, named, read

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Palette(QDialog):
    """Lists what is possible now: an act that would do nothing is left out.

    Signals:
        act_chosen: an ``Act``.
        ordered: a ``Note``, ``Goto`` or ``Close``.
    """

    act_chosen = Signal(object)
    ordered = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, actions: Actions) -> None:
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
        self.field.textChanged.connect(self._list_acts)
        self.field.returnPressed.connect(self._do)
        self._list.itemClicked.connect(self._do)
        self._list_acts("")

    @property
    def shown(self) -> list[Act]:
        """The acts listed, the first is chosen unless the arrows moved."""
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

    def _list_acts(self, line: str) -> None:
        self._remark.set_tone("muted")
        self._remark.show_text("Orders: note …, goto 39.8 -89.6, close 1042. Esc leaves.")
        self._list.clear()
        if read(line) is not None:
            self._remark.show_text("This is an order. Enter carries it out, Esc leaves.")
            return
        for act in named(line):
            if act is not Act.PALETTE and self._actions.at(act).isEnabled():
                item = QListWidgetItem(f"{words(act)}   {self._keys.shown(act)}", self._list)
                item.setData(Qt.ItemDataRole.UserRole, act)
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
            self.act_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
