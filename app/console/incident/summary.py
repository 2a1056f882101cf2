"""The Summary tab: what is odd, where they are, what to do, coordinates, the latest lines."""

import datetime as dt
import json

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent

from app.console.incident.checklist import ChecklistCard
from app.console.incident.header import came_words, claimed_words, state_words
from app.console.incident.location import CoordinatesCard, FixHistory, WhereCard
from app.console.incident.timeline.view import Latest
from app.console.map.gazetteer import Gazetteer
from app.console.store import Store
from app.console.theme.icons import Icon, Shape, paint
from app.console.theme.text import PlainLabel, both, clock, one_line, utc, zone_name
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Card, ScrollColumn, SectionHead
from app.domain.callflow.request import leaves
from app.domain.incident.model import Incident
from app.domain.location.coordinates import write
from app.domain.location.description import NamedPlace
from app.domain.location.fix import Fix
from app.domain.location.parse_result import Notation
from app.domain.location.phone import looks_swapped, shown


def warning(code: str, *, located: bool = False) -> str:
    """A warning's sentence; one of a newer station is shown as its code. ``located``: the incident has a place now."""
    ask = "The one shown came by another way." if located else "Ask the ECC where the caller is."
    known = {
        "country_code_assumed": "Country code 1 is assumed. The number came without one.",
        "phone_invalid": "The number is not in any numbering plan. A call back may not connect.",
        "phone_without_service": "A phone without service: it can't be called back.",
        "location_invalid": f"A location came that can't be one. {ask}",
        "location_missing": f"No location came with the share. {ask}",
        "bounding_box_unreadable": "The jurisdiction box could not be read. See Raw.",
        "outside_jurisdiction": "The location lies outside the box of the ECC that shared it.",
        "ecc_missing": "The share does not say which ECC sent it.",
        "ecc_not_listed": "This ECC is not on the center's list of agencies.",
    }
    return known.get(code, f"Warning: {one_line(code)}")


class WarningsCard(Card):
    """Warnings about the shares, such as a signature that could not be verified; hidden when there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "p2_tint", "p2_edge")
        self._lines: list[PlainLabel] = []
        self._said: tuple[str, ...] = ()
        theme.changed.connect(self._indent)
        self._indent()

    def show_incident(self, incident: Incident) -> None:
        """Say what is odd about an incident's shares, each thing once."""
        located = incident.place is not None
        said = [warning(code, located=located) for share in incident.shares for code in share.warnings]
        if any(not share.verified for share in incident.shares):
            said.insert(0, "Signature not verified: a person took this share over from quarantine.")
        place = incident.place
        if place is not None and looks_swapped(place.latitude, place.longitude):
            said.append("Latitude and longitude of the newest fix look swapped. Ask the ECC before using them.")
        if incident.has_unreadable:
            said.append("Parts of this incident are sealed or damaged and can't be shown. See the timeline.")
        if incident.linked:
            numbers = ", ".join(str(number) for number in incident.linked)
            said.append(f"Same phone as incident {numbers}, another place or another ECC.")
        self._say(tuple(dict.fromkeys(said)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a shape beside each line."""
        super().paintEvent(event)
        painter = QPainter(self)
        for line in self._lines:
            middle = line.y() + self._theme.px(10)
            paint(painter, Shape.P2, QPointF(self._theme.px(21), middle), self._theme.px(15), self._theme.tokens)

    def _indent(self) -> None:
        self.column.setContentsMargins(self._theme.px(40), 10, 14, 10)

    def _say(self, said: tuple[str, ...]) -> None:
        self.setVisible(bool(said))
        if said == self._said:
            return
        self._said = said
        for line in self._lines:
            line.deleteLater()
        self._lines = [PlainLabel(self._theme, BODY, wraps=True) for _ in said]
        for line, text in zip(self._lines, said, strict=True):
            line.show_text(text)
            self.column.addWidget(line)


class SentCard(Card):
    """What a callflow said of the caller, line by line: of an incident opened here nothing else is known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._words = PlainLabel(theme, BODY, wraps=True)
        self.column.addWidget(self._words)

    @property
    def words(self) -> str:
        """All that is shown."""
        return self._words.whole_text()

    def show_incident(self, incident: Incident) -> None:
        """Show what the newest callflow of an incident without a share said."""
        self._words.show_text("\n".join(sent_lines(incident)))


_SHOWN_ELSEWHERE = ("location", "event")


def sent_lines(incident: Incident) -> list[str]:
    """Each text that the newest trigger sent, after the name it has on the wire; place and event id stand elsewhere."""
    if incident.shares or not incident.triggers:
        return []
    variables = json.loads(incident.triggers[-1].confirmed.request).get("variables", {})
    return [
        f"{one_line(str(path[-1]).replace('_', ' ').capitalize())}: {one_line(str(value))}"
        for path, value in leaves(variables)
        if path and path[0] not in _SHOWN_ELSEWHERE and not isinstance(value, dict | list)
    ]


class Summary(ScrollColumn):
    """The page of the Summary tab. It scrolls; the footer with what must be done stands below it and does not.

    Signals:
        copied: text that the operator wants on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self.setAccessibleName("Summary")
        self._gazetteer: Gazetteer | None = None
        self._near: tuple[Fix, NamedPlace | None] | None = None
        self._warnings = WarningsCard(theme)
        self._where = WhereCard(theme, store)
        self.checklist = ChecklistCard(theme, store, zone)
        self._coordinates = CoordinatesCard(theme)
        self._latest = Latest(theme, zone)
        self._formats = Button(theme, "All formats", ButtonKind.QUIET, icon=Icon.CARET_DOWN).small()
        self._coordinates_head = SectionHead(theme, "Coordinates")
        self._coordinates_head.add(self._formats)
        where = SectionHead(theme, "Where", "Supplemental, does not replace ALI")
        copy = Button(theme, "Copy sentence", ButtonKind.QUIET, icon=Icon.COPY).small()
        where.add(copy)
        self._fixes_head = SectionHead(theme, "Fixes")
        self._fixes = FixHistory(theme, zone)
        self._sent_head = SectionHead(theme, "Sent with the callflow")
        self._sent = SentCard(theme)
        latest = SectionHead(theme, "Latest")
        for widget in (
            self._warnings,
            where,
            self._where,
            self._sent_head,
            self._sent,
            self.checklist,
            self._coordinates_head,
            self._coordinates,
            self._fixes_head,
            self._fixes,
            latest,
            self._latest,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._formats.clicked.connect(self._toggle_formats)
        copy.clicked.connect(self.copy_sentence)
        self._coordinates.copied.connect(self.copied)

    def show_incident(self, incident: Incident) -> None:
        """Show an incident at the present time."""
        self._warnings.show_incident(incident)
        place = incident.place
        self._where.show_incident(incident, self._nearest(place))
        self._sent.show_incident(incident)
        self._sent_head.setVisible(bool(self._sent.words))
        self._sent.setVisible(bool(self._sent.words))
        self.checklist.show_incident(incident)
        self._coordinates_head.setVisible(place is not None)
        self._coordinates.setVisible(place is not None)
        if place is not None:
            self._coordinates.show_fix(place)
        for widget in (self._fixes_head, self._fixes):
            widget.setVisible(len(incident.sightings) > 1)
        self._fixes.show_incident(incident)
        self._latest.show_incident(incident)

    def use(self, gazetteer: Gazetteer) -> None:
        """Name the place nearest to the fix from now on, from this gazetteer."""
        self._gazetteer = gazetteer
        self._near = None

    def _nearest(self, fix: Fix | None) -> NamedPlace | None:
        if fix is None or self._gazetteer is None:
            return None
        if self._near is None or self._near[0] is not fix:
            self._near = (fix, self._gazetteer.nearest(fix.latitude, fix.longitude))
        return self._near[1]

    def copy_sentence(self) -> None:
        """Copy the location sentence as plain text."""
        self.copied.emit(self.sentence)

    @property
    def sentence(self) -> str:
        """The location sentence as plain text."""
        return self._where.sentence.whole_text

    def copy_coordinates(self) -> None:
        """Copy the coordinates as decimal degrees."""
        self._coordinates.copy()

    def _toggle_formats(self) -> None:
        self._coordinates.show_all(shown=not self._coordinates.shows_all)
        self._formats.say("Fewer formats" if self._coordinates.shows_all else "All formats")


def summary_text(incident: Incident, store: Store, zone: dt.tzinfo | None, sentence: str) -> str:
    """An incident as a few lines of plain text, with the warning that it replaces no ALI; ``sentence`` says where."""
    now = store.now()
    moment = f"{utc(now):%Y-%m-%d} {clock(now, zone)} {zone_name(now, zone)} ({utc(now):%H:%M:%S} UTC)"
    _shape, state = state_words(incident, now)
    owner = claimed_words(incident, store.operator, zone)
    said = [
        ("Incident {0}, {1}, {2}", str(incident.number), state, owner),
        ("Phone: {0}", _phone(incident)),
        ("ECC: {0}", _ecc(incident)),
        (f"{came_words(incident).capitalize()}: {{0}}", both(incident.received_at, zone)),
        ("Where: {0}", sentence),
        ("Coordinates: {0}", _coordinates(incident)),
        ("As of {0}. Supplemental, does not replace ALI.", moment),
    ]
    return "\n".join(words.format(*values) for words, *values in said if all(values))


def _phone(incident: Incident) -> str:
    return shown(incident.phone) if incident.phone else "not given"


def _ecc(incident: Incident) -> str:
    return one_line(incident.ecc) if incident.ecc else "not stated"


def _coordinates(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return ""
    written = [write(place.latitude, place.longitude, notation) for notation in (Notation.DD, Notation.USNG)]
    return " / ".join(one for one in written if one)
