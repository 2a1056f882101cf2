"""A raised card: 1 px hairline, radius 4, painted so that no style runs down into what lies in it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.look.theme import Theme


class Card(QWidget):
    """A card with a column in it; ``ground`` and ``edge`` name colour tokens."""

    def __init__(self, theme: Theme, ground: str = "raised", edge: str = "hair") -> None:
        super().__init__()
        self._theme = theme
        self._ground = ground
        self._edge = edge
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 10)
        self.column.setSpacing(4)
        theme.changed.connect(self.update)

    def colour(self, ground: str, edge: str) -> None:
        """Use other tokens, for a card whose state changed."""
        self._ground, self._edge = ground, edge
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(getattr(tokens, self._edge), 1))
        painter.setBrush(getattr(tokens, self._ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
