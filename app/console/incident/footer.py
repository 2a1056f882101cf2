"""What to do with the incident now; it never scrolls away, and a refusal stands right above it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.console.shortcuts.actions import Action
from app.console.store import Store
from app.console.theme.icons import Icon
from app.console.theme.text import PlainLabel, one_line, set_tool_tip
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Surface
from app.domain.incident.alarms import needs_someone, unhandled
from app.domain.incident.handlers.incident import open_steps
from app.domain.incident.handlers.trigger import in_flight
from app.domain.incident.model import Incident


def hold_refusal(incident: Incident, operator: str | None) -> str:
    """Why an operator can't set an incident aside; empty when they can."""
    if incident.owner in (None, operator):
        return ""
    sentence = "{owner} has this incident. Take it over before you set it aside."
    return sentence.replace("{owner}", one_line(incident.owner))


def close_refusal(incident: Incident) -> str:
    """Why an incident can't be closed; empty when it can."""
    if incident.unacknowledged:
        return "Acknowledge it first: something in it nobody has seen."
    waiting = in_flight(incident) if incident.is_open else None
    return waiting.refused if waiting else ""


GAP, SIDE = 8, 16


class Footer(Surface):
    """The buttons for what can be done now: one primary, hold or release, take over, note.

    Signals:
        acknowledge: acknowledge this incident.
        do_next: do the next step of the checklist.
        note: write a note.
        reopen: open this closed incident again.
        hold, release: set it aside for some time, or end that.
        take_over: take it from the operator who has it.
    """

    acknowledge = Signal()
    do_next = Signal()
    note = Signal()
    reopen = Signal()
    take_over = Signal()
    hold = Signal()
    release = Signal()

    def __init__(self, theme: Theme, store: Store) -> None:
        super().__init__(theme, "page", lines=("top",))
        self._store = store
        self._step = ""
        self._refusal = PlainLabel(theme, BODY, "p2", wraps=True)
        self._acknowledge = Button(theme, "Acknowledge", ButtonKind.CRITICAL, key=Action.ACKNOWLEDGE)
        self._next = Button(theme, "Do next", ButtonKind.PRIMARY, key=Action.DO_NEXT)
        self._reopen = Button(theme, "Reopen", ButtonKind.NORMAL, key=Action.REOPEN)
        self._take_over = Button(theme, "Take over", key=Action.TAKE_OVER)
        self._hold = Button(theme, "Hold…", key=Action.HOLD)
        self._release = Button(theme, "Release", key=Action.RELEASE)
        self._note = Button(theme, "Note", key=Action.NOTE, icon=Icon.NOTE_PENCIL)
        self._lay_out()
        self._connect()
        self.refuse("")

    def show_incident(self, incident: Incident) -> None:
        """Offer what an incident allows."""
        mine = incident.owner in (None, self._store.operator)
        waits = incident.unacknowledged or (mine and bool(unhandled(incident, self._store.now())))
        self._acknowledge.setVisible(incident.is_open and waits)
        self._reopen.setVisible(not incident.is_open)
        self._show_next(incident)
        self._hold.setVisible(incident.is_open and incident.held_until is None and not needs_someone(incident))
        self._hold.refuse(hold_refusal(incident, self._store.operator))
        self._release.setVisible(incident.held_until is not None)
        another = incident.owner != self._store.operator
        # Acknowledging takes what nobody has: a second button for it would say the same, and there is no room at 1280.
        self._take_over.setVisible(incident.is_open and another and not waits)
        self._take_over.say("Take over" if incident.owner is not None else "Take it")

    def refuse(self, sentence: str) -> None:
        """Show why something was refused, until the next act."""
        self._refusal.show_text(sentence)
        self._refusal.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the next step while there is room for its words."""
        super().resizeEvent(event)
        self._name_next()

    def _show_next(self, incident: Incident) -> None:
        steps = open_steps(incident, self._store.book.checklists, self._store.now())
        self._step = steps[0].words if steps else ""
        # Who doesn't have it takes it first: one primary button, and room for all at 1280.
        mine = incident.owner is not None and incident.owner == self._store.operator
        self._next.setVisible(bool(steps) and mine and not incident.unacknowledged)
        self._name_next()

    def _name_next(self) -> None:
        """The words of the step, if the others keep their place beside them."""
        self._next.say(f"Do next: {self._step}")
        others = [one.sizeHint().width() + GAP for one in self._buttons if one is not self._next and not one.isHidden()]
        if sum(others) + self._next.sizeHint().width() + 2 * SIDE > self.width():
            self._next.say("Do next")
            set_tool_tip(self._next, f"{self._step}  ({self._theme.keys.shown(Action.DO_NEXT)})")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in self._buttons:
            row.addWidget(button, 3 if button in (self._acknowledge, self._next) else 0)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 9, SIDE, 8)
        column.setSpacing(6)
        column.addWidget(self._refusal)
        column.addLayout(row)

    def _connect(self) -> None:
        wanted = (
            self.acknowledge,
            self.do_next,
            self.reopen,
            self.take_over,
            self.note,
            self.hold,
            self.release,
        )
        for button, signal in zip(self._buttons, wanted, strict=True):
            button.clicked.connect(signal)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (
            self._acknowledge,
            self._next,
            self._reopen,
            self._take_over,
            self._note,
            self._hold,
            self._release,
        )
