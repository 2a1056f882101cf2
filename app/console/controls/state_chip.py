"""A small plate with a state's shape and words; filled when critical."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_STRONG


class StateChip(Painted):
    """24 high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.QUIET
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_state(self, shape: Shape, words: str) -> None:
        """Show another state."""
        if (shape, words) != (self._shape, self._words):
            self._shape, self._words = shape, words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Shape and words."""
        words = self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._words)
        return QSize(int(words) + self._theme.px(28) + 8, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plate, shape and words."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = tokens.on_p1 if self._shape is Shape.P1 else None
        painter.setPen(QPen(tokens.p1 if on else tokens.hair, 1))
        painter.setBrush(tokens.p1_fill if on else tokens.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        paint(painter, self._shape, QPointF(px(14), self.height() / 2), px(12), tokens, on)
        Pen(painter, self._theme).left(px(26), self.height() / 2, self._words, CAPTION_STRONG, on or tokens.text)
