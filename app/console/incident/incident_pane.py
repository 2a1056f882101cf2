"""The centre pane: an incident's head, tabs and foot."""

import datetime as dt
import enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.pages import Pages
from app.console.controls.surface import Surface
from app.console.incident.additional_data.additional_data import AdditionalData
from app.console.incident.foot import Foot
from app.console.incident.head import Head
from app.console.incident.raw import Raw
from app.console.incident.summary import Summary
from app.console.incident.summary_text import summary_text
from app.console.incident.tab_bar import TabBar
from app.console.incident.timeline.timeline import Timeline
from app.console.look.theme import Theme
from app.console.watch import Watch
from app.domain.incident.incident import Incident

LOW = 480
VERY_LOW = 300
"""A pane lower than this has a compact head."""


class Tab(enum.IntEnum):
    """The tabs in their order."""

    SUMMARY = 0
    ADDITIONAL_DATA = 1
    TIMELINE = 2
    RAW = 3


class IncidentPane(Surface):
    """Shows one incident; keeps nothing of it but its number.

    Signals:
        copied: text that the operator wants on the clipboard.
        close_wanted, acknowledge, take_over, hold, release, reopen: what the operator wants done with this incident.
        note_written: the text of a note.
        go_to_linked: show the incident that this one is linked to.
        do_next: do the next step of the checklist.
        step_pressed: check a step (its id), or take its check back.
    """

    copied = Signal(str)
    close_wanted = Signal()
    acknowledge = Signal()
    take_over = Signal()
    hold = Signal()
    release = Signal()
    reopen = Signal()
    note_written = Signal(str)
    go_to_linked = Signal()
    do_next = Signal()
    step_pressed = Signal(str)

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._watch = watch
        self._zone = zone
        self._incident: Incident | None = None
        self._head = Head(theme, watch, zone)
        names = "Summary", "Additional data", "Timeline", "Raw"
        self._tabs = TabBar(theme, names, (names[0], "Data", *names[2:]))
        self.summary = Summary(theme, watch, zone)
        self.additional_data = AdditionalData(theme, watch, zone)
        self.timeline = Timeline(theme, watch, zone)
        self._raw = Raw(theme, zone)
        self._foot = Foot(theme, watch)
        self._pages = Pages()
        for page in (self.summary, self.additional_data, self.timeline, self._raw):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self._tabs):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        self._connect()
        self.open_tab(Tab.SUMMARY)

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return Tab(self._pages.currentIndex())

    def show_incident(self, incident: Incident) -> None:
        """Show an incident at the present time."""
        if self._incident is None or self._incident.number != incident.number:
            self.refuse("")
        self._incident = incident
        self._head.show_incident(incident)
        self._foot.show_incident(incident)
        self._tabs.show_count(Tab.TIMELINE, str(len(incident.timeline)))
        self._count_data(incident)
        self._show_page()

    def add_to_head(self, widget: QWidget) -> None:
        """Put a control at the end of the head's first line."""
        self._head.add(widget)

    def open_tab(self, tab: Tab) -> None:
        """Show a tab."""
        self._pages.setCurrentIndex(tab)
        self._tabs.choose(tab)
        self._foot.setVisible(tab is not Tab.TIMELINE or bool(self._incident and self._incident.unacknowledged))
        self._show_page()

    def focus_page(self) -> None:
        """Give the shown page the keyboard."""
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low pane has a compact head, a very low one a folded."""
        super().resizeEvent(event)
        low, very_low = (self.height() < self._theme.px(least) for least in (LOW, VERY_LOW))
        self._head.compact(low, folded=very_low)

    def write_note(self) -> None:
        """Put the cursor into the note box."""
        self.open_tab(Tab.TIMELINE)
        self.timeline.note.field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Show why something was refused."""
        self._foot.refuse(sentence)
        self.timeline.note.refuse(sentence)

    def copy_coordinates(self) -> None:
        """Copy the coordinates as decimal degrees."""
        self.summary.copy_coordinates()

    def copy_sentence(self) -> None:
        """Copy the location sentence."""
        self.summary.copy_sentence()

    def copy_summary(self) -> None:
        """Copy the incident as a few lines of plain text."""
        if self._incident is not None:
            self.summary.show_incident(self._incident)
            self.copied.emit(summary_text(self._incident, self._watch, self._zone, self.summary.sentence))

    def _count_data(self, incident: Incident) -> None:
        self.additional_data.gathered.take(incident)
        changes, sources = self.additional_data.gathered.changes, self.additional_data.gathered.sources
        words = f"{changes} changed" if changes else str(sources or "")
        self._tabs.show_count(Tab.ADDITIONAL_DATA, words, news=changes > 0)

    def _show_page(self) -> None:
        if self._incident is None:
            return
        match self.tab:
            case Tab.SUMMARY:
                self.summary.show_incident(self._incident)
            case Tab.ADDITIONAL_DATA:
                self.additional_data.show_incident(self._incident)
            case Tab.TIMELINE:
                self.timeline.show_incident(self._incident)
            case Tab.RAW:
                self._raw.show_incident(self._incident)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(lambda place: self.open_tab(Tab(place)))
        self.summary.copied.connect(self.copied)
        self.additional_data.copied.connect(self.copied)
        self._head.copy_phone.connect(self._copy_phone)
        self._head.go_to_linked.connect(self.go_to_linked)
        self._head.close_wanted.connect(self._close_or_reopen)
        self._foot.acknowledge.connect(self.acknowledge)
        self._foot.hold.connect(self.hold)
        self._foot.release.connect(self.release)
        self._foot.take_over.connect(self.take_over)
        self._foot.reopen.connect(self.reopen)
        self._foot.note.connect(self.write_note)
        self._foot.do_next.connect(self.do_next)
        self.summary.checklist.pressed.connect(self.step_pressed)
        self.timeline.note.written.connect(self.note_written)

    def _copy_phone(self) -> None:
        if self._incident and self._incident.phone:
            self.copied.emit(self._incident.phone)

    def _close_or_reopen(self) -> None:
        if self._incident is not None:
            (self.close_wanted if self._incident.is_open else self.reopen).emit()
