"""The status bar across the window: environment plate, counts of open incidents, lamps, clocks, operator."""

import datetime as dt

import msgspec
from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from app.console.lamps.lamps import LampRow
from app.console.queue.row import AvailabilityStage, at
from app.console.store import Store, station_lamp
from app.console.theme.icons import Shape, paint
from app.console.theme.text import TextPainter, clock, local, set_tool_tip, utc, zone_name
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, FIGURE
from app.console.widgets.containers import Painted, Surface
from app.console.window.badges import OperatorBadge, Plate, SilencePlate
from app.domain.incident.alarm_sound import FLOOD_ABOVE, Load, load
from app.domain.incident.alarms import rings_for_trigger
from app.domain.incident.assessment import Differences
from app.domain.incident.model import Incident
from app.domain.lamp import Lamp


class Clocks(Painted):
    """Local time with its zone over UTC and the date; narrow drops the second line."""

    def __init__(self, theme: Theme, watch: Store, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._zone = zone
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def narrow(self, narrow: bool) -> None:
        """One clock only."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def tick(self) -> None:
        """A second has passed."""
        self.setAccessibleName(self._first() + ", " + self._second())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the widest time."""
        metrics = self._theme.metrics
        first = metrics(FIGURE).horizontalAdvance("00:00:00 ") + metrics(CAPTION).horizontalAdvance(self._zone_words())
        second = 0.0 if self._narrow else metrics(CAPTION).horizontalAdvance(self._second())
        return QSize(int(max(first, second)) + 6, self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the two lines."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = TextPainter(QPainter(self), self._theme)
        first = self.height() / 2 if self._narrow else px(11)
        used = pen.left(0, first, clock(self._watch.now(), self._zone), FIGURE, tokens.text)
        pen.left(used + 6, first + 1, self._zone_words(), CAPTION, tokens.muted)
        if not self._narrow:
            pen.left(0, px(30), self._second(), CAPTION, tokens.muted)

    def _first(self) -> str:
        return f"{clock(self._watch.now(), self._zone)} {self._zone_words()}"

    def _second(self) -> str:
        now = self._watch.now()
        return f"{utc(now):%H:%M:%S} UTC · {local(now, self._zone):%a %d %b}" if now else ""

    def _zone_words(self) -> str:
        return zone_name(self._watch.now(), self._zone)


class IncidentCounts(msgspec.Struct, frozen=True):
    """Numbers of open incidents; ``unknown`` counts triggers."""

    open: int = 0
    new: int = 0
    claimed: int = 0
    held: int = 0
    expiring: int = 0
    unknown: int = 0


_Figures = tuple[int, int, int, int, int, int]
_NOTHING = (0, 0, 0, 0, 0, 0)


def _figures(one: Incident, now: int) -> _Figures:
    """What one open incident adds to each count, in the order of ``IncidentCounts``."""
    return (
        1,
        one.unacknowledged and not rings_for_trigger(one),
        one.owner is not None and not one.unacknowledged,
        one.held_until is not None,
        at(one, now).stage is AvailabilityStage.EXPIRING,
        len(one.unknown_triggers),
    )


class Counting:
    """Keeps the counts; only incidents that stand otherwise than at the last look are counted again."""

    def __init__(self, watch: Store) -> None:
        self._watch = watch
        self._differences = Differences()
        self._figures: dict[int, _Figures] = {}
        self._totals = [0] * len(IncidentCounts.__struct_fields__)

    def look(self) -> IncidentCounts:
        """The counts at the station's present time."""
        assessed, now = self._watch.assessed(), self._watch.now()
        for number in self._differences.take(assessed):
            before, one = self._figures.pop(number, _NOTHING), assessed.open.get(number)
            after = _NOTHING if one is None else _figures(one.incident, now)
            if one is not None:
                self._figures[number] = after
            self._totals = [sum(each) - gone for *each, gone in zip(self._totals, after, before, strict=True)]
        return IncidentCounts(*self._totals)


GAP = 14


class Counts(Painted):
    """Figures with their words; a zero steps aside when there is little room."""

    def __init__(self, theme: Theme, watch: Store) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._counting = Counting(watch)
        self._parts: list[tuple[Shape | None, int, str]] = []
        self._said_rate: int | None = None
        """The alarm rate that the tool tip shows."""
        self._hides_zeros = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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
        now = self._counting.look()
        # Where there is little room, only the queue's chip counts them: what is abnormal must not be cut.
        held = 0 if self._hides_zeros else now.held
        parts: list[tuple[Shape | None, int, str]] = [
            (Shape.P1 if now.new else None, now.new, "new"),
            (None, now.claimed, "claimed"),
            (None, held, "held"),
            (Shape.P2 if now.expiring else None, now.expiring, "≈ < 2:00"),
            (Shape.UNKNOWN if now.unknown else None, now.unknown, "unknown triggers"),
            self._rate(),
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
        """What is abnormal is never cut; what is normal steps aside."""
        return QSize(sum(self._width(*part) + GAP for part in self._parts if part[0]), self._theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each figure."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        pen = TextPainter(painter, self._theme)
        x, middle = 0.0, self.height() / 2
        for shape, count, word in self._fitting():
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

    def _rate(self) -> tuple[Shape | None, int, str]:
        """The alarm rate, and what people can answer (docs/operator.md#c-6); a narrow strip leaves it to the banner."""
        watch = self._watch
        rate = watch.assessed().rate()
        asks = load(rate, len(watch.pulse.consoles) if watch.pulse else 1)
        said = {
            Load.CALM: "in 10 min",
            Load.BUSY: "in 10 min, busy",
            Load.TOO_MUCH: "in 10 min, too many",
        }
        if rate != self._said_rate:
            self._said_rate = rate
            set_tool_tip(self, self._rate_words(rate))
        if self._hides_zeros:
            return None, 0, said[Load.CALM]
        return (Shape.P2 if asks is Load.TOO_MUCH else None), rate, said[asks]

    def _rate_words(self, rate: int) -> str:
        words = (
            "{rate} alarms in 10 minutes. One for each operator is answered well, two at most; "
            "more than {flood} are a flood (ISA-18.2)."
        )
        return words.format(rate=rate, flood=FLOOD_ABOVE)

    def _shown(self) -> list[tuple[Shape | None, int, str]]:
        return [part for part in self._parts if part[1] or not self._hides_zeros]

    def _fitting(self) -> list[tuple[Shape | None, int, str]]:
        """What has room: normal counts step aside from the right."""
        parts = self._shown()
        for part in reversed(self._shown()):
            if sum(self._width(*one) + GAP for one in parts) <= self.width() + GAP:
                break
            if part[0] is None:
                parts.remove(part)
        return parts

    def _width(self, shape: Shape | None, count: int, word: str) -> int:
        metrics = self._theme.metrics
        figure = metrics(FIGURE).horizontalAdvance(str(count)) + 5 + metrics(CAPTION).horizontalAdvance(word)
        return int(figure) + (self._theme.px(20) if shape else 0)


WIDE = 1500
"""From this width on both clocks, the operator's name and the evidence of abnormal lamps are shown."""


class StatusBar(Surface):
    """Always in sight.

    Signals:
        lamp_opened: the name of a lamp whose diagnosis is wanted.
        operator_clicked: the operator's badge was clicked.
        silence_ended: somebody wants to hear alarms again before the silence is over.
    """

    lamp_opened = Signal(str)
    operator_clicked = Signal()
    silence_ended = Signal()

    def __init__(self, theme: Theme, watch: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "page", lines=("bottom",))
        self._watch = watch
        self._plate = Plate(theme)
        self._counts = Counts(theme, watch)
        self._silence = SilencePlate(theme)
        self._lamps = LampRow(theme)
        self._clocks = Clocks(theme, watch, zone)
        self._operator = OperatorBadge(theme)
        self._extra: tuple[Lamp, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        for widget in (self._plate, self._counts, self._silence):
            row.addWidget(widget)
        row.addWidget(self._lamps, 1)
        row.addWidget(self._clocks)
        row.addWidget(self._operator)
        self._lamps.opened.connect(self.lamp_opened)
        self._operator.clicked.connect(self.operator_clicked)
        self._silence.clicked.connect(self.silence_ended)

    @property
    def lamps(self) -> tuple[Lamp, ...]:
        """The station's lamps and this console's own."""
        pulse = self._watch.pulse
        lost = station_lamp(self._watch)
        return (*((lost,) if lost else ()), *(pulse.lamps if pulse else ()), *self._extra)

    def add_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        """Show this console's own lamps (sound, map) too."""
        self._extra = lamps
        self.tick()

    def show_silence(self, milliseconds: int) -> None:
        """Show for how long alarms don't repeat; 0 when they do."""
        self._silence.show_left(milliseconds)

    def refresh(self) -> None:
        """Environment or operator may be others now."""
        self._plate.name(self._watch.environment)
        self._operator.show_name(self._watch.operator)
        self.tick()

    def count(self) -> None:
        """Incidents are new, different or gone."""
        self._counts.tick()

    def tick(self) -> None:
        """A second has passed."""
        self.count()
        self._clocks.tick()
        self._lamps.show_lamps(self.lamps, self._watch.now())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop what is normal when there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(WIDE)
        self._clocks.narrow(narrow)
        self._operator.narrow(narrow)
        self._counts.hide_zeros(narrow)
        self._lamps.names_only(narrow)
