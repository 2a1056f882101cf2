"""The Summary tab: what is odd, where they are, what to do, coordinates, the latest lines."""

import datetime as dt

from PySide6.QtCore import Signal

from app.console.controls.button import Button, Kind
from app.console.controls.scroll_column import ScrollColumn
from app.console.controls.section_head import SectionHead
from app.console.incident.checklist.checklist_card import ChecklistCard
from app.console.incident.place.coordinates_card import CoordinatesCard
from app.console.incident.place.fix_history import FixHistory
from app.console.incident.place.where_card import WhereCard
from app.console.incident.timeline.latest import Latest
from app.console.incident.warnings_card import WarningsCard
from app.console.look.icons import Icon
from app.console.look.theme import Theme
from app.console.map.gazetteer import Gazetteer
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.location.fix import Fix
from app.domain.location.sentence import Place


class Summary(ScrollColumn):
    """Scrolls; what must be done stands below it and does not.

    Signals:
        copied: text that the operator wants on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self.setAccessibleName("Summary")
        self._gazetteer: Gazetteer | None = None
        self._near: tuple[Fix, Place | None] | None = None
        self._warnings = WarningsCard(theme)
        self._where = WhereCard(theme, watch)
        self.checklist = ChecklistCard(theme, watch, zone)
        self._coordinates = CoordinatesCard(theme)
        self._latest = Latest(theme, zone)
        self._formats = Button(theme, "All formats", Kind.QUIET, icon=Icon.CARET_DOWN).small()
        self._coordinates_head = SectionHead(theme, "Coordinates")
        self._coordinates_head.add(self._formats)
        where = SectionHead(theme, "Where", "Supplemental, does not replace ALI")
        copy = Button(theme, "Copy sentence", Kind.QUIET, icon=Icon.COPY).small()
        where.add(copy)
        self._fixes_head = SectionHead(theme, "Fixes")
        self._fixes = FixHistory(theme, zone)
        latest = SectionHead(theme, "Latest")
        for widget in (
            self._warnings,
            where,
            self._where,
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
        """Name the nearest place from now on."""
        self._gazetteer = gazetteer
        self._near = None

    def _nearest(self, fix: Fix | None) -> Place | None:
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
