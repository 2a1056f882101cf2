"""Paints a row of the queue exactly as docs/screens.md#3 draws it: three lines, a shape, a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.console.queue.row import AXIS_END_MS, EXPIRING_MS, AvailabilityStage, AvailabilityView, Row, calls_for_care
from app.console.theme.icons import Icon, Shape, paint, paint_icon
from app.console.theme.text import TextPainter
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG, FIGURE, ROW_PHONE, Tokens
from app.domain.data_share.feed import NOMINAL_MS

NOMINAL_SHARE = 0.72
BAR_HEIGHT = 6


def position(passed_ms: int, width: float) -> float:
    """Where a time stands on a bar: the nominal ten minutes take 72 % of its width, the next ten the rest."""
    if passed_ms <= NOMINAL_MS:
        return width * NOMINAL_SHARE * passed_ms / NOMINAL_MS
    beyond = min(passed_ms - NOMINAL_MS, AXIS_END_MS - NOMINAL_MS) / (AXIS_END_MS - NOMINAL_MS)
    return width * (NOMINAL_SHARE + (1 - NOMINAL_SHARE) * beyond)


class AvailabilityBar:
    """Paints the availability bar of one incident in ``where``; ``on`` is the colour upon a P1 fill."""

    def __init__(self, painter: QPainter, where: QRectF, tokens: Tokens, on: QColor | None = None) -> None:
        self._painter = painter
        self._where = where
        self._tokens = tokens
        self._on = on
        self._top = round(where.center().y() - BAR_HEIGHT / 2)

    def paint(self, availability: AvailabilityView) -> None:
        """Paint track, fill, hatch, dashes and ticks; nothing where no feed is asked."""
        if availability.stage is AvailabilityStage.NONE:
            return
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        nominal = self._x(NOMINAL_MS)
        reached = availability.passed_ms if availability.ended_after_ms is None else availability.ended_after_ms
        now = self._x(reached)
        self._fill(self._where.left(), nominal, self._track())
        self._dashes(nominal)
        self._passed(min(now, nominal), availability)
        self._hatch(nominal, now)
        self._tick(self._x(NOMINAL_MS - EXPIRING_MS), 1, 2, self._on or self._tokens.border)
        self._tick(nominal - 1, 2, 3, self._on or self._tokens.text)
        if availability.stage is AvailabilityStage.ENDED:
            self._cross(now, availability)
        else:
            self._tick(now - 1, 2, 3, self._on or self._tokens.text)
        self._painter.restore()

    def _x(self, passed_ms: int) -> int:
        return round(self._where.left() + position(passed_ms, self._where.width()))

    def _track(self) -> QColor:
        if self._on is None:
            return self._tokens.track
        faded = QColor(self._on)
        faded.setAlpha(90)
        return faded

    def _fill(self, left: float, right: float, colour: QColor) -> None:
        self._painter.fillRect(QRectF(left, self._top, right - left, BAR_HEIGHT), colour)

    def _passed(self, right: float, availability: AvailabilityView) -> None:
        if availability.stage is not AvailabilityStage.EXPIRING or self._on:
            self._fill(self._where.left(), right, self._on or self._tokens.bar)
            return
        self._fill(self._where.left(), right, self._tokens.p2_fill)
        self._painter.setPen(QPen(self._tokens.p2_edge, 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(QRectF(self._where.left(), self._top, right - self._where.left() - 1, BAR_HEIGHT - 1))

    def _dashes(self, start: float) -> None:
        pen = QPen(self._on or self._tokens.muted, 1)
        pen.setDashPattern([3, 3])
        self._painter.setPen(pen)
        middle = self._top + BAR_HEIGHT // 2
        self._painter.drawLine(QPointF(start + 3, middle), QPointF(self._where.right(), middle))

    def _hatch(self, left: float, right: float) -> None:
        if right <= left:
            return
        where = QRectF(left, self._top, right - left, BAR_HEIGHT)
        self._painter.save()
        self._painter.setClipRect(where)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(self._on or self._tokens.bar, 1.4))
        x = left - BAR_HEIGHT
        while x < right:
            self._painter.drawLine(QPointF(x, where.bottom()), QPointF(x + BAR_HEIGHT, where.top()))
            x += 4
        self._painter.restore()

    def _tick(self, x: float, width: int, beyond: int, colour: QColor) -> None:
        self._painter.fillRect(QRectF(x, self._top - beyond, width, BAR_HEIGHT + 2 * beyond), colour)

    def _cross(self, x: float, availability: AvailabilityView) -> None:
        tone = self._on or (self._tokens.p2 if availability.ended_early else self._tokens.muted)
        centre = QPointF(x, self._top + BAR_HEIGHT / 2)
        self._painter.fillRect(
            QRectF(x - 7, self._top - 1, 14, BAR_HEIGHT + 2),
            self._tokens.panel if self._on is None else Qt.GlobalColor.transparent,
        )
        paint(self._painter, Shape.BROKEN, centre, 15, self._tokens, tone)


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
        pen = TextPainter(painter, self._theme)
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

    def _paint_marker(self, pen: TextPainter, row: Row, on: QColor | None) -> None:
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

    def _paint_first_line(self, pen: TextPainter, width: int, row: Row, on: QColor | None) -> None:
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

    def _paint_times(self, pen: TextPainter, x: float, middle: float, times: str, on: QColor | None) -> int:
        tokens, px = self._theme.tokens, self._theme.px
        width = int(pen.width(times, CAPTION_STRONG)) + 12
        pen.painter.setPen(QPen(on or tokens.border, 1))
        pen.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.painter.drawRoundedRect(QRectF(x + 0.5, middle - px(10) + 0.5, width - 1, px(20) - 1), 3, 3)
        pen.left(x + 6, middle, times, CAPTION_STRONG, on or tokens.text)
        return width

    def _paint_second_line(self, pen: TextPainter, width: int, row: Row, on: QColor | None) -> None:
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

    def _paint_third_line(self, pen: TextPainter, width: int, row: Row, on: QColor | None) -> None:
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
