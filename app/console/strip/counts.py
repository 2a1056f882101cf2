"""The counts of the floor: new, claimed, held, expiring, and triggers of which nobody knows whether they started."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.console.lettering import Pen
from app.console.shapes import Shape, paint
from app.console.strip.tally import tally
from app.console.theme import Theme
from app.console.type_faces import CAPTION, FIGURE
from app.console.watch import Watch

GAP = 14


class Counts(QWidget):
    """Figures with their words; a zero steps aside when there is little room."""

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._parts: list[tuple[Shape | None, int, str]] = []
        self._hides_zeros = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.tick()

    def hide_zeros(self, hides: bool) -> None:
        """Leave out what is zero."""
        if hides != self._hides_zeros:
            self._hides_zeros = hides
            self.tick()
            self.updateGeometry()
            self.update()

    def tick(self) -> None:
        """Count again."""
        now = tally(self._watch)
        # Where there is little room, only the queue's chip counts them: what is abnormal must not be cut.
        held = 0 if self._hides_zeros else now.held
        parts: list[tuple[Shape | None, int, str]] = [
            (Shape.P1 if now.new else None, now.new, self.tr("new")),
            (None, now.claimed, self.tr("claimed")),
            (None, held, self.tr("held")),
            (Shape.P2 if now.expiring else None, now.expiring, self.tr("≈ < 2:00")),
            (Shape.UNKNOWN if now.unknown else None, now.unknown, self.tr("unknown triggers")),
        ]
        if parts != self._parts:
            self._parts = parts
            self.setAccessibleName(", ".join(f"{count} {word}" for _, count, word in parts))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as what is shown."""
        return QSize(sum(self._width(*part) + GAP for part in self._shown()), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each figure."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        pen = Pen(painter, self._theme)
        x, middle = 0.0, self.height() / 2
        for shape, count, word in self._shown():
            start = x
            if shape:
                paint(painter, shape, QPointF(x + px(8), middle), px(14), tokens)
                x += px(20)
            tone = (
                {Shape.P1: tokens.p1, Shape.UNKNOWN: tokens.p1, Shape.P2: tokens.p2}.get(shape, tokens.text)
                if shape
                else tokens.text
            )
            x += pen.left(x, middle, str(count), FIGURE, tone) + 5
            pen.left(x, middle + 1, word, CAPTION, tone if shape else tokens.muted)
            x = start + self._width(shape, count, word) + GAP

    def _shown(self) -> list[tuple[Shape | None, int, str]]:
        return [part for part in self._parts if part[1] or not self._hides_zeros]

    def _width(self, shape: Shape | None, count: int, word: str) -> int:
        metrics = self._theme.metrics
        figure = metrics(FIGURE).horizontalAdvance(str(count)) + 5 + metrics(CAPTION).horizontalAdvance(word)
        return int(figure) + (self._theme.px(20) if shape else 0)
