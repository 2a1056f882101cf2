"""The list of rows: scroll and selection stay on the same incident whatever arrives."""

import bisect
import collections.abc
import itertools

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QStyleOptionViewItem

from app.console.queue.delegate import HEIGHT, RowDelegate
from app.console.queue.model import NUMBER_ROLE, Index, QueueModel
from app.console.theme.text import visible
from app.console.theme.theme import Theme


class QueueView(QListView):
    """The queue's rows.

    Signals:
        chosen: another incident is selected; carries its number. A row that leaves the queue deselects nothing.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: QueueModel) -> None:
        super().__init__()
        self._theme = theme
        self._rows = model
        self._anchor: tuple[int, int] | None = None
        self._delegate = RowDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(visible("Queue of open incidents"))
        self.viewport().setAutoFillBackground(False)
        model.layoutAboutToBeChanged.connect(self._remember_anchor)
        model.layoutChanged.connect(self._restore_anchor)
        theme.changed.connect(self._resized)

    def selected(self) -> int | None:
        """The number of the selected incident."""
        index = self.currentIndex()
        return index.data(NUMBER_ROLE) if index.isValid() else None

    def select(self, number: int | None) -> None:
        """Select an incident if it is shown."""
        row = self._rows.row_of_number(number)
        if row is not None:
            index = self._rows.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def ringing_above(self) -> int:
        """How many P1 rows are scrolled out of sight by more than half; P1 rows stand first."""
        above = bisect.bisect_left(range(self._rows.rowCount()), True, key=lambda row: not self._is_above(row))
        return sum(1 for _ in itertools.takewhile(self._rows.rings, self._rows.numbers[:above]))

    def _is_above(self, row: int) -> bool:
        return self.visualRect(self._rows.index(row)).center().y() < 0

    def select_none(self) -> None:
        """Select no row; the incident pane goes on showing what it shows."""
        self.selectionModel().clear()

    def step(self, rows: int) -> None:
        """Move the selection up or down."""
        row = self.currentIndex().row() + rows if self.currentIndex().isValid() else 0
        numbers = self._rows.numbers
        if numbers:
            self.select(numbers[min(max(row, 0), len(numbers) - 1)])

    def tick(self) -> None:
        """Repaint what is visible; a second has passed."""
        self.viewport().update()

    def dataChanged(self, top: Index, bottom: Index, roles: collections.abc.Sequence[int] = ()) -> None:
        """Repaint these rows alone: all are of one height, so that QListView need not lay out every row anew."""
        QAbstractItemView.dataChanged(self, top, bottom, list(roles))  # past QListView on purpose

    def blink(self, *, bright: bool) -> None:
        """Repaint only the markers of rows that ring."""
        self._delegate.bright = bright
        numbers = self._rows.numbers
        first = max(self.indexAt(QPoint(4, 1)).row(), 0)
        shown = self.viewport().height() // self._theme.px(HEIGHT) + 2
        for row in range(first, min(first + shown, len(numbers))):
            rect = self.visualRect(self._rows.index(row))
            if self._rows.rings(numbers[row]):
                self.viewport().update(QRect(rect.left(), rect.top(), self._theme.px(56), rect.height()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which incident is selected now."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(NUMBER_ROLE))

    def _remember_anchor(self) -> None:
        index = self.indexAt(QPoint(4, 1))
        number = index.data(NUMBER_ROLE) if index.isValid() else None
        at_top = self.verticalScrollBar().value() == 0
        self._anchor = None if number is None or at_top else (number, self.visualRect(index).top())

    def _restore_anchor(self) -> None:
        if self._anchor is None:
            return
        number, top = self._anchor
        row = self._rows.row_of_number(number)
        if row is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self._rows.index(row)).top() - top)

    def _resized(self) -> None:
        self._rows.layoutChanged.emit()
        self.viewport().update()


TILE = 320
BAR = 14
"""Room for a scroll bar, so that it never lies over a row."""


class TileDelegate(RowDelegate):
    """A row of a fixed width, with a line to its neighbour."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the queue's rows need to be, and as high as they are."""
        return QSize(self._theme.px(TILE), self._theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row and the line."""
        super().paint(painter, option, index)
        box = option.rect
        painter.fillRect(QRectF(box.right(), box.top(), 1, box.height()), self._theme.tokens.hair)


class QueueStrip(QListView):
    """Shows what the queue shows, in its order; choosing here chooses there."""

    def __init__(self, theme: Theme, queue: QueueView) -> None:
        super().__init__()
        self._theme = theme
        self._delegate = TileDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setModel(queue.model())
        self.setSelectionModel(queue.selectionModel())
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(visible("Queue strip"))
        theme.changed.connect(self._restyle)

    def blink(self, *, bright: bool) -> None:
        """Blink in step with the queue's own markers."""
        self._delegate.bright = bright
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """One row high."""
        return QSize(self._theme.px(TILE), self._theme.px(HEIGHT) + BAR)

    def minimumSizeHint(self) -> QSize:
        """At least one row in sight."""
        return self.sizeHint()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.scheduleDelayedItemsLayout()
