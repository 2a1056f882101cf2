"""The line over the rows while something unanswered has been scrolled out of sight above them; a press shows it."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.lettering import Pen
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_STRONG

TALL = 24


class AboveBar(QAbstractButton):
    """Stands beside the rows, never over them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)
        self.count(0)

    def count(self, above: int) -> None:
        """Say how many there are; without one there is no line."""
        self.setText(f"{above} unanswered above")
        self.setAccessibleName(self.text())
        self.setVisible(above > 0)

    def sizeHint(self) -> QSize:
        """24 px at 100 % text."""
        return QSize(120, self._theme.px(TALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape and words, and a hairline to the rows; outlined with the keyboard on it."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.raised)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.p1)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        middle = self.height() / 2
        paint(painter, Shape.P1, QPointF(px(28), middle), px(13), tokens)
        pen = Pen(painter, self._theme)
        pen.left(px(46), middle, self.text(), CAPTION_STRONG, tokens.p1, self.width() - px(46) - 8)
