"""What a search found among closed incidents: how far back it looked, the rows, and going on."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from app.console.controls.button import Button
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG
from app.console.search.closed_delegate import HEIGHT, LINE_ROLE, ClosedDelegate
from app.console.search.words import Line

EDGE = 14


class ClosedList(Surface):
    """Shows what it is given, under the queue's rows.

    Signals:
        chosen: a closed incident shall be shown; its number.
        further: somebody wants to search further back.
    """

    chosen = Signal(int)
    further = Signal()

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel", lines=("top",))
        self.zone = zone
        self._head = PlainLabel(theme, CAPTION_STRONG, "muted")
        self._problem = PlainLabel(theme, CAPTION, "p2", wraps=True)
        self._further = Button(theme, "Further back").small()
        self._delegate = ClosedDelegate(theme)
        self._rows = QListWidget()
        self._lay_out(theme)
        self._rows.itemClicked.connect(self._open)
        self._rows.itemActivated.connect(self._open)
        self._further.clicked.connect(self.further)
        theme.changed.connect(self._rows.scheduleDelayedItemsLayout)
        self.clear()

    def clear(self) -> None:
        """Nothing is searched for."""
        self._rows.clear()
        self.say("", "", more=False)
        self.hide()

    def add(self, lines: list[Line]) -> None:
        """More was found: older than what is shown."""
        for line in lines:
            item = QListWidgetItem()
            item.setData(LINE_ROLE, line)
            item.setData(Qt.ItemDataRole.DisplayRole, line.spoken)
            self._rows.addItem(item)
        self._rows.setVisible(self._rows.count() > 0)

    def say(self, head: str, problem: str, *, more: bool) -> None:
        """How it stands: the head line, what could not be looked at, and whether there is more to search."""
        self._head.show_text(head)
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))
        self._further.setVisible(more)
        self._rows.setVisible(self._rows.count() > 0)

    def enter(self) -> None:
        """Give the rows the keyboard, if there are any."""
        if self._rows.count():
            self._rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._rows.setCurrentRow(max(self._rows.currentRow(), 0))

    @property
    def lines(self) -> list[Line]:
        """What is shown, top first."""
        return [self._rows.item(row).data(LINE_ROLE) for row in range(self._rows.count())]

    def _open(self, item: QListWidgetItem) -> None:
        line: Line = item.data(LINE_ROLE)
        self.chosen.emit(line.number)

    def _lay_out(self, theme: Theme) -> None:
        self._rows.setItemDelegate(self._delegate)
        self._rows.setFrameShape(QListWidget.Shape.NoFrame)
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setAccessibleName("Closed incidents found")
        self._rows.viewport().setAutoFillBackground(False)
        self._rows.setMinimumHeight(theme.px(HEIGHT))
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 6, 12, 4)
        top.addWidget(self._head, 1)
        top.addWidget(self._further)
        told = QVBoxLayout()
        told.setContentsMargins(EDGE, 0, 12, 6)
        told.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(told)
        column.addWidget(self._rows, 1)
