"""The queue laid along the foot of the map's own window: the same rows, the same selection, side by side."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QStyleOptionViewItem

from app.console.look.plain_text import visible
from app.console.look.theme import Theme
from app.console.queue.queue_view import QueueView
from app.console.queue.row_delegate import HEIGHT, RowDelegate

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
        """Step with the queue's own blinking."""
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
