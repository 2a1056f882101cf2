"""A chip: a filter with its count, checked when it is in force."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_MEDIUM, CAPTION_STRONG


class Chip(QAbstractButton):
    """24 px high; the chosen one has an accent edge and tint."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._count = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.changed.connect(self._restyle)

    def count(self, number: int) -> None:
        """Show how many rows it would show."""
        if number == self._count:
            return
        self._count = number
        self.setAccessibleName(f"{self._words} {number}")
        self._restyle()

    def sizeHint(self) -> QSize:
        """Words, count and padding."""
        metrics = self._theme.metrics
        words = metrics(CAPTION_STRONG).horizontalAdvance(self._words)
        return QSize(int(words + metrics(CAPTION).horizontalAdvance(str(self._count))) + 22, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint edge, words and count."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(tokens.accent if chosen else tokens.hair, 1))
        painter.setBrush(tokens.accent_tint if chosen else tokens.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        pen = Pen(painter, self._theme)
        middle = self.height() / 2
        used = pen.left(8, middle, self._words, CAPTION_STRONG if chosen else CAPTION_MEDIUM, tokens.text)
        pen.left(8 + used + 6, middle, str(self._count), CAPTION, tokens.text if chosen else tokens.muted)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
