"""The Summary's cards on where the caller is: sentence and ages, coordinates in each notation, the last fixes."""

import collections.abc
import datetime as dt
import itertools

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from app.console.map.state import marker_kind
from app.console.store import Store
from app.console.theme.icons import Icon
from app.console.theme.text import PlainLabel, TextPainter, clock, one_line, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CAPTION_STRONG, COORDINATE, FIGURE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Card, Painted
from app.console.widgets.text import Prose, Run
from app.domain.incident.model import Incident, Sighting
from app.domain.location.coordinates import WRITTEN, show, write
from app.domain.location.description import Fact, NamedPlace, ages, clause, emphasised, facts, metres, radius
from app.domain.location.fix import Fix
from app.domain.location.geometry import course
from app.domain.location.parse_result import Notation

Figure = tuple[str, str]
AGES_LINE = 46
LEAST = 84
GAP = 28


class AgesRow(Painted):
    """Figures over their captions, parted by hairlines; they wrap when the text is large."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figures: tuple[Figure, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these pairs of figure and caption."""
        if figures == self._figures:
            return
        same = len(figures) == len(self._figures)
        self._figures = figures
        self.setAccessibleName(", ".join(f"{caption} {figure}" for figure, caption in figures))
        if not same:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrow ones take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """46 px a line at 100 % text."""
        return (self._places(width)[-1][1] + 1) * self._theme.px(AGES_LINE) if self._figures else 0

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """As high as its present width asks for."""
        return QSize(100, self.heightForWidth(max(self.width(), 100)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figures."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = TextPainter(QPainter(self), self._theme)
        for (figure, caption), (x, line) in zip(self._figures, self._places(self.width()), strict=True):
            y = line * px(AGES_LINE)
            if x:
                pen.painter.fillRect(QRectF(x - 14, y + 4, 1, px(36)), tokens.hair)
            pen.left(x, y + px(13), figure, FIGURE, tokens.text, self.width() - x)
            pen.left(x, y + px(34), caption, CAPTION, tokens.muted, self.width() - x)

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Where each figure stands: x and line."""
        places, x, line = [], 0, 0
        for figure in self._figures:
            wide = self._width(figure)
            if x and x + wide > width:
                x, line = 0, line + 1
            places.append((x, line))
            x += max(wide, self._theme.px(LEAST)) + GAP
        return places

    def _width(self, figure: Figure) -> int:
        metrics = self._theme.metrics
        wide = metrics(FIGURE).horizontalAdvance(figure[0]), metrics(CAPTION).horizontalAdvance(figure[1])
        return int(max(wide)) + 2


FIRST = (Notation.DD, Notation.DMS, Notation.USNG)


class CoordinatesCard(Card):
    """A row for each notation: three at first, all when asked for.

    Signals:
        copied: the ASCII text that the operator wants on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._fix: Fix | None = None
        self._all = False
        self._values: dict[Notation, PlainLabel] = {}
        self._rows: dict[Notation, tuple[PlainLabel, PlainLabel, Button]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, notation in enumerate(WRITTEN):
            self._add_row(grid, row, notation)
        self.column.addLayout(grid)
        self.show_all(shown=False)

    def show_fix(self, fix: Fix) -> None:
        """Show a fix's coordinates."""
        if fix == self._fix:
            return
        self._fix = fix
        for notation, value in self._values.items():
            text = show(fix.latitude, fix.longitude, notation) or "no such grid here"
            value.show_text(text.replace("  ", "\u2002"))
            value.setAccessibleName(f"{notation.value} {text}")

    def show_all(self, *, shown: bool) -> None:
        """Show every notation, or the first three."""
        self._all = shown
        for notation, row in self._rows.items():
            for widget in row:
                widget.setVisible(shown or notation in FIRST)

    @property
    def shows_all(self) -> bool:
        """Whether every notation is shown."""
        return self._all

    def copy(self, notation: Notation = Notation.DD) -> None:
        """Copy the coordinates in a notation."""
        text = write(self._fix.latitude, self._fix.longitude, notation) if self._fix else None
        if text:
            self.copied.emit(text)

    def _add_row(self, grid: QGridLayout, row: int, notation: Notation) -> None:
        name = PlainLabel(self._theme, CAPTION, "muted")
        name.show_text(notation.value)
        value = PlainLabel(self._theme, COORDINATE)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = Button(self._theme, f"Copy {notation.value}", ButtonKind.QUIET, icon=Icon.COPY)
        copy.icon_only().clicked.connect(lambda _checked=False: self.copy(notation))
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1)
        grid.addWidget(copy, row, 2)
        self._values[notation] = value
        self._rows[notation] = (name, value, copy)


LINES = 5
LINE = 26


class FixRow(msgspec.Struct, frozen=True):
    """One line of the history, every text as it is shown."""

    letter: str
    time: str
    radius: str
    moved: str

    @property
    def spoken(self) -> str:
        """As a screen reader tells it."""
        return ", ".join(part for part in (self.letter, self.time, self.radius, self.moved) if part)


class FixHistory(Painted):
    """The newest fixes, newest first: five lines at most; the timeline and the map have all."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._places: list[FixRow] = []
        self._sightings: tuple[Sighting, ...] = ()
        """Of which incident's fixes the lines are: distances between them are measured once."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_incident(self, incident: Incident) -> None:
        """Show an incident's trail."""
        if incident.sightings == self._sightings:
            return
        self._sightings = incident.sightings
        trail = incident.trail
        pairs = list(itertools.pairwise((None, *trail)))[::-1][:LINES]
        places = [self._place(newer, before) for before, newer in pairs if newer is not None]
        if places != self._places:
            if len(places) != len(self._places):
                self.updateGeometry()
            self._places = places
            self.setAccessibleName(". ".join(place.spoken for place in places))
            self.update()

    def sizeHint(self) -> QSize:
        """26 px a line at 100 % text."""
        return QSize(200, self._theme.px(LINE) * max(len(self._places), 1))

    def minimumSizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(100, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines; without room the distance steps aside, then the radius."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = TextPainter(QPainter(self), self._theme)
        for number, place in enumerate(self._places):
            middle = px(LINE) * number + px(LINE) / 2
            side = px(18)
            pen.painter.setPen(QPen(tokens.border, 1))
            pen.painter.drawRoundedRect(QRectF(2.5, middle - side / 2, side, side), 3, 3)
            pen.centred(2.5 + side / 2, middle, place.letter, CAPTION_STRONG, tokens.text)
            x = side + 14 + pen.left(side + 14, middle, place.time, CAPTION, tokens.muted) + px(14)
            x += pen.left(x, middle, place.radius, BODY, tokens.text, max(self.width() - x, 0)) + px(14)
            pen.left(x, middle, place.moved, CAPTION, tokens.muted, max(self.width() - x, 0))

    def _place(self, sighting: Sighting, before: Sighting | None) -> FixRow:
        fix = sighting.fix
        received = f"received {clock(sighting.at, self._zone)}"
        moved = ""
        if before is not None:
            way = course((before.fix.latitude, before.fix.longitude), (fix.latitude, fix.longitude))
            said = "{distance} {direction} of the one before"
            moved = said.format(distance=metres(way.metres), direction=way.point) if way.metres >= 1 else ""
        return FixRow(
            letter=marker_kind(fix),
            time=received if fix.fixed_at is None else clock(fix.fixed_at, self._zone),
            radius=radius(fix.uncertainty_m),
            moved=moved,
        )


NOT_STATED = "\N{EN DASH}"


def runs(facts: collections.abc.Iterable[Fact]) -> list[Run]:
    """The location sentence as runs of plain and emphasised text, safe to paint (docs/screens.md#3)."""
    said: list[Run] = []
    for fact in facts:
        said += [(one_line(clause(fact)), emphasised(fact)), (" ", False)]
    return said[:-1]


class WhereCard(Card):
    """Address as reported above, sentence, ages; without any location it says so and what to do."""

    def __init__(self, theme: Theme, store: Store) -> None:
        super().__init__(theme)
        self._store = store
        self._address = PlainLabel(theme, BODY, wraps=True)
        self.sentence = Prose(theme)
        self._ages = AgesRow(theme)
        for widget in (self._address, self.sentence, self._ages):
            self.column.addWidget(widget)
        self.column.setSpacing(8)

    def show_incident(self, incident: Incident, nearest: NamedPlace | None = None) -> None:
        """Show where an incident is at the present time."""
        place = incident.place
        self._ages.setVisible(place is not None)
        self._address.setVisible(bool(place and place.address))
        if place is None:
            if incident.shares:
                nowhere, ask = "No location has come with this call.", " Ask the ECC where the caller is."
            else:
                nowhere, ask = "No location is known: this center opened it.", " Ask whom you have on the line."
            self.sentence.say([(nowhere, True), (ask, False)])
            return
        now = self._store.now()
        trail = [sighting.fix for sighting in incident.sightings if sighting.fix is not place]
        said = facts(place, now, box=incident.box, ecc=incident.ecc, trail=trail, nearest=nearest)
        self.sentence.say(runs(said))
        if place.address:
            self._address.show_text(f"Address as reported: {one_line(place.address)}")
        self._ages.show_figures(self._figures(incident, place, now))

    def _figures(self, incident: Incident, place: Fix, now: int) -> tuple[tuple[str, str], ...]:
        feed = self._store.feed(incident.number, "lei")
        sighting = incident.sighting
        share = incident.newest_share
        answers = (feed.last_answered if feed else None, share.lei.answered_at if share else None)
        answered = max((at for at in answers if at is not None), default=None)
        known = ages(place, answered_at=answered, changed_at=sighting.at if sighting else None, now=now)
        figures = [
            (_age(known.fix), "fix age" if known.fix is not None else "fix time not stated"),
            (_age(known.answer), "last answer" if known.answer is not None else "no answer yet"),
            (_age(known.change), "last change"),
        ]
        if place.altitude_m is not None:
            datum = one_line(place.altitude_datum) if place.altitude_datum else "datum not stated"
            figures.append((metres(place.altitude_m), f"height, {datum}"))
        if place.floor:
            figures.append((one_line(place.floor), "floor as reported"))
        return tuple(figures)


def _age(ms: int | None) -> str:
    return NOT_STATED if ms is None else span(ms)
