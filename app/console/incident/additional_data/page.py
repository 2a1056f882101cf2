"""The Additional data tab: what to show of it, every share's cards, and what is never included."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.incident.additional_data import text
from app.console.incident.additional_data.card import NothingCard, SourceCard
from app.console.incident.additional_data.text import Absence, AbsenceContext
from app.console.shortcuts.actions import Action
from app.console.store import Store
from app.console.theme.icons import Icon
from app.console.theme.text import PlainLabel, both, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG
from app.console.widgets.buttons import Button, Chip
from app.console.widgets.containers import FlowLayout, ScrollColumn, SectionHead
from app.console.widgets.text import Remark
from app.domain.additional_data.history import Known, KnownSource, after
from app.domain.additional_data.reader import read_json
from app.domain.additional_data.values import NEVER_INCLUDED, Nothing, why
from app.domain.data_share.feed import FeedKind
from app.domain.incident.events import AdditionalDataReceived, FeedFailed
from app.domain.incident.model import Incident, Share


class Gathered:
    """The cards of one incident; another incident begins anew, for its answers stand in its timeline."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._seq = 0
        self._known: dict[str, Known] = {}

    def take(self, incident: Incident) -> None:
        """Read the answers that are new."""
        if incident.number != self._number:
            self._number, self._seq, self._known = incident.number, 0, {}
        fresh = []
        for record in reversed(incident.timeline):
            if record.seq <= self._seq:
                break
            fresh.append(record)
        for record in reversed(fresh):
            if isinstance(record.event, AdditionalDataReceived):
                share = record.event.share
                display = read_json(record.event.untrusted_answer)
                self._known[share] = after(self._known.get(share), display, record.at)
        self._seq = incident.last_seq

    def of(self, share: str) -> Known | None:
        """What a share's answers have told, None when none came."""
        return self._known.get(share)

    @property
    def sources(self) -> int:
        """How many sources have a card."""
        return sum(len(known.cards) for known in self._known.values())

    @property
    def changes(self) -> int:
        """How many fields have changed since they first came."""
        return sum(len(card.changed) for known in self._known.values() for card in known.cards)


GAP = 10
TWO_FROM = 760
"""At 100 % text; below it a value would have no room beside its label."""


class Columns(QWidget):
    """Takes the cards in their order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: list[QWidget] = []
        self._wide = False
        self._columns = (QVBoxLayout(), QVBoxLayout())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for column in self._columns:
            column.setSpacing(GAP)
            row.addLayout(column, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._arrange)

    def hold(self, cards: list[QWidget]) -> None:
        """Hold these cards; those that it does not hold any more are deleted."""
        if cards == self._cards:
            return
        for card in self._cards:
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = cards
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A second column when there is room for it."""
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(TWO_FROM)
        if wide != self._wide:
            self._wide = wide
            self._arrange()

    def _arrange(self) -> None:
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        heights = [0, 0]
        room = max((self.width() - GAP) // 2, 100)
        for card in self._cards:
            place = 1 if self._wide and heights[1] < heights[0] else 0
            self._columns[place].addWidget(card)
            heights[place] += card.heightForWidth(room) if card.hasHeightForWidth() else card.sizeHint().height()
        if self._wide:
            for column in self._columns:
                column.addStretch(1)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(1, int(self._wide))
            row.setSpacing(GAP if self._wide else 0)


class ShareSection(QWidget):
    """Cards of a share.

    Signals:
        copied: text for the clipboard.
        link_clicked: an address that the operator wants opened.
        picture_wanted: the box that waits for a picture.
    """

    copied = Signal(str)
    link_clicked = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._sources: dict[str, SourceCard] = {}
        self._absences: list[NothingCard] = []
        self._title = Remark(theme, CAPTION_STRONG, "text")
        self._standing = NothingCard(theme)
        self._cards = Columns(theme)
        self._nothing_head = SectionHead(theme, "Without data")
        self._nothing = Columns(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self._title, self._standing, self._cards, self._nothing_head, self._nothing):
            column.addWidget(widget)

    def show_share(self, share: Share, known: Known | None, moment: AbsenceContext, title: str) -> None:
        """Show a share at the present time; the title is empty when it is the only one."""
        self._title.show_text(title)
        self._title.setVisible(bool(title))
        standing = standing_of(share, known, moment)
        self._standing.setVisible(standing is not None)
        if standing is not None:
            self._standing.show_absence(standing)
        self._show_cards(known, moment.now)
        self._show_absences(known)

    def filter(self, *, changed_only: bool) -> None:
        """Show all cards, or only those with changes."""
        for card in self._sources.values():
            card.setVisible(card.has_changes or not changed_only)
        self._nothing.setVisible(bool(self._absences) and not changed_only)
        self._nothing_head.setVisible(bool(self._absences) and not changed_only)

    def _show_cards(self, known: Known | None, now: int) -> None:
        cards = () if known is None else known.cards
        before, self._sources = self._sources, {}
        for card in cards:
            self._sources[card.source.key] = before.get(card.source.key) or self._new_card()
        self._cards.hold(list(self._sources.values()))
        for card in cards:
            self._show_card(card, known, now)
        self._cards.setVisible(bool(cards))

    def _show_card(self, card: KnownSource, known: Known | None, now: int) -> None:
        self._sources[card.source.key].show_card(card, known.since if known else card.at, now)

    def _new_card(self) -> SourceCard:
        card = SourceCard(self._theme, self._zone)
        card.copied.connect(self.copied)
        card.link_clicked.connect(self.link_clicked)
        card.picture_wanted.connect(self.picture_wanted)
        return card

    def _show_absences(self, known: Known | None) -> None:
        names = () if known is None else known.display.without_record
        if len(names) != len(self._absences):
            self._absences = [NothingCard(self._theme) for _ in names]
            self._nothing.hold(list(self._absences))
        for card, name in zip(self._absences, names, strict=True):
            card.show_absence(text.without_record(name, known.at if known else 0, self._zone))


def standing_of(share: Share, known: Known | None, moment: AbsenceContext) -> Absence | None:
    """How RAD-E stands for a share, None when all is well and the cards tell it."""
    feed = share.rad_e
    if share.phone is None and share.alert_id is None and feed.answered_at is None:
        return text.no_number()
    if known is not None and known.unreadable_at is not None:
        return text.unreadable(known.unreadable_at, moment.zone)
    nothing = why(feed)
    if nothing is not None:
        return text.feed_absence(feed, moment) if known is None or nothing is not Nothing.EMPTY else None
    if feed.ending is not None:
        return text.ended(feed, moment)
    return text.failed(feed, moment) if feed.failing_since is not None else None


class AdditionalDataPage(ScrollColumn):
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

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self.setAccessibleName("Additional data")
        self._theme = theme
        self._store = store
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
        self._ask = Button(theme, "Ask RapidSOS now", key=Action.CAPTURE, icon=Icon.ARROWS_CLOCKWISE)
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

    def _moment(self, incident: Incident, share: Share) -> AbsenceContext:
        problems = (
            record.event.problem
            for record in reversed(incident.timeline)
            if isinstance(record.event, FeedFailed)
            and (record.event.share, record.event.feed) == (share.share, FeedKind.RAD_E)
        )
        return AbsenceContext(
            now=self._store.now(),
            zone=self._zone,
            pulse=self._store.feed(incident.number, FeedKind.RAD_E.value, share.share),
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
