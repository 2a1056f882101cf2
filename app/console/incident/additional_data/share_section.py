"""Everything that one share brought: how its feed stands, its sources' cards, and what there is not."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.remark import Remark
from app.console.controls.section_head import SectionHead
from app.console.incident.additional_data import absence
from app.console.incident.additional_data.absence import Absence, Moment
from app.console.incident.additional_data.columns import GAP, Columns
from app.console.incident.additional_data.nothing_card import NothingCard
from app.console.incident.additional_data.source_card import SourceCard
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_STRONG
from app.domain.additional_data.nothing import Nothing, why
from app.domain.incident.incident import Share
from app.domain.incident.known import Card, Known


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

    def show_share(self, share: Share, known: Known | None, moment: Moment, title: str) -> None:
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

    def _show_card(self, card: Card, known: Known | None, now: int) -> None:
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
            card.show_absence(absence.without_record(name, known.at if known else 0, self._zone))


def standing_of(share: Share, known: Known | None, moment: Moment) -> Absence | None:
    """How RAD-E stands for a share, None when all is well and the cards tell it."""
    feed = share.rad_e
    if share.phone is None and share.alert_id is None and feed.answered_at is None:
        return absence.no_number()
    if known is not None and known.unreadable_at is not None:
        return absence.unreadable(known.unreadable_at, moment.zone)
    nothing = why(feed)
    if nothing is not None:
        return absence.feed_absence(feed, moment) if known is None or nothing is not Nothing.EMPTY else None
    if feed.ending is not None:
        return absence.ended(feed, moment)
    return absence.failed(feed, moment) if feed.failing_since is not None else None
