"""Status messages that belong to no trigger that is known, until a person says to which."""

import collections.abc
import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.controls.card import Card
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CARD_TITLE
from app.console.times import clock
from app.domain.incident.events import StatusReceived

MOST_SHOWN = 5


class UnmatchedCard(Card):
    """The newest of them, each with a button.

    Signals:
        assigned: the operator says that a message, by its seq, belongs to the shown trigger.
    """

    assigned = Signal(int)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "p2_tint", "p2_edge")
        self._zone = zone
        self._rows: dict[int, QWidget] = {}
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._title.show_text("Messages that name no trigger we know")
        self.column.addWidget(self._title)
        self.setVisible(False)

    @property
    def seqs(self) -> tuple[int, ...]:
        """The messages that are shown."""
        return tuple(self._rows)

    def show_messages(self, messages: collections.abc.Mapping[int, StatusReceived]) -> None:
        """Show these by their seq."""
        newest = dict(sorted(messages.items(), reverse=True)[:MOST_SHOWN])
        self.setVisible(bool(newest))
        if tuple(newest) == self.seqs:
            return
        for row in self._rows.values():
            row.deleteLater()
        self._rows = {seq: self._row(seq, event) for seq, event in newest.items()}
        for row in self._rows.values():
            self.column.addWidget(row)

    def _row(self, seq: int, event: StatusReceived) -> QWidget:
        status = event.status
        told = one_line(f"{status.untrusted_verb} {status.untrusted_message}")
        name = one_line(status.alert_id or status.event_id or "")
        proof = "verified" if event.verified else "UNVERIFIED"
        words = PlainLabel(self._theme, BODY)
        words.show_text(f"{clock(event.received_at, self._zone)}  {told}  ({name}, {proof})")
        button = Button(self._theme, "Belongs to this trigger").small()
        button.setAccessibleName(f"{told}: belongs to this trigger")
        button.clicked.connect(lambda _checked=False, seq=seq: self.assigned.emit(seq))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        line.addWidget(button)
        return row
