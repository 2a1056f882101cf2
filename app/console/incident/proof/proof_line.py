"""One line of what is known: a shape, what was seen, and the next step under it if there is one."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, CAPTION


class ProofLine(QWidget):
    """At least 44 high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.NOT_PROVEN
        self._seen = PlainLabel(theme, BODY_MEDIUM, wraps=True)
        self._step = PlainLabel(theme, CAPTION, "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(44), 10, 14, 10)
        column.setSpacing(2)
        column.addWidget(self._seen)
        column.addWidget(self._step)

    def say(self, shape: Shape, seen: str, step: str) -> None:
        """Show other words."""
        self._shape = shape
        self._seen.show_text(seen)
        self._step.show_text(step)
        self._step.setVisible(bool(step))
        self.setVisible(True)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape and the hairline below."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        middle = self._seen.y() + self._theme.px(10)
        paint(painter, self._shape, QPointF(self._theme.px(22), middle), self._theme.px(16), tokens)
        painter.fillRect(14, self.height() - 1, self.width() - 28, 1, tokens.hair2)
