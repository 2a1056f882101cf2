"""What the queue shows when nothing waits: quiet, and why that can be believed."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.console.controls.painted import Painted
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, FIGURE


class EmptyQueue(Painted):
    """A shape, a headline and a few lines, centred near the top."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.NOT_PROVEN
        self._headline = ""
        self._lines = ""
        theme.changed.connect(self.update)

    def say(self, shape: Shape, headline: str, lines: str) -> None:
        """Show another state."""
        if (shape, headline, lines) == (self._shape, self._headline, self._lines):
            return
        self._shape, self._headline, self._lines = shape, headline, lines
        self.setAccessibleName(f"{headline}. {lines}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        middle = self.width() / 2
        paint(painter, self._shape, QPointF(middle, px(64)), px(28), tokens)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setPen(tokens.text)
        painter.setFont(self._theme.font(FIGURE))
        painter.drawText(QRectF(16, px(92), self.width() - 32, px(54)), centre, self._headline)
        painter.setPen(tokens.muted)
        painter.setFont(self._theme.font(BODY))
        painter.drawText(QRectF(24, px(122), self.width() - 48, self.height() - px(122)), centre, self._lines)
