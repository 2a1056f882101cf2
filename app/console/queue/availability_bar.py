"""The availability bar: filled is time passed, empty is the nominal promise, dashed may still answer (screens.md 3)."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.console.queue.availability import AXIS_END_MS, EXPIRING_MS, NOMINAL_MS, Availability, Stage
from app.console.tokens import Tokens

NOMINAL_SHARE = 0.72
HEIGHT = 6


def position(passed_ms: int, width: float) -> float:
    """Where a time stands on a bar: the nominal ten minutes take 72 % of its width, the next ten the rest."""
    if passed_ms <= NOMINAL_MS:
        return width * NOMINAL_SHARE * passed_ms / NOMINAL_MS
    beyond = min(passed_ms - NOMINAL_MS, AXIS_END_MS - NOMINAL_MS) / (AXIS_END_MS - NOMINAL_MS)
    return width * (NOMINAL_SHARE + (1 - NOMINAL_SHARE) * beyond)


def paint_bar(
    painter: QPainter, where: QRectF, availability: Availability, tokens: Tokens, on: QColor | None = None
) -> None:
    """Paint into ``where`` (its middle line counts, the bar is 6 high); ``on`` is the colour upon a P1 fill."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    top = round(where.center().y() - HEIGHT / 2)
    nominal_x = round(where.left() + position(NOMINAL_MS, where.width()))
    now_x = round(where.left() + position(availability.passed_ms, where.width()))
    ink = on or tokens.text
    track = _faded(on, 90) if on else tokens.track
    painter.fillRect(QRectF(where.left(), top, nominal_x - where.left(), HEIGHT), track)
    _paint_dashes(painter, nominal_x, where.right(), top, on or tokens.muted)
    _paint_fill(
        painter, QRectF(where.left(), top, min(now_x, nominal_x) - where.left(), HEIGHT), availability, tokens, on
    )
    if now_x > nominal_x:
        _paint_hatch(painter, QRectF(nominal_x, top, now_x - nominal_x, HEIGHT), on or tokens.bar)
    two_left = round(where.left() + position(NOMINAL_MS - EXPIRING_MS, where.width()))
    painter.fillRect(QRectF(two_left, top - 2, 1, HEIGHT + 4), on or tokens.border)
    painter.fillRect(QRectF(nominal_x - 1, top - 3, 2, HEIGHT + 6), ink)
    painter.fillRect(QRectF(now_x - 1, top - 3, 2, HEIGHT + 6), ink)
    painter.restore()


def _paint_fill(
    painter: QPainter, filled: QRectF, availability: Availability, tokens: Tokens, on: QColor | None
) -> None:
    if availability.stage is not Stage.EXPIRING or on:
        painter.fillRect(filled, on or tokens.bar)
        return
    painter.fillRect(filled, tokens.p2_fill)
    painter.setPen(QPen(tokens.p2_edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(filled.adjusted(0, 0, -1, -1))


def _paint_dashes(painter: QPainter, start: float, end: float, top: int, colour: QColor) -> None:
    pen = QPen(colour, 1)
    pen.setDashPattern([3, 3])
    painter.setPen(pen)
    middle = top + HEIGHT // 2
    painter.drawLine(QPointF(start + 3, middle), QPointF(end, middle))


def _paint_hatch(painter: QPainter, where: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setClipRect(where)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    x = where.left() - HEIGHT
    while x < where.right():
        painter.drawLine(QPointF(x, where.bottom()), QPointF(x + HEIGHT, where.top()))
        x += 4
    painter.restore()


def _faded(colour: QColor, alpha: int) -> QColor:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return faded
