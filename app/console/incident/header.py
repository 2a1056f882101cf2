"""The incident's head: state, phone, ECC, clocks, and what can be done with it as a whole."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.incident.clocks import ClocksCard
from app.console.incident.footer import close_refusal
from app.console.queue.row import held_words, reason, shape_of
from app.console.shortcuts.actions import Action
from app.console.store import Store
from app.console.theme.icons import Icon, Shape
from app.console.theme.text import PlainLabel, both, clock, one_line, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, HERO
from app.console.widgets.buttons import Button, ButtonKind, StateChip
from app.console.widgets.containers import Surface
from app.domain.incident.alarms import RAISE_MS, priority, rings_for_trigger
from app.domain.incident.model import Incident
from app.domain.location.phone import shown
from app.export.event_text import disposition


def state_words(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> tuple[Shape, str]:
    """Shape and words of the state at ``now``."""
    if not incident.is_open:
        return Shape.SEEN, "closed"
    if incident.unknown_triggers:
        return Shape.P1, "P1 outcome unknown"
    if rings_for_trigger(incident):
        return Shape.P1, "P1 trigger not acknowledged"
    if incident.unacknowledged:
        again = incident.acknowledged_at is not None
        return Shape.P1, "P1 shared again" if again else "P1 new"
    why = reason(incident, now)
    rank = priority(incident, now, raise_ms)
    held = held_words(incident, now)
    if held and not why:
        return shape_of(incident, now, raise_ms), f"{rank.name} {held[:1].lower()}{held[1:]}"
    said = f"{rank.name} {why}" if why else f"{rank.name} open"
    return shape_of(incident, now, raise_ms), said


def came_words(incident: Incident) -> str:
    """How an incident came to be: only what has a share was shared."""
    if incident.shares:
        return "shared"
    return "opened by this center" if incident.origin == "center" else "taken over"


def claimed_words(incident: Incident, operator: str | None, zone: dt.tzinfo | None) -> str:
    """``1044 · claimed by you 14:28:55, in 0:07`` (after the receipt)."""
    number = str(incident.number)
    if not incident.is_open and incident.closed_at is not None:
        said = "{reason}, {time}"
        return f"{number} · " + said.format(
            reason=disposition(incident.close_reason or ""), time=clock(incident.closed_at, zone)
        )
    if incident.handed_over_by is not None:
        said = "handed over by {who}, nobody has it"
        return f"{number} · " + said.replace("{who}", one_line(incident.handed_over_by))
    if incident.owner is None:
        return f"{number} · " + "nobody has it yet"
    who = "you" if incident.owner == operator else one_line(incident.owner)
    if incident.acknowledged_at is None or incident.owned_at not in (None, incident.acknowledged_at):
        # Nothing rang, or somebody else acknowledged it first: how fast says nothing of the present owner.
        owned = "claimed by {who} {time}"
        return f"{number} · " + owned.format(who=who, time=clock(incident.owned_at or incident.opened_at, zone))
    said = "claimed by {who} {time}, in {after}"
    first = incident.shares[0].received_at if incident.shares else incident.opened_at
    after = span(incident.acknowledged_at - first)
    return f"{number} · " + said.format(who=who, time=clock(incident.acknowledged_at, zone), after=after)


WIDE = 960
LEAST = 400
"""Below this, at large text in a small window, the first line has room for state and Close only."""
ROOMY = 600
"""From here on the ECC stands beside the phone, from ``WIDE`` on the clocks do."""


class Header(Surface):
    """State, owner, phone, ECC and clocks of the shown incident; it never scrolls away.

    Signals:
        copy_phone: the operator wants the number on the clipboard.
        go_to_linked: show the incident that this one is linked to.
        close_wanted: close the incident, or reopen it when it is closed.
    """

    copy_phone = Signal()
    close_wanted = Signal()
    go_to_linked = Signal()

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._store = store
        self._zone = zone
        self._state = StateChip(theme)
        self._claimed = PlainLabel(theme, CAPTION, "muted")
        self._phone = PlainLabel(theme, HERO)
        self._ecc = PlainLabel(theme, BODY_STRONG)
        self._shared = PlainLabel(theme, CAPTION, "muted")
        self._copy = Button(theme, "Copy phone number", ButtonKind.QUIET, icon=Icon.COPY).icon_only()
        self._close = Button(theme, "Close…", key=Action.CLOSE)
        self._linked = Button(theme, "", ButtonKind.QUIET, icon=Icon.GIT_BRANCH, key=Action.GO_TO_LINKED).small()
        self._clocks = ClocksCard(theme, store)
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
        self._state.show_state(*state_words(incident, self._store.now(), self._store.raise_ms))
        self._claimed.show_text(claimed_words(incident, self._store.operator, self._zone))
        self._phone.show_text(shown(incident.phone) if incident.phone else "No phone number")
        self._copy.setVisible(incident.phone is not None)
        no_ecc = "ECC not stated" if incident.shares else "No share of an ECC"
        self._ecc.show_text(one_line(incident.ecc) if incident.ecc else no_ecc)
        self._shared.show_text(f"{came_words(incident)} {both(incident.received_at, self._zone)}")
        self._close.means(Action.CLOSE if incident.is_open else Action.REOPEN)
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
        # However long an ECC calls itself, the number is never cut: it is what an operator dials.
        self._phone.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
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
