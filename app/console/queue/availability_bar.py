"""The availability bar: filled is time passed, empty is the nominal promise, dashed may still answer.

See docs/screens.md#3.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.console.look.shapes import Shape, paint
from app.console.look.tokens import Tokens
from app.console.queue.availability import AXIS_END_MS, EXPIRING_MS, Availability, Stage
from app.domain.data_share.availability import NOMINAL_MS

NOMINAL_SHARE = 0.72
HEIGHT = 6


def position(passed_ms: int, width: float) -> float:
    """Where a time stands on a bar: the nominal ten minutes take 72 % of its width, the next ten the rest."""
    if passed_ms <= NOMINAL_MS:
        return width * NOMINAL_SHARE * passed_ms / NOMINAL_MS
    beyond = min(passed_ms - NOMINAL_MS, AXIS_END_MS - NOMINAL_MS) / (AXIS_END_MS - NOMINAL_MS)
    return width * (NOMINAL_SHARE + (1 - NOMINAL_SHARE) * beyond)


class AvailabilityBar:
    """One bar in ``where``; ``on`` is the colour upon a P1 fill."""

    def __init__(self, painter: QPainter, where: QRectF, tokens: Tokens, on: QColor | None = None) -> None:
        self._painter = painter
        self._where = where
        self._tokens = tokens
        self._on = on
        self._top = round(where.center().y() - HEIGHT / 2)

    def paint(self, availability: Availability) -> None:
        """Paint track, fill, hatch, dashes and ticks."""
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
        if availability.stage is Stage.ENDED:
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
        self._painter.fillRect(QRectF(left, self._top, right - left, HEIGHT), colour)

    def _passed(self, right: float, availability: Availability) -> None:
        if availability.stage is not Stage.EXPIRING or self._on:
            self._fill(self._where.left(), right, self._on or self._tokens.bar)
            return
        self._fill(self._where.left(), right, self._tokens.p2_fill)
        self._painter.setPen(QPen(self._tokens.p2_edge, 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(QRectF(self._where.left(), self._top, right - self._where.left() - 1, HEIGHT - 1))

    def _dashes(self, start: float) -> None:
        pen = QPen(self._on or self._tokens.muted, 1)
        pen.setDashPattern([3, 3])
        self._painter.setPen(pen)
        middle = self._top + HEIGHT // 2
        self._painter.drawLine(QPointF(start + 3, middle), QPointF(self._where.right(), middle))

    def _hatch(self, left: float, right: float) -> None:
        if right <= left:
            return
        where = QRectF(left, self._top, right - left, HEIGHT)
        self._painter.save()
        self._painter.setClipRect(where)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(self._on or self._tokens.bar, 1.4))
        x = left - HEIGHT
        while x < right:
            self._painter.drawLine(QPointF(x, where.bottom()), QPointF(x + HEIGHT, where.top()))
            x += 4
        self._painter.restore()

    def _tick(self, x: float, width: int, beyond: int, colour: QColor) -> None:
        self._painter.fillRect(QRectF(x, self._top - beyond, width, HEIGHT + 2 * beyond), colour)

    def _cross(self, x: float, availability: Availability) -> None:
        tone = self._on or (self._tokens.p2 if availability.ended_early else self._tokens.muted)
        centre = QPointF(x, self._top + HEIGHT / 2)
        self._painter.fillRect(
            QRectF(x - 7, self._top - 1, 14, HEIGHT + 2),
            self._tokens.panel if self._on is None else Qt.GlobalColor.transparent,
        )
        paint(self._painter, Shape.BROKEN, centre, 15, self._tokens, tone)
