"""Paints a row of the queue exactly as docs/screens.md#3 draws it: three lines, a shape, a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.console.look.icons import Icon, paint_icon
from app.console.look.lettering import Pen
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG, FIGURE, ROW_PHONE
from app.console.queue.availability import calls_for_care
from app.console.queue.availability_bar import AvailabilityBar
from app.console.queue.row import Row

ROW_ROLE = Qt.ItemDataRole.UserRole
HEIGHT = 84
WIDE = 400
"""From this width on the bar leaves 132 for what is left, below 104."""


class RowDelegate(QStyledItemDelegate):
    """Elides the ECC, then the reason; drops notes, then times, then the number; never phone, time or what is left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.bright = True
        """Whether the blinking marker of a new P1 is at full strength now."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """84 px at 100 % text."""
        return QSize(200, self._theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        box: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.translate(box.topLeft())
        pen = Pen(painter, self._theme)
        on = self._theme.tokens.on_p1 if row.ringing else None
        self._paint_ground(painter, box.size(), row, selected=selected, focused=focused)
        self._paint_marker(pen, row, on)
        self._paint_first_line(pen, box.width(), row, on)
        self._paint_second_line(pen, box.width(), row, on)
        self._paint_third_line(pen, box.width(), row, on)
        painter.restore()

    def _paint_ground(self, painter: QPainter, size: QSize, row: Row, *, selected: bool, focused: bool) -> None:
        tokens = self._theme.tokens
        whole = QRectF(0, 0, size.width(), size.height())
        painter.fillRect(whole, tokens.p1_fill if row.ringing else tokens.accent_tint if selected else tokens.panel)
        painter.fillRect(QRectF(0, size.height() - 1, size.width(), 1), tokens.hair2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if row.ringing:
            painter.setPen(QPen(tokens.p1, 1))
            painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -1.5))
        if row.shape is Shape.P2:
            painter.setPen(QPen(tokens.p2_edge, 1))
            painter.drawRoundedRect(whole.adjusted(3.5, 3.5, -3.5, -4.5), 3, 3)
        if selected and row.ringing:
            painter.setPen(QPen(tokens.on_p1, 2))
            painter.drawRect(whole.adjusted(3, 3, -3, -4))
        elif selected:
            painter.fillRect(QRectF(0, 0, 4, size.height()), tokens.accent)
        if focused:
            # On the solid fill the accent would not be seen: a second frame inside the selection's says it.
            inset = 7 if row.ringing else 1
            painter.setPen(QPen(tokens.on_p1 if row.ringing else tokens.accent, 2))
            painter.drawRect(whole.adjusted(inset, inset, -inset, -inset - 1))

    def _paint_marker(self, pen: Pen, row: Row, on: QColor | None) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        pen.painter.save()
        if row.ringing and not self.bright:
            pen.painter.setOpacity(0.4)
        paint(pen.painter, row.shape, QPointF(px(28), px(23)), px(20), tokens, on)
        pen.painter.restore()
        if row.ringing and self._theme.reduced_motion:
            pen.painter.setPen(QPen(on or tokens.p1, 2))
            pen.painter.setBrush(Qt.BrushStyle.NoBrush)
            pen.painter.drawEllipse(QPointF(px(28), px(24)), px(16), px(16))
        pen.centred(
            px(28), px(46), row.priority.name, CAPTION_STRONG, on or tokens.text if row.ringing else tokens.muted
        )

    def _paint_first_line(self, pen: Pen, width: int, row: Row, on: QColor | None) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        middle, x = px(21), px(56)
        end = width - 16 - pen.right(width - 16, middle, row.waiting, FIGURE, on or tokens.text) - 8
        x += int(pen.left(x, middle, row.phone, ROW_PHONE, on or tokens.text)) + 12
        number = str(row.number)
        if x + pen.width(number, CAPTION) > end:
            return
        x += int(pen.left(x, middle, number, CAPTION, on or tokens.muted)) + 12
        times = f"\N{MULTIPLICATION SIGN}{row.times}"
        if row.times > 1 and x + pen.width(times, CAPTION_STRONG) + 12 <= end:
            x += self._paint_times(pen, x, middle, times, on) + 12
        notes = str(row.notes)
        if row.notes and x + px(20) + pen.width(notes, CAPTION) <= end:
            paint_icon(pen.painter, self._theme, Icon.NOTE, QPointF(x + px(7), middle), 15, on or tokens.muted)
            pen.left(x + px(18), middle, notes, CAPTION, on or tokens.muted)

    def _paint_times(self, pen: Pen, x: float, middle: float, times: str, on: QColor | None) -> int:
        tokens, px = self._theme.tokens, self._theme.px
        width = int(pen.width(times, CAPTION_STRONG)) + 12
        pen.painter.setPen(QPen(on or tokens.border, 1))
        pen.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.painter.drawRoundedRect(QRectF(x + 0.5, middle - px(10) + 0.5, width - 1, px(20) - 1), 3, 3)
        pen.left(x + 6, middle, times, CAPTION_STRONG, on or tokens.text)
        return width

    def _paint_second_line(self, pen: Pen, width: int, row: Row, on: QColor | None) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        middle, x = px(43), px(56)
        owner = row.owner if width >= px(WIDE) else row.owner_short
        tone = on or (tokens.muted if owner == "" else tokens.text)
        end = width - 16 - pen.right(width - 16, middle, owner, CAPTION_STRONG, tone, room=width * 0.4) - 12
        place = row.place
        if row.reason:
            x += int(pen.left(x, middle, row.reason, CAPTION_STRONG, on or tokens.p2, room=end - x))
            place = f" · {place}"
        pen.left(x, middle, place, CAPTION, on or tokens.muted, room=max(end - x, 0))

    def _paint_third_line(self, pen: Pen, width: int, row: Row, on: QColor | None) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        middle, x = px(65), px(56)
        careful = calls_for_care(row.availability)
        tone = on or (tokens.p2 if careful else tokens.muted)
        face = CAPTION_STRONG if careful or on else CAPTION
        used = pen.right(width - 16, middle, row.left, face, tone)
        reserve = max(px(132 if width >= px(WIDE) else 104), int(used) + 12)
        room = width - 16 - reserve - x
        if room >= px(48):
            AvailabilityBar(pen.painter, QRectF(x, middle - 3, room, 6), tokens, on).paint(row.availability)
