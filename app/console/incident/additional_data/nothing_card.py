"""Why there is nothing to show: each kind has a shape, an edge and words of its own (docs/screens.md#4.4)."""

import enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.remark import Remark
from app.console.incident.additional_data.absence import Absence, Look
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CARD_TITLE


class Edge(enum.Enum):
    """How the card is framed."""

    SOLID = "solid"
    WARNING = "warning"
    DASHED = "dashed"
    DOTTED = "dotted"
    NONE = "none"


LOOKS = {
    Look.NOT_YET: (Shape.NOT_PROVEN, Edge.DOTTED),
    Look.NO_NUMBER: (Shape.HELD, Edge.DOTTED),
    Look.EMPTY: (Shape.QUIET, Edge.SOLID),
    Look.FAILED: (Shape.P2, Edge.WARNING),
    Look.NOT_PERMITTED: (Shape.OFF, Edge.DASHED),
    Look.ENDED: (Shape.BROKEN, Edge.NONE),
}


class NothingCard(QWidget):
    """Title, state in a few words, and a sentence with what it means."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._absence: Absence | None = None
        self._title = PlainLabel(theme, CARD_TITLE)
        self._state = Remark(theme)
        self._sentence = Remark(theme, BODY, "text")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._title)
        self._column.addWidget(self._state)
        self._column.addWidget(self._sentence)
        theme.changed.connect(self._indent)
        self._indent()

    def show_absence(self, absence: Absence) -> None:
        """Show another absence, or the same at another time."""
        if absence == self._absence:
            return
        self._absence = absence
        self._title.show_text(absence.title)
        careful = absence.look is Look.FAILED or absence.early
        self._state.show_text(absence.state, "p2" if careful else "muted")
        self._sentence.show_text(absence.sentence)
        self.setAccessibleName(f"{absence.title}, {absence.state}. {absence.sentence}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge and shape."""
        if self._absence is None:
            return
        tokens, px = self._theme.tokens, self._theme.px
        shape, edge = LOOKS[self._absence.look]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens.p2_edge if edge is Edge.WARNING else tokens.hair if edge is Edge.SOLID else tokens.border, 1)
        pen.setStyle(_STYLES[edge])
        painter.setPen(pen)
        painter.setBrush(tokens.raised if edge in (Edge.SOLID, Edge.WARNING) else tokens.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if edge is Edge.NONE:
            painter.fillRect(QRectF(0, 0, 3, self.height()), tokens.p2_edge if self._absence.early else tokens.border)
        tone = (tokens.p2 if self._absence.early else tokens.muted) if shape is Shape.BROKEN else None
        paint(painter, shape, QPointF(px(20), self._title.y() + px(10)), px(15), tokens, tone)

    def _indent(self) -> None:
        self._column.setContentsMargins(self._theme.px(36), 10, 14, 12)


_STYLES = {
    Edge.SOLID: Qt.PenStyle.SolidLine,
    Edge.WARNING: Qt.PenStyle.SolidLine,
    Edge.DASHED: Qt.PenStyle.DashLine,
    Edge.DOTTED: Qt.PenStyle.DotLine,
    Edge.NONE: Qt.PenStyle.NoPen,
}
