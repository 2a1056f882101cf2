"""Painting one line of text around a middle height: measured, elided, never clipped (docs/screens.md#6.3)."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from app.console.look.theme import Theme
from app.console.look.type_faces import Face


class Pen:
    """A painter with a theme: writes left- or right-aligned text and says how much room it took (logical pixels)."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter = painter
        self.theme = theme

    def width(self, text: str, face: Face) -> float:
        """How wide the text is."""
        return self.theme.metrics(face).horizontalAdvance(text)

    def left(self, x: float, middle: float, text: str, face: Face, colour: QColor, room: float = 1e6) -> float:
        """Write from ``x``, elided to ``room``; returns the width used."""
        shown = self.elided(text, face, room)
        self._draw(x, middle, shown, face, colour)
        return self.width(shown, face)

    def right(self, x: float, middle: float, text: str, face: Face, colour: QColor, room: float = 1e6) -> float:
        """Write so that the text ends at ``x``; returns the width used."""
        shown = self.elided(text, face, room)
        width = self.width(shown, face)
        self._draw(x - width, middle, shown, face, colour)
        return width

    def centred(self, x: float, middle: float, text: str, face: Face, colour: QColor) -> None:
        """Write around ``x``."""
        self._draw(x - self.width(text, face) / 2, middle, text, face, colour)

    def elided(self, text: str, face: Face, room: float) -> str:
        """The text, cut with an ellipsis when it is wider than ``room``; nothing when not even that fits."""
        if self.width(text, face) <= room:
            return text
        shown = self.theme.metrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
        return "" if shown == "…" else shown

    def _draw(self, x: float, middle: float, text: str, face: Face, colour: QColor) -> None:
        if not text:
            return
        self.painter.setFont(self.theme.font(face))
        self.painter.setPen(colour)
        self.painter.drawText(QPointF(x, round(middle + self.theme.metrics(face).capHeight() / 2)), text)
