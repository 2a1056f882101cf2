"""One of a few choices side by side, the chosen one with an accent edge and tint."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_MEDIUM, CAPTION_STRONG


class Toggle(QAbstractButton):
    """28 high; a group of them makes one exclusive choice."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Words and padding."""
        return QSize(int(self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._words)) + 20, self._theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint edge and words."""
        tokens, chosen = self._theme.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.accent if chosen or self.hasFocus() else tokens.hair, 2 if self.hasFocus() else 1))
        painter.setBrush(tokens.accent_tint if chosen else tokens.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        face = CAPTION_STRONG if chosen else CAPTION_MEDIUM
        ink = tokens.text if chosen else tokens.muted
        Pen(painter, self._theme).centred(self.width() / 2, self.height() / 2, self._words, face, ink)
