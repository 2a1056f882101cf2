"""What to do with the incident now; it never scrolls away, and a refusal stands right above it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.console.controls.button import Button, Kind
from app.console.controls.surface import Surface
from app.console.incident.offers import hold_refusal
from app.console.keys import Act
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel, set_tool_tip
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarms import needs_someone
from app.domain.incident.ringing.concerns import unhandled
from app.domain.incident.steps import open_steps

GAP, SIDE = 8, 16


class Foot(Surface):
    """One primary button, the note, and who has it.

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

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__(theme, "page", lines=("top",))
        self._watch = watch
        self._step = ""
        self._refusal = PlainLabel(theme, BODY, "p2", wraps=True)
        self._acknowledge = Button(theme, "Acknowledge", Kind.CRITICAL, key=Act.ACKNOWLEDGE)
        self._next = Button(theme, "Do next", Kind.PRIMARY, key=Act.DO_NEXT)
        self._reopen = Button(theme, "Reopen", Kind.NORMAL, key=Act.REOPEN)
        self._take_over = Button(theme, "Take over", key=Act.TAKE_OVER)
        self._hold = Button(theme, "Hold…", key=Act.HOLD)
        self._release = Button(theme, "Release", key=Act.RELEASE)
        self._note = Button(theme, "Note", key=Act.NOTE, icon=Icon.NOTE_PENCIL)
        self._lay_out()
        self._connect()
        self.refuse("")

    def show_incident(self, incident: Incident) -> None:
        """Offer what an incident allows."""
        mine = incident.owner in (None, self._watch.operator)
        waits = incident.unacknowledged or (mine and bool(unhandled(incident, self._watch.now())))
        self._acknowledge.setVisible(incident.is_open and waits)
        self._reopen.setVisible(not incident.is_open)
        self._show_next(incident)
        self._hold.setVisible(incident.is_open and incident.held_until is None and not needs_someone(incident))
        self._hold.refuse(hold_refusal(incident, self._watch.operator))
        self._release.setVisible(incident.held_until is not None)
        another = incident.owner != self._watch.operator
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
        steps = open_steps(incident, self._watch.book.checklists, self._watch.now())
        self._step = steps[0].words if steps else ""
        # Who doesn't have it takes it first: one primary button, and room for all at 1280.
        mine = incident.owner is not None and incident.owner == self._watch.operator
        self._next.setVisible(bool(steps) and mine and not incident.unacknowledged)
        self._name_next()

    def _name_next(self) -> None:
        """The words of the step, if the others keep their place beside them."""
        self._next.say(f"Do next: {self._step}")
        others = [one.sizeHint().width() + GAP for one in self._buttons if one is not self._next and not one.isHidden()]
        if sum(others) + self._next.sizeHint().width() + 2 * SIDE > self.width():
            self._next.say("Do next")
            set_tool_tip(self._next, f"{self._step}  ({self._theme.keys.shown(Act.DO_NEXT)})")

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
