"""Paints a line of the timeline: time, time since receipt, shape on the thread, label, words, who (screens 06)."""

import datetime as dt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.console.incident.timeline.timeline_model import ENTRY_ROLE, OPEN_ROLE
from app.console.incident.timeline.timeline_words import Entry
from app.console.look.icons import Icon, paint_icon
from app.console.look.lettering import Pen
from app.console.look.shapes import paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_STRONG, CAPTION, CAPTION_STRONG
from app.console.times import clock, span

HEIGHT = 32
NARROW = 620
SECOND_MS = 1_000
Index = QModelIndex | QPersistentModelIndex


class TimelineDelegate(QStyledItemDelegate):
    """32 px a line, 52 with a second line; a long note takes the lines that it needs."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self.received_at = 0
        """The receipt that the second column counts from (UTC ms)."""
        self.width = NARROW
        """The view's width: a note's height depends on it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a line."""
        line: Entry | None = index.data(ENTRY_ROLE)
        px = self._theme.px
        if line is None:
            return QSize(200, px(HEIGHT))
        height = px(HEIGHT) - px(20) + self._text_height(line)
        return QSize(200, height + (px(20) if line.detail else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        line: Entry | None = index.data(ENTRY_ROLE)
        if line is None:
            return
        box: QRect = option.rect
        painter.save()
        painter.translate(box.topLeft())
        tokens, px = self._theme.tokens, self._theme.px
        pen = Pen(painter, self._theme)
        middle = px(16)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(1, 1, box.width() - 2, box.height() - 3))
        x = 2 + px(64)
        pen.left(2, middle, clock(line.at, self._zone), CAPTION, tokens.text)
        if not self._narrow:
            pen.right(x + px(46), middle, _after(line.at - self.received_at), CAPTION, tokens.muted)
            x += px(52)
        x += px(14)
        painter.fillRect(QRectF(x, 0, 1, box.height()), tokens.hair)
        painter.fillRect(QRectF(x - px(8), middle - px(8), px(16), px(16)), tokens.panel)
        paint(painter, line.shape, QPointF(x, middle), px(12), tokens)
        if not self._narrow:
            pen.left(x + px(18), middle, line.label, CAPTION_STRONG, tokens.muted, px(74))
        self._paint_words(pen, line, box, is_open=bool(index.data(OPEN_ROLE)))
        painter.fillRect(QRectF(x + px(18), box.height() - 1, box.width(), 1), tokens.hair2)
        painter.restore()

    def _paint_words(self, pen: Pen, line: Entry, box: QRect, *, is_open: bool) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        x = self._text_x() + self._indent(line)
        if line.folds is not None:
            caret = Icon.CARET_DOWN if is_open else Icon.CARET_RIGHT
            paint_icon(pen.painter, self._theme, caret, QPointF(x - px(11), px(16)), 14, tokens.text)
        right = pen.right(box.width() - 4, px(16), line.right, CAPTION, tokens.muted, box.width() * 0.3)
        room = box.width() - 4 - right - 12 - x
        height = self._text_height(line)
        pen.painter.setFont(self._theme.font(BODY_STRONG if line.strong else BODY))
        pen.painter.setPen(tokens.text)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        pen.painter.drawText(QRectF(x, px(6), room, height), flags, line.text)
        if line.detail:
            pen.left(x, px(16) + height, line.detail, CAPTION, tokens.muted, box.width() - x - 4)

    def _text_x(self) -> int:
        px = self._theme.px
        return 2 + px(64) + px(14) + (px(18) if self._narrow else px(52) + px(18) + px(80))

    def _text_height(self, line: Entry) -> int:
        metrics = self._theme.metrics(BODY_STRONG if line.strong else BODY)
        right = min(self._theme.metrics(CAPTION).horizontalAdvance(line.right), self.width * 0.3)
        room = max(self.width - 4 - right - 12 - self._text_x() - self._indent(line), 60)
        bounds = metrics.boundingRect(QRectF(0, 0, room, 1e6), int(Qt.TextFlag.TextWordWrap), line.text)
        return max(self._theme.px(20), int(bounds.height()) + 2)

    def _indent(self, line: Entry) -> int:
        """Room for the caret of a fold, and for seeing what is part of one."""
        return self._theme.px(20) if line.folds is not None or line.folded_in is not None else 0

    @property
    def _narrow(self) -> bool:
        return self.width < self._theme.px(NARROW)


def _after(ms: int) -> str:
    """``+3:08`` after the receipt; nothing is added at the receipt itself."""
    return span(ms) if ms < SECOND_MS else f"+{span(ms)}"
