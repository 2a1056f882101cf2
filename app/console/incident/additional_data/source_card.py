"""One source's card: head, rows in the order of its own schema, what the schema doesn't mention, and the foot."""

import datetime as dt

from PySide6.QtCore import Signal

from app.console.controls.card import Card as Plate
from app.console.controls.remark import Remark
from app.console.incident.additional_data.card_head import CardHead
from app.console.incident.additional_data.fold_button import FoldButton
from app.console.incident.additional_data.lines import Line, gone, lines
from app.console.incident.additional_data.rows import Rows
from app.console.look.theme import Theme
from app.domain.additional_data import copied
from app.domain.incident.known import Card


class SourceCard(Plate):
    """Keeps its rows, what is unfolded and loaded pictures as long as the source keeps its shape.

    Signals:
        copied: text for the clipboard.
        link_clicked: an address that the operator wants opened.
        picture_wanted: the box that waits for a picture.
    """

    copied = Signal(str)
    link_clicked = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._zone = zone
        self._card: Card | None = None
        self._head = CardHead(theme, zone)
        self._rows = Rows(theme, zone)
        self._fold: FoldButton | None = None
        self._other = Rows(theme, zone)
        self._other.hide()
        self._foot = Remark(theme)
        self._foot.setContentsMargins(14, 2, 14, 8)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        for widget in (self._head, self._rows, self._other, self._foot):
            self.column.addWidget(widget)
        self._head.copy.connect(self._copy)
        for rows in (self._rows, self._other):
            rows.copied.connect(self.copied)
            rows.link_clicked.connect(self.link_clicked)
            rows.picture_wanted.connect(self.picture_wanted)

    def show_card(self, card: Card, since: int, now: int) -> None:
        """Show a card at the present time."""
        renewed = self._card is None or self._card.source != card.source
        self._card = card
        self._head.show_card(card, since, now)
        changes = {changed.change.path: changed for changed in card.changed}
        self._rows.show_lines([*lines(card.source.fields, changes), *gone(card.changed)], now)
        self._show_other(list(lines(card.source.other, changes)), now)
        if renewed:
            self._foot.show_text(self._foot_words(card))

    @property
    def has_changes(self) -> bool:
        """Whether something in it ever changed."""
        return bool(self._card and self._card.changed)

    def _show_other(self, other: list[Line], now: int) -> None:
        """Collapsed until somebody unfolds it; counted by fields, not by headings."""
        count = sum(line.field is not None for line in other)
        if self._fold is None and other and self._card is not None:
            words = "Other data from {source}, {count} fields"
            self._fold = FoldButton(
                self._theme, words.format(count=count, source="{source}").replace("{source}", self._card.source.name)
            )
            self._fold.toggled.connect(self._other.setVisible)
            self.column.insertWidget(self.column.indexOf(self._other), self._fold)
        if self._fold is not None:
            self._fold.setVisible(bool(other))
            self._other.setVisible(bool(other) and self._fold.isChecked())
        self._other.show_lines(other, now)

    def _foot_words(self, card: Card) -> str:
        words = "Supplemental, supplied by partner. Verify."
        return f"More was sent than is shown here, see Raw. {words}" if card.source.cut else words

    def _copy(self) -> None:
        if self._card is not None:
            self.copied.emit(copied.text(self._card.source, self._card.at))
