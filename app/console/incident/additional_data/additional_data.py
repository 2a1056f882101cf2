"""The Additional data tab: what to show of it, every share's cards, and what is never included."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console.controls.button import Button
from app.console.controls.chip import Chip
from app.console.controls.flow import FlowLayout
from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.incident.additional_data.absence import Moment
from app.console.incident.additional_data.gathered import Gathered
from app.console.incident.additional_data.share_section import ShareSection
from app.console.keys import Act
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION
from app.console.times import both
from app.console.watch import Watch
from app.domain.additional_data.nothing import NEVER_INCLUDED
from app.domain.data_share.feed import Kind
from app.domain.incident.events import FeedFailed
from app.domain.incident.incident import Incident, Share


class AdditionalData(ScrollColumn):
    """Newest share first.

    Signals:
        copied: text for the clipboard.
        link_clicked: an address that the operator wants opened.
        picture_wanted: the box that waits for a picture.
        capture: ask RapidSOS at once.
    """

    capture = Signal()
    copied = Signal(str)
    link_clicked = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self.setAccessibleName("Additional data")
        self._theme = theme
        self._watch = watch
        self._zone = zone
        self._number: int | None = None
        self._changed_only = False
        self.gathered = Gathered()
        self._sections: dict[str, ShareSection] = {}
        self._all = Chip(theme, "All")
        self._changed = Chip(theme, "Changed")
        self._remark = PlainLabel(theme, CAPTION, "muted")
        self._never = Remark(theme)
        self._never.show_text(f"{NEVER_INCLUDED} is never included in a shared call: its absence says nothing.")
        self._ask = Button(theme, "Ask RapidSOS now", key=Act.CAPTURE, icon=Icon.ARROWS_CLOCKWISE)
        self._bar = FlowLayout(spacing=6)
        self._bar_holder = QWidget()
        self._lay_out()
        self._all.clicked.connect(lambda: self._choose(changed_only=False))
        self._changed.clicked.connect(lambda: self._choose(changed_only=True))
        self._ask.clicked.connect(self.capture)
        self._choose(changed_only=False)

    def show_incident(self, incident: Incident) -> None:
        """Show what is known of an incident's caller at the present time."""
        self.gathered.take(incident)
        if incident.number != self._number:
            self._number = incident.number
            self._choose(changed_only=False)
        self._hold_sections(incident)
        for share in incident.shares:
            moment = self._moment(incident, share)
            title = self._title(share) if len(incident.shares) > 1 else ""
            self._sections[share.share].show_share(share, self.gathered.of(share.share), moment, title)
            self._sections[share.share].filter(changed_only=self._changed_only)
        self._all.count(self.gathered.sources)
        self._changed.count(self.gathered.changes)
        self._changed.setVisible(self.gathered.changes > 0 or self._changed_only)
        self._all.setVisible(self.gathered.sources > 0)
        remark = self._remark_of(incident)
        self._remark.show_text(remark)
        self._ask.setVisible(_answers(incident))
        self._bar_holder.setVisible(bool(remark) or self.gathered.sources > 0 or _answers(incident))

    def _choose(self, *, changed_only: bool) -> None:
        self._changed_only = changed_only
        self._all.setChecked(not changed_only)
        self._changed.setChecked(changed_only)
        for section in self._sections.values():
            section.filter(changed_only=changed_only)

    def _hold_sections(self, incident: Incident) -> None:
        wanted = [share.share for share in reversed(incident.shares)]
        if wanted == list(self._sections):
            return
        for share in [one for one in self._sections if one not in wanted]:
            section = self._sections.pop(share)
            section.hide()
            section.deleteLater()
        self._sections = {share: self._sections.get(share) or self._new_section() for share in wanted}
        for place, section in enumerate(self._sections.values(), start=1):
            self.column.insertWidget(place, section)

    def _new_section(self) -> ShareSection:
        section = ShareSection(self._theme, self._zone)
        section.copied.connect(self.copied)
        section.link_clicked.connect(self.link_clicked)
        section.picture_wanted.connect(self.picture_wanted)
        return section

    def _moment(self, incident: Incident, share: Share) -> Moment:
        problems = (
            record.event.problem
            for record in reversed(incident.timeline)
            if isinstance(record.event, FeedFailed)
            and (record.event.share, record.event.feed) == (share.share, Kind.RAD_E)
        )
        return Moment(
            now=self._watch.now(),
            zone=self._zone,
            pulse=self._watch.feed(incident.number, Kind.RAD_E.value, share.share),
            untrusted_problem=next(problems, "") if share.rad_e.failing_since is not None else "",
        )

    def _title(self, share: Share) -> str:
        ecc = one_line(share.ecc) if share.ecc else "an ECC that is not stated"
        said = "Shared by {ecc}, {time}"
        return said.replace("{time}", both(share.received_at, self._zone)).replace("{ecc}", ecc)

    def _remark_of(self, incident: Incident) -> str:
        if not incident.shares:
            return "No share: this incident was opened by the center, so RapidSOS is not asked about it."
        if self.gathered.sources > 1:
            return "Sources can disagree. Look at the time on each card."
        return ""

    def _lay_out(self) -> None:
        for widget in (self._all, self._changed, self._ask, self._remark):
            self._bar.addWidget(widget)
        self._bar_holder.setLayout(self._bar)
        self.column.addWidget(self._bar_holder)
        self.column.addWidget(self._never)
        self.column.addStretch(1)


def _answers(incident: Incident) -> bool:
    """Whether any feed of an open incident may still answer."""
    feeds = (feed for share in incident.shares for feed in (share.lei, share.rad_e))
    return incident.is_open and any(feed.ending is None for feed in feeds)
