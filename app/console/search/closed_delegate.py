"""Paints a closed incident under the queue: number and phone, when, how it ended, and the note that answered."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_STRONG, CAPTION
from app.console.search.words import Line

HEIGHT = 52
TALL = 72
EDGE = 14
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ClosedDelegate(QStyledItemDelegate):
    """52 px a row, 72 with a note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row."""
        line: Line | None = index.data(LINE_ROLE)
        return QSize(200, self._theme.px(TALL if line is not None and line.words else HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        line: Line | None = index.data(LINE_ROLE)
        if line is None:
            return
        box: QRect = option.rect
        painter.save()
        painter.translate(box.topLeft())
        self._paint_ground(painter, option, box)
        self._paint_words(Pen(painter, self._theme), line, box.width())
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        tokens = self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(0, 0, box.width(), box.height()), tokens.accent_tint)
            painter.fillRect(QRectF(0, 0, 4, box.height()), tokens.accent)
        painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), tokens.hair2)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(1, 1, box.width() - 2, box.height() - 3))

    def _paint_words(self, pen: Pen, line: Line, width: int) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        left, end = px(EDGE), width - px(EDGE)
        room = end - left
        head = pen.left(left, px(16), f"{line.number}  {line.phone}", BODY_STRONG, tokens.text, room)
        beside = room - head - px(10)
        when = line.when if pen.width(line.when, CAPTION) <= beside else line.day
        pen.right(end, px(16), when, CAPTION, tokens.muted, beside)
        pen.left(left, px(36), line.state, CAPTION, tokens.muted, room)
        if line.words:
            pen.left(left, px(56), line.words, CAPTION, tokens.text, room)
