"""The last places of a caller, newest first: source by letter, time, radius, and how far from the one before."""

import datetime as dt
import itertools

import msgspec
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.incident.place.place_words import metres, radius
from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, CAPTION_STRONG
from app.console.map.marker import marker_kind
from app.console.times import clock
from app.domain.incident.incident import Incident, Sighting
from app.domain.location.course import course

LINES = 5
LINE = 26


class Place(msgspec.Struct, frozen=True):
    """One line."""

    letter: str
    time: str
    radius: str
    moved: str

    @property
    def spoken(self) -> str:
        """As a screen reader tells it."""
        return ", ".join(part for part in (self.letter, self.time, self.radius, self.moved) if part)


class FixHistory(Painted):
    """Five lines at most; the timeline and the map have all."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._places: list[Place] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_incident(self, incident: Incident) -> None:
        """Show an incident's trail."""
        trail = incident.trail
        pairs = list(itertools.pairwise((None, *trail)))[::-1][:LINES]
        places = [self._place(newer, before) for before, newer in pairs if newer is not None]
        if places != self._places:
            self._places = places
            self.setAccessibleName(". ".join(place.spoken for place in places))
            self.updateGeometry()
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
        pen = Pen(QPainter(self), self._theme)
        for number, place in enumerate(self._places):
            middle = px(LINE) * number + px(LINE) / 2
            side = px(18)
            pen.painter.setPen(QPen(tokens.border, 1))
            pen.painter.drawRoundedRect(QRectF(2.5, middle - side / 2, side, side), 3, 3)
            pen.centred(2.5 + side / 2, middle, place.letter, CAPTION_STRONG, tokens.text)
            x = side + 14 + pen.left(side + 14, middle, place.time, CAPTION, tokens.muted) + px(14)
            x += pen.left(x, middle, place.radius, BODY, tokens.text, max(self.width() - x, 0)) + px(14)
            pen.left(x, middle, place.moved, CAPTION, tokens.muted, max(self.width() - x, 0))

    def _place(self, sighting: Sighting, before: Sighting | None) -> Place:
        fix = sighting.fix
        received = f"received {clock(sighting.at, self._zone)}"
        moved = ""
        if before is not None:
            way = course((before.fix.latitude, before.fix.longitude), (fix.latitude, fix.longitude))
            said = "{distance} {direction} of the one before"
            moved = said.format(distance=metres(way.metres), direction=way.point) if way.metres >= 1 else ""
        return Place(
            letter=marker_kind(fix),
            time=received if fix.fixed_at is None else clock(fix.fixed_at, self._zone),
            radius=radius(fix.uncertainty_m),
            moved=moved,
        )
