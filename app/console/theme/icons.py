"""Icons: Phosphor's regular glyphs (docs/screens.md#2.5), drawn as text in its own font."""

import enum
import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from app.console.theme.theme import Theme
from app.console.theme.tokens import Tokens


class Icon(enum.Enum):
    """A glyph of the icon font, by Phosphor's name."""

    COPY = "\uf114"
    MAGNIFYING_GLASS = "\uf20a"
    NOTE = "\uf22a"
    NOTE_PENCIL = "\uf22e"
    SPEAKER_HIGH = "\uf2e0"
    SPEAKER_SLASH = "\uf2e8"
    CARET_DOWN = "\uf0c2"
    PHONE_CALL = "\uf26f"
    PHONE_OUTGOING = "\uf272"
    HEADSET = "\uf1c9"
    GIT_BRANCH = "\uf1a6"
    EXPORT = "\uf15a"
    PLAY = "\uf27c"
    MAP_PIN = "\uf20d"
    CARET_RIGHT = "\uf0c4"
    ARROWS_CLOCKWISE = "\uf045"
    ARROW_SQUARE_OUT = "\uf058"
    IMAGE = "\uf1dd"
    X = "\uf36d"
    STACK = "\uf2f1"
    CROSSHAIR = "\uf11c"


def paint_icon(painter: QPainter, theme: Theme, icon: Icon, centre: QPointF, px: float, colour: QColor) -> None:
    """Paint an icon ``px`` high at 100 % text; without the icon font nothing is painted, and words say it all."""
    if theme.icon_family is None:
        return
    font = QFont(theme.icon_family)
    font.setPixelSize(theme.px(px))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    half = theme.px(px)
    painter.drawText(
        QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, icon.value
    )
    painter.restore()


class Shape(enum.Enum):
    """What a state looks like; a word always stands beside it."""

    P1 = "critical"
    P2 = "warning"
    NEWS = "news"
    QUIET = "quiet"
    HELD = "held"
    SEEN = "seen to work"
    PROOF = "proof"
    NOT_PROVEN = "not proven"
    OFF = "off"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    RUNNING = "running"
    NOTE = "note"


def paint(
    painter: QPainter, shape: Shape, centre: QPointF, size: float, tokens: Tokens, on: QColor | None = None
) -> None:
    """Paint a shape of ``size`` logical pixels around ``centre``; ``on`` is its colour upon a fill."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(size / 20, size / 20)
    _PAINTERS[shape](painter, tokens, on)
    painter.restore()


def _p1(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    fill = on or tokens.p1
    mark = tokens.p1_fill if on else tokens.raised
    _solid(painter, QPolygonF([QPointF(0, -9), QPointF(10, 8.5), QPointF(-10, 8.5)]), fill)
    _exclaim(painter, mark, 1.2)


def _p2(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    painter.setPen(QPen(on or tokens.p2_edge, 1.5))
    painter.setBrush(tokens.p2_fill)
    painter.drawPolygon(_diamond(9.6))
    _exclaim(painter, tokens.on_p2, 0)


def _unknown(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    _solid(painter, _diamond(10), on or tokens.p1)
    mark = tokens.p1_fill if on else tokens.raised
    painter.setPen(QPen(mark, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(-2.6, -2.4))
    path.cubicTo(QPointF(-2.4, -5.8), QPointF(3.2, -5.4), QPointF(2.7, -2.2))
    path.cubicTo(QPointF(2.4, -0.4), QPointF(0, -0.6), QPointF(0, 1.6))
    painter.drawPath(path)
    painter.drawPoint(QPointF(0, 4.8))


def _news(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(on or tokens.p3)
    painter.drawEllipse(QPointF(0, 0), 6.5, 6.5)


def _quiet(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    _stroke(painter, on or tokens.muted, 1.6)
    painter.drawEllipse(QPointF(0, 0), 6, 6)


def _held(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    colour = on or tokens.muted
    painter.fillRect(QRectF(-5.2, -7, 3.6, 14), colour)
    painter.fillRect(QRectF(1.6, -7, 3.6, 14), colour)


def _seen(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    _stroke(painter, on or tokens.muted, 2.4)
    _check(painter, 1.0)


def _proof(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(on or tokens.ok)
    painter.drawEllipse(QPointF(0, 0), 9.5, 9.5)
    _stroke(painter, tokens.raised, 2.2)
    _check(painter, 0.72)


def _not_proven(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    pen = QPen(on or tokens.muted, 1.8)
    pen.setDashPattern([2.0, 1.9])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), 7, 7)


def _off(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    _stroke(painter, on or tokens.muted, 1.8)
    painter.drawEllipse(QPointF(0, 0), 7, 7)
    reach = 7 * math.sqrt(0.5)
    painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))


def _broken(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    _stroke(painter, on or tokens.p1, 2.4)
    painter.drawLine(QPointF(-5.5, -5.5), QPointF(5.5, 5.5))
    painter.drawLine(QPointF(-5.5, 5.5), QPointF(5.5, -5.5))


def _running(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    _solid(painter, QPolygonF([QPointF(-5, -7), QPointF(7, 0), QPointF(-5, 7)]), on or tokens.accent)


def _note(painter: QPainter, tokens: Tokens, on: QColor | None) -> None:
    painter.fillRect(QRectF(-6, -6, 12, 12), on or tokens.text)


def _solid(painter: QPainter, outline: QPolygonF, fill: QColor) -> None:
    pen = QPen(fill, 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawPolygon(outline)


def _stroke(painter: QPainter, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _diamond(reach: float) -> QPolygonF:
    return QPolygonF([QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)])


def _exclaim(painter: QPainter, colour: QColor, down: float) -> None:
    _stroke(painter, colour, 2.2)
    painter.drawLine(QPointF(0, -4 + down), QPointF(0, 1 + down))
    painter.drawPoint(QPointF(0, 4.6 + down))


def _check(painter: QPainter, scale: float) -> None:
    points = [QPointF(-6.5, 0.5), QPointF(-2, 5), QPointF(6.5, -4.5)]
    painter.drawPolyline(QPolygonF([point * scale for point in points]))


_PAINTERS = {
    Shape.P1: _p1,
    Shape.P2: _p2,
    Shape.NEWS: _news,
    Shape.QUIET: _quiet,
    Shape.HELD: _held,
    Shape.SEEN: _seen,
    Shape.PROOF: _proof,
    Shape.NOT_PROVEN: _not_proven,
    Shape.OFF: _off,
    Shape.BROKEN: _broken,
    Shape.UNKNOWN: _unknown,
    Shape.RUNNING: _running,
    Shape.NOTE: _note,
}
