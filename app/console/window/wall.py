"""What the wall says: counts, rate and the longest wait, and nothing of any caller."""

import datetime as dt

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.shortcuts.actions import Action
from app.console.store import Link, Store, own_alarm
from app.console.theme.icons import Shape, paint
from app.console.theme.text import clock, span, zone_name
from app.console.theme.theme import Theme
from app.console.theme.tokens import HERO, qt_font
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Painted, Surface
from app.console.window.badges import PRODUCTION, hatch
from app.console.window.status_bar import Counting
from app.domain.incident.alarm_sound import new_shares
from app.domain.incident.alarms import ringing


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with its words; a shape makes it abnormal."""

    value: str
    words: str
    shape: Shape | None = None


def oldest(watch: Store) -> Figure:
    """How long the oldest that nobody has acknowledged waits."""
    waiting = [alarm.since for alarm in ringing(watch.book) if alarm.incident is not None]
    if not waiting:
        return Figure(value="\N{EN DASH}", words="Nobody waits for an answer")
    waited = span(watch.now() - min(waiting))
    return Figure(value=waited, words="Oldest waiting, not acknowledged", shape=Shape.P1)


def new(watch: Store) -> Figure:
    """How many are new."""
    count = Counting(watch).look().new
    return Figure(value=str(count), words="New", shape=Shape.P1 if count else None)


def others(watch: Store) -> tuple[Figure, ...]:
    """The counts of the strip, and the rate of shares."""
    now = Counting(watch).look()
    rate = new_shares(watch.book, watch.now())
    return (
        Figure(value=str(now.claimed), words="Claimed"),
        Figure(value=str(now.held), words="Held"),
        Figure(value=str(now.expiring), words="≈ < 2:00 left", shape=Shape.P2 if now.expiring else None),
        Figure(
            value=str(now.unknown),
            words="Unknown triggers",
            shape=Shape.UNKNOWN if now.unknown else None,
        ),
        Figure(value=str(rate), words="Shares in 10 min"),
    )


LEAST_TEXT = 0.042
"""Of the height: 45 px on a screen of 1080, 28 mm on one of 55 inches; at 3 m more than 20 minutes of arc."""


class WallFace(Painted):
    """Environment and clock above, the longest wait and the new in the middle, counts below, trouble over it all."""

    def __init__(self, theme: Theme, watch: Store, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._zone = zone
        theme.changed.connect(self.update)
        self.tick()

    def tick(self) -> None:
        """A second has passed."""
        said = [oldest(self._watch), new(self._watch), *others(self._watch)]
        trouble = " ".join(own_alarm(self._watch))
        self.setAccessibleName(", ".join([trouble, *(f"{one.words}: {one.value}" for one in said)]).strip(", "))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Below this it would not be a wall."""
        return QSize(640, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.fillRect(whole, self._theme.tokens.panel)
        high, wide = whole.height(), whole.width()
        self._paint_head(painter, QRectF(0, 0, wide, high * 0.12))
        middle = QRectF(0, high * 0.12, wide, high * 0.52)
        self._paint_figure(painter, middle.adjusted(0, 0, -wide * 0.36, 0), oldest(self._watch))
        self._paint_figure(painter, middle.adjusted(wide * 0.64, 0, 0, 0), new(self._watch))
        figures = others(self._watch)
        cell = wide / len(figures)
        for place, figure in enumerate(figures):
            self._paint_figure(painter, QRectF(place * cell, high * 0.64, cell, high * 0.36), figure)

    def _paint_head(self, painter: QPainter, box: QRectF) -> None:
        tokens, environment = self._theme.tokens, self._watch.environment
        painter.fillRect(box, tokens.page)
        headline, _fact = own_alarm(self._watch)
        room = box.adjusted(box.height() * 0.3, box.height() * 0.2, -box.height() * 0.3, 0)
        if headline:
            painter.fillRect(box, tokens.p1_fill)
        if environment not in ("", PRODUCTION):
            hatch(painter, QRectF(0, 0, box.width(), box.height() * 0.12), tokens.sandbox, tokens.page, 14)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if headline:
            said = f"{environment.replace('-', ' ').upper()}: {self._aged(headline)}"
            self._write(painter, room, said, tokens.on_p1, left)
            return
        name = "STARTING" if not environment else environment.replace("-", " ").upper()
        tone = tokens.text if environment in ("", PRODUCTION) else tokens.sandbox
        half = room.width() / 2
        self._write(painter, room.adjusted(0, 0, -half, 0), name, tone, left)
        now = self._watch.now()
        time = f"{clock(now, self._zone)} {zone_name(now, self._zone)}"
        self._write(painter, room.adjusted(half, 0, 0, 0), time, tokens.text, right)

    def _aged(self, headline: str) -> str:
        if self._watch.link is not Link.LOST:
            return headline
        said = "{headline} Figures are {age} old."
        return said.format(headline=headline, age=span(self._watch.silent_ms()))

    def _paint_figure(self, painter: QPainter, box: QRectF, figure: Figure) -> None:
        tokens = self._theme.tokens
        filled = figure.shape in (Shape.P1, Shape.UNKNOWN)
        ground = tokens.p1_fill if filled else tokens.p2_fill if figure.shape else tokens.raised
        ink = tokens.on_p1 if filled else tokens.on_p2 if figure.shape else tokens.text
        gap = self.height() * 0.008
        cell = box.adjusted(gap, gap, -gap, -gap)
        painter.setPen(tokens.hair)
        painter.setBrush(ground)
        painter.drawRoundedRect(cell, 4, 4)
        inside = cell.adjusted(cell.width() * 0.04, 0, -cell.width() * 0.04, 0)
        upper = QRectF(inside.left(), inside.top(), inside.width(), inside.height() * 0.7)
        lower = QRectF(inside.left(), upper.bottom(), inside.width(), inside.height() * 0.24)
        centred = Qt.AlignmentFlag.AlignCenter
        if figure.shape is not None:
            size = upper.height() * 0.36
            mark = QPointF(upper.left() + size * 0.7, upper.center().y())
            paint(painter, figure.shape, mark, size, tokens, ink)
            upper.setLeft(mark.x() + size * 0.6)
        muted = self._watch.link is Link.LOST
        self._write(painter, upper, figure.value, tokens.muted if muted and not figure.shape else ink, centred, 0.9)
        words = ink if figure.shape else tokens.muted
        self._write(painter, lower, figure.words, words, centred | Qt.TextFlag.TextWordWrap, 0.42)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        colour: QColor,
        flags: Qt.AlignmentFlag | Qt.TextFlag,
        part: float = 0.62,
    ) -> None:
        """As large as a part of the box's height, and smaller until all of it fits."""
        painter.setFont(fitting(text, box, box.height() * part, self.height() * LEAST_TEXT, flags))
        painter.setPen(colour)
        painter.drawText(box, int(flags), text)


def fitting(text: str, box: QRectF, wanted: float, least: float, flags: Qt.AlignmentFlag | Qt.TextFlag) -> QFont:
    """The largest font up to ``wanted`` pixels in which a text fits its box; not below half of ``least``."""
    pixels = max(wanted, least)
    while True:
        font = QFont(qt_font(HERO))
        font.setPixelSize(max(int(pixels), 8))
        bounds = QFontMetricsF(font).boundingRect(box, int(flags), text)
        if (bounds.width() <= box.width() and bounds.height() <= box.height()) or pixels <= least / 2:
            return font
        pixels *= 0.92


class WallWindow(Surface):
    """The face, and under it the way out.

    Signals:
        left: somebody wants it closed.
    """

    left = Signal()

    def __init__(self, theme: Theme, watch: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "page")
        self.face = WallFace(theme, watch, zone)
        leave = Button(theme, "Close the wall view", ButtonKind.QUIET, key=Action.WALL)
        leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.face, 1)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.setWindowTitle("Wall · Watchfloor")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it is closing the view, nothing else."""
        event.ignore()
        self.left.emit()
