"""What became of a trigger: its line, its messages and ids, and, where the outcome is not accepted, what to do."""

import datetime as dt

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.console.station.commands import TriggerCommands
from app.console.store import Store
from app.console.theme.text import clock, one_line
from app.console.theme.theme import Theme
from app.console.trigger.definitions import DefinitionFiles
from app.console.trigger.progress_cards import (
    AgainCard,
    IdsCard,
    MessagesCard,
    OutcomeBar,
    SettleCard,
    StepsCard,
    UnmatchedCard,
    message_rows,
)
from app.console.trigger.stepper import StepperLine
from app.console.trigger.text import node_words, outcome_said, said
from app.console.widgets.containers import ScrollColumn, SectionHead, Surface
from app.domain.callflow.agency import Agency
from app.domain.callflow.definition import Definition
from app.domain.callflow.outcome import Refused, Unknown, is_quote, next_steps, what_happened
from app.domain.callflow.progress import stepper
from app.domain.callflow.trigger import Trigger, TriggerStage, may_send_again_as_new
from app.domain.incident.commands import AssignStatus, Command, SettleTrigger
from app.domain.incident.events import StatusReceived
from app.domain.incident.model import Incident

WIDE = 900


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page shows of a trigger."""

    incident: Incident
    trigger: Trigger
    definition: Definition | None
    """None when its file is gone; then only what RapidSOS reported is drawn."""
    agency: Agency | None
    unmatched: dict[int, StatusReceived]
    now: int


class ProgressPage(Surface):
    """Shows one trigger; every act goes out as a signal.

    Signals:
        acknowledge: the operator has heard the alarm.
        settled: whether an unknown trigger started.
        again: open the form again, as a new trigger.
        assigned: the seq of an unmatched message that belongs to this trigger.
        copied: an id for the clipboard.
    """

    acknowledge = Signal()
    settled = Signal(bool)
    again = Signal()
    assigned = Signal(int)
    copied = Signal(str)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._zone = zone
        self.bar = OutcomeBar(theme)
        self.line = StepperLine(theme)
        self.messages = MessagesCard(theme, zone)
        self.ids = IdsCard(theme)
        self.steps = StepsCard(theme)
        self.settle = SettleCard(theme)
        self.again_card = AgainCard(theme)
        self.unmatched = UnmatchedCard(theme, zone)
        self._work = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._proof = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.bar.acknowledge.connect(self.acknowledge)
        self.settle.settled.connect(self.settled)
        self.again_card.wanted.connect(self.again)
        self.unmatched.assigned.connect(self.assigned)
        self.ids.copied.connect(self.copied)

    def show_progress(self, progress: Progress) -> None:
        """Show a trigger at a moment."""
        trigger = progress.trigger
        milestones = progress.definition.milestones if progress.definition else ()
        mine = [one.report for one in progress.incident.reports if one.trigger == trigger.id]
        line = stepper(trigger, milestones, mine)
        self.line.show_nodes([node_words(node, trigger, progress.now, self._zone) for node in line.nodes], progress.now)
        self.messages.show_rows(message_rows(trigger, line.messages))
        self.ids.show_trigger(trigger)
        self.unmatched.show_messages(progress.unmatched)
        self._show_outcome(progress, seen_started=line.seen_started)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards stand side by side when there is room."""
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(WIDE)
        for row in (self._work, self._proof):
            row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _show_outcome(self, progress: Progress, *, seen_started: bool) -> None:
        trigger, outcome = progress.trigger, progress.trigger.outcome
        unknown = isinstance(outcome, Unknown)
        self.settle.setVisible(unknown)
        for card in (self.steps, self.again_card):
            card.setVisible(isinstance(outcome, Unknown | Refused))
        if not isinstance(outcome, Unknown | Refused):
            self.bar.say("", "", critical=True, rings=False)
            return
        self.bar.say(
            self._headline(trigger, seen_started=seen_started),
            self._fact(outcome, trigger),
            critical=trigger.stage is TriggerStage.UNKNOWN,
            started=trigger.settled is not None and trigger.settled.started,
            rings=progress.incident.unacknowledged,
        )
        title = "Find out" if unknown else "What to do now"
        self.steps.show_steps(title, next_steps(outcome, progress.agency, trigger.confirmed.phone))
        self.settle.show_word(self._said_before(trigger))
        self.again_card.show_state(unknown=unknown, open_now=may_send_again_as_new(trigger))

    def _headline(self, trigger: Trigger, *, seen_started: bool) -> str:
        if isinstance(trigger.outcome, Refused):
            return "REFUSED. Nothing was started, as far as RapidSOS says."
        if trigger.settled is not None:
            return self._said_before(trigger)
        if seen_started:
            return "OUTCOME UNKNOWN, but a verified message came: it did start. Say so below."
        return "OUTCOME UNKNOWN. It may have started. Treat the caller as possibly being called now."

    def _fact(self, outcome: Refused | Unknown, trigger: Trigger) -> str:
        words = one_line(outcome_said(trigger))
        told = (f"RapidSOS says: “{words}”" if is_quote(outcome) else f"{words}.") if words else ""
        never = "Nothing was sent again, and nothing will be." if isinstance(outcome, Unknown) else ""
        return " ".join(part for part in (said(what_happened(outcome)), told, never) if part)

    def _said_before(self, trigger: Trigger) -> str:
        if trigger.settled is None or trigger.settled_at is None:
            return ""
        words = "It started" if trigger.settled.started else "It did not start"
        by, at = one_line(trigger.settled_by or ""), clock(trigger.settled_at, self._zone)
        return f"{words}, said {by} at {at}. It may be corrected."

    def _lay_out(self) -> None:
        content = ScrollColumn(self._theme, (16, 12, 16, 12))
        content.setAccessibleName("Progress of the trigger")
        for card, stretch in ((self.steps, 5), (self.settle, 4), (self.again_card, 3)):
            self._work.addWidget(card, stretch)
        told = self._section("Messages, in their own words", self.messages)
        for widget, stretch in ((told, 2), (self._section("Ids", self.ids), 1)):
            self._proof.addWidget(widget, stretch)
        for row in (self._work, self._proof):
            row.setSpacing(12)
        content.column.addWidget(self.line)
        content.column.addLayout(self._work)
        content.column.addWidget(self.unmatched)
        content.column.addLayout(self._proof)
        content.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(content, 1)

    def _section(self, title: str, card: QWidget) -> QWidget:
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionHead(self._theme, title))
        column.addWidget(card)
        column.addStretch(1)
        return section


class ProgressController(QObject):
    """Between the progress page and the station.

    Signals:
        again: the operator wants to send a trigger again as new.
    """

    again = Signal(object)

    def __init__(self, page: ProgressPage, watch: Store, commands: TriggerCommands, library: DefinitionFiles) -> None:
        super().__init__(page)
        self._page = page
        self._watch = watch
        self._commands = commands
        self._library = library
        self._number: int | None = None
        self._id: str | None = None
        page.settled.connect(self._settle)
        page.assigned.connect(self._assign)
        page.again.connect(self._send_again)
        commands.refused.connect(self._refused)

    @property
    def incident(self) -> Incident | None:
        """The incident whose trigger is shown."""
        return self._watch.incident(self._number)

    @property
    def trigger(self) -> Trigger | None:
        """The trigger that is shown: the chosen one, else one that needs a person, else the newest."""
        incident = self.incident
        if incident is None or not incident.triggers:
            return None
        chosen = next((one for one in incident.triggers if one.id == self._id), None)
        return chosen or next(iter(incident.unknown_triggers), incident.triggers[-1])

    def show(self, number: int | None, trigger: str | None = None) -> bool:
        """Show an incident's trigger; False when it has none."""
        self._number, self._id = number, trigger
        self._page.settle.refuse("")
        self._page.settle.start_anew()
        self.refresh()
        return self.trigger is not None

    def refresh(self) -> None:
        """Show it as it stands now."""
        incident, trigger = self.incident, self.trigger
        if incident is None or trigger is None:
            return
        self._page.show_progress(
            Progress(
                incident=incident,
                trigger=trigger,
                definition=self._library.definitions.get(trigger.confirmed.file),
                agency=self._library.agency(incident.ecc),
                unmatched=self._watch.book.unplaceable,
                now=self._watch.now(),
            )
        )

    def _settle(self, started: bool) -> None:
        incident, trigger = self.incident, self.trigger
        if incident is not None and trigger is not None:
            self._page.settle.refuse("")
            self._commands.settle(incident.number, trigger.id, started=started)

    def _assign(self, status: int) -> None:
        incident, trigger = self.incident, self.trigger
        if incident is not None and trigger is not None:
            self._commands.assign(incident.number, trigger.id, status)

    def _send_again(self) -> None:
        if self.trigger is not None:
            self.again.emit(self.trigger)

    def _refused(self, command: Command, sentence: str) -> None:
        if isinstance(command, SettleTrigger | AssignStatus):
            self._page.settle.refuse(sentence)
