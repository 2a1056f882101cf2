"""The bar under the strip for this center's own alarms: what it means, the fact, what to do (docs/screens.md#4.6)."""

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, FIGURE


class AlarmBar(QWidget):
    """72 high at least, filled as P1, or as P2 when nothing is lost any more.

    Signals:
        answered: somebody pressed the button that is its verb.
    """

    answered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._urgent = True
        self._verb = Button(theme, "")
        self._verb.clicked.connect(self.answered)
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
        row.addWidget(self._verb)
        self.say("", "")

    def say(self, headline: str, fact: str, verb: str = "", *, urgent: bool = True) -> None:
        """Show an alarm; without a headline there is none, without a verb there is nothing to press."""
        self.setVisible(bool(headline))
        self._urgent = urgent
        for label in (self._headline, self._fact):
            label.set_tone("on_p1" if urgent else "on_p2")
        self._verb.setVisible(bool(verb))
        self._verb.say(verb)
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
        painter.fillRect(self.rect(), tokens.p1_fill if self._urgent else tokens.p2_fill)
        centre = QPointF(self._theme.px(37), self.height() / 2)
        shape, on = (Shape.P1, tokens.on_p1) if self._urgent else (Shape.P2, tokens.on_p2)
        paint(painter, shape, centre, self._theme.px(30), tokens, on)
