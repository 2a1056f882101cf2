"""A flat surface: one colour token and, where a neighbour begins, a hairline."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.console.look.theme import Theme


class Surface(QWidget):
    """A widget filled with a token; ``lines`` names the sides (``top``, ``bottom``) that carry a hairline."""

    def __init__(self, theme: Theme, ground: str = "panel", *, lines: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._theme = theme
        self._ground = ground
        self._lines = lines
        self.setContentsMargins(0, int("top" in lines), 0, int("bottom" in lines))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, then draw the hairlines."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(tokens, self._ground))
        if "top" in self._lines:
            painter.fillRect(QRect(0, 0, self.width(), 1), tokens.hair)
        if "bottom" in self._lines:
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), tokens.hair)
