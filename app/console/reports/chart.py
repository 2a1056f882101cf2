"""The report's picture: one bar a line, how much was answered in the first target's time, and the goal across it."""

import typing

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG

WIDEST_BAR = 44
GAP = 4
TALL = 190
_WHOLE = 100


class Bar(typing.NamedTuple):
    """One line of the report: whose, the percentage (None: nothing to measure), and of how many shares."""

    label: str
    percent: float | None
    shares: int


class Chart(Painted):
    """Grey bars; one that misses the goal has the warning's fill and edge, and its number says so too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._goal = _WHOLE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_bars(self, bars: tuple[Bar, ...], goal: int, spoken: str) -> None:
        """Show these, with the goal in percent; ``spoken`` is the picture for a screen reader."""
        self._bars = bars
        self._goal = goal
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, self._theme.px(TALL))

    def as_drawn(self) -> QPixmap:
        """What is shown, as sharp as the screen it is on."""
        return self.grab()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint."""
        px = self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.raised)
        field = QRectF(px(52), px(24), self.width() - px(52) - px(12), self.height() - px(24) - px(28))
        pen = Pen(painter, self._theme)
        self._paint_axis(pen, field)
        if self._bars and field.width() > 0:
            self._paint_bars(pen, field)
        self._paint_goal(pen, field)

    def _paint_axis(self, pen: Pen, field: QRectF) -> None:
        tokens = self._theme.tokens
        for percent in (0, 50, 100):
            y = self._y(field, percent)
            pen.painter.fillRect(QRectF(field.left(), round(y), field.width(), 1), tokens.hair)
            pen.right(field.left() - 8, y, f"{percent} %", CAPTION, tokens.muted)

    def _paint_bars(self, pen: Pen, field: QRectF) -> None:
        step = field.width() / len(self._bars)
        width = max(min(step - GAP, self._theme.px(WIDEST_BAR)), 1)
        middles = [field.left() + step * (place + 0.5) for place in range(len(self._bars))]
        for bar, middle in zip(self._bars, middles, strict=True):
            self._paint_bar(pen.painter, field, bar, middle, width)
        self._paint_names(pen, field, middles)
        self._paint_numbers(pen, middles)

    def _paint_bar(self, painter: QPainter, field: QRectF, bar: Bar, middle: float, width: float) -> None:
        tokens = self._theme.tokens
        if bar.percent is None:
            return
        top = self._y(field, bar.percent)
        box = QRectF(round(middle - width / 2), round(top), round(width), round(field.bottom() - top))
        missed = self._misses(bar)
        painter.fillRect(box, tokens.p2_fill if missed else tokens.bar)
        if missed:
            painter.setPen(QPen(tokens.p2_edge, 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_names(self, pen: Pen, field: QRectF, middles: list[float]) -> None:
        """Each name that has room beside the one before."""
        room = max(field.width() / len(self._bars) - GAP, self._theme.px(64))
        free = 0.0
        for bar, middle in zip(self._bars, middles, strict=True):
            name = pen.elided(bar.label, CAPTION, room)
            half = pen.width(name, CAPTION) / 2
            if middle - half >= free and middle + half <= self.width():
                pen.centred(middle, field.bottom() + self._theme.px(13), name, CAPTION, self._theme.tokens.muted)
                free = middle + half + self._theme.px(8)

    def _paint_numbers(self, pen: Pen, middles: list[float]) -> None:
        """In one row above all bars, where no line crosses them; those that miss the goal step aside for none."""
        taken: list[tuple[float, float]] = []
        for place in sorted(range(len(self._bars)), key=lambda one: not self._misses(self._bars[one])):
            bar, middle = self._bars[place], middles[place]
            said = "-" if bar.percent is None else f"{bar.percent:.0f} %"
            half = pen.width(said, CAPTION_STRONG) / 2
            if any(middle - half < right and left < middle + half for left, right in taken):
                continue
            taken.append((middle - half - 4, middle + half + 4))
            tone = self._theme.tokens.p2 if self._misses(bar) else self._theme.tokens.text
            pen.centred(middle, self._theme.px(12), said, CAPTION_STRONG, tone)

    def _misses(self, bar: Bar) -> bool:
        return bar.percent is not None and bar.percent < self._goal

    def _paint_goal(self, pen: Pen, field: QRectF) -> None:
        tokens = self._theme.tokens
        y = round(self._y(field, self._goal)) + 0.5
        pen.painter.setPen(QPen(tokens.text, 1, Qt.PenStyle.DashLine))
        pen.painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))

    def _y(self, field: QRectF, percent: float) -> float:
        return field.bottom() - field.height() * percent / _WHOLE
