"""The incident's head: state, phone, ECC, clocks, and what can be done with it as a whole."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.state_chip import StateChip
from app.console.controls.surface import Surface
from app.console.incident.clocks_card import ClocksCard
from app.console.incident.offers import close_refusal
from app.console.incident.state_words import claimed_words, state_words
from app.console.keys import Act
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_STRONG, CAPTION, HERO
from app.console.times import both
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.location.phone import shown

WIDE = 960
LEAST = 400
"""Below this, at large text in a small window, the first line has room for state and Close only."""
ROOMY = 600
"""From here on the ECC stands beside the phone, from ``WIDE`` on the clocks do."""


class Head(Surface):
    """Never scrolls away.

    Signals:
        copy_phone: the operator wants the number on the clipboard.
        go_to_linked: show the incident that this one is linked to.
        close_wanted: close the incident, or reopen it when it is closed.
    """

    copy_phone = Signal()
    close_wanted = Signal()
    go_to_linked = Signal()

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._watch = watch
        self._zone = zone
        self._state = StateChip(theme)
        self._claimed = PlainLabel(theme, CAPTION, "muted")
        self._phone = PlainLabel(theme, HERO)
        self._ecc = PlainLabel(theme, BODY_STRONG)
        self._shared = PlainLabel(theme, CAPTION, "muted")
        self._copy = Button(theme, "Copy phone number", Kind.QUIET, icon=Icon.COPY).icon_only()
        self._close = Button(theme, "Close…", key=Act.CLOSE)
        self._linked = Button(theme, "", Kind.QUIET, icon=Icon.GIT_BRANCH, key=Act.GO_TO_LINKED).small()
        self._clocks = ClocksCard(theme, watch)
        self._extras = QWidget()
        self._added = QHBoxLayout(self._extras)
        self._added.setContentsMargins(0, 0, 0, 0)
        self._caller = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._copy.clicked.connect(self.copy_phone)
        self._close.clicked.connect(self.close_wanted)
        self._linked.clicked.connect(self.go_to_linked)

    def show_incident(self, incident: Incident) -> None:
        """Show an incident at the present time."""
        self._state.show_state(*state_words(incident, self._watch.now(), self._watch.raise_ms))
        self._claimed.show_text(claimed_words(incident, self._watch.operator, self._zone))
        self._phone.show_text(shown(incident.phone) if incident.phone else "No phone number")
        self._copy.setVisible(incident.phone is not None)
        self._ecc.show_text(one_line(incident.ecc) if incident.ecc else "ECC not stated")
        self._shared.show_text(f"shared {both(incident.received_at, self._zone)}")
        self._close.means(Act.CLOSE if incident.is_open else Act.REOPEN)
        self._close.say("Close…" if incident.is_open else "Reopen")
        self._close.refuse(close_refusal(incident))
        self._clocks.show_incident(incident)
        self._linked.setVisible(bool(incident.related))
        self._linked.say(self._linked_words(incident.related))

    def _linked_words(self, related: tuple[int, ...]) -> str:
        """The newest link by its number, the others counted."""
        if len(related) <= 1:
            return "Linked to {number}".format(number=related[-1] if related else "")
        return f"Linked to {related[-1]} and {len(related) - 1} more"

    def add(self, widget: QWidget) -> None:
        """Put a control at the end of the first line; without room for it the key and the menu are left."""
        self._added.addWidget(widget)

    def compact(self, compact: bool, *, folded: bool = False) -> None:
        """In a low pane the times of the share stand in the timeline only; under an alarm the clocks are one line."""
        self._shared.setVisible(not compact)
        self._clocks.compact(compact, folded=folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put phone and clocks side by side when there is room."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._extras.setVisible(self.width() >= self._theme.px(LEAST))
        wide = self.width() >= self._theme.px(WIDE)
        beside = not wide and self.width() >= self._theme.px(ROOMY)
        self._body.setDirection(across if wide else down)
        self._caller.setDirection(across if beside else down)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        for label in (self._ecc, self._shared):
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(10)
        state.addWidget(self._state)
        state.addWidget(self._claimed)
        state.addStretch(1)
        state.addWidget(self._close)
        state.addWidget(self._extras)
        phone = QHBoxLayout()
        phone.setSpacing(10)
        phone.addWidget(self._phone)
        phone.addWidget(self._copy)
        phone.addStretch(1)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._ecc)
        who.addWidget(self._shared)
        self._caller.setSpacing(2)
        self._caller.addLayout(phone)
        self._caller.addLayout(who)
        self._body.setSpacing(10)
        self._body.addLayout(self._caller, 1)
        self._body.addWidget(self._clocks, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(6)
        column.addLayout(state)
        column.addLayout(self._body)
        column.addWidget(self._linked, 0, Qt.AlignmentFlag.AlignLeft)
