"""The 4 px stripe along the top of every window that is not production, and the same hatching for plates."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.console.look.theme import Theme

HEIGHT = 4
PITCH = 6


def hatch(painter: QPainter, where: QRectF, ink: QColor, ground: QColor, pitch: float = PITCH) -> None:
    """Fill an area with 45° stripes of ``ink`` upon ``ground``, ``pitch`` wide each."""
    painter.save()
    painter.setClipRect(where, Qt.ClipOperation.IntersectClip)
    painter.fillRect(where, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tall = where.height()
    x = where.left() - tall
    while x < where.right():
        corners = [
            (x, where.bottom()),
            (x + tall, where.top()),
            (x + tall + pitch, where.top()),
            (x + pitch, where.bottom()),
        ]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        x += 2 * pitch
    painter.restore()


class Stripe(QWidget):
    """Full width, 4 px high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """4 px at any text size."""
        return QSize(100, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the stripes."""
        tokens = self._theme.tokens
        hatch(QPainter(self), QRectF(self.rect()), tokens.sandbox, tokens.page)
