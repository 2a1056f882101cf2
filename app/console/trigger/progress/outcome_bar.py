"""The bar above a flow whose outcome is unknown or refused: what it means, then the fact."""

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.keys import Act
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, FIGURE


class OutcomeBar(QWidget):
    """72 high at least; filled as P1 for unknown, tinted for refused.

    Signals:
        acknowledge: the operator has heard it.
    """

    acknowledge = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._critical = True
        self._headline = PlainLabel(theme, FIGURE, "on_p1", wraps=True)
        self._fact = PlainLabel(theme, BODY_MEDIUM, "on_p1", wraps=True)
        self.button = Button(theme, "Acknowledge", key=Act.ACKNOWLEDGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._fact)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(54), 8, 16, 8)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button)
        self.button.clicked.connect(self.acknowledge)
        theme.changed.connect(self._restyle)

    def say(self, headline: str, fact: str, *, critical: bool, rings: bool) -> None:
        """Show an outcome; without a headline there is nothing to show."""
        self._critical = critical
        self.setVisible(bool(headline))
        tone = "on_p1" if critical else "text"
        for label, text in ((self._headline, headline), (self._fact, fact)):
            label.set_tone(tone)
            label.show_text(text)
        self.button.setVisible(rings)
        self.setAccessibleName(f"{headline} {fact}")
        self.update()

    def _restyle(self) -> None:
        self._row.setContentsMargins(self._theme.px(54), 8, 16, 8)

    def minimumSizeHint(self) -> QSize:
        """64 px at 100 % text."""
        return QSize(200, max(self._theme.px(64), super().minimumSizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the fill and the shape."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.p1_fill if self._critical else tokens.p1_tint)
        centre = QPointF(self._theme.px(30), self.height() / 2)
        shape = Shape.P1 if self._critical else Shape.BROKEN
        on = tokens.on_p1 if self._critical else None
        paint(painter, shape, centre, self._theme.px(26 if self._critical else 20), tokens, on)
