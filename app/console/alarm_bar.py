"""The bar under the strip for this center's own alarms: what it means, the fact, what to do (screens.md 4.6)."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.plain_text import PlainLabel
from app.console.shapes import Shape, paint
from app.console.theme import Theme
from app.console.type_faces import BODY_MEDIUM, FIGURE


class AlarmBar(QWidget):
    """72 high at least, filled as P1."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._headline = PlainLabel(theme, FIGURE, "on_p1", wraps=True)
        self._fact = PlainLabel(theme, BODY_MEDIUM, "on_p1", wraps=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._fact)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(70), 10, 16, 10)
        row.addLayout(words, 1)
        self.say("", "")

    def say(self, headline: str, fact: str) -> None:
        """Show an alarm; without a headline there is none."""
        self.setVisible(bool(headline))
        self._headline.show_text(headline)
        self._fact.show_text(fact)
        self.setAccessibleName(f"{headline} {fact}")

    def sizeHint(self) -> QSize:
        """The same."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """72 px at 100 % text."""
        return QSize(200, max(self._theme.px(72), super().minimumSizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the fill and the shape."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.p1_fill)
        centre = QPointF(self._theme.px(37), self.height() / 2)
        paint(painter, Shape.P1, centre, self._theme.px(30), tokens, tokens.on_p1)
