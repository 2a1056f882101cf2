"""Carries out the actions about incidents: asks what is missing, sends the command, and shows why one was refused."""

import typing

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from app.console.incident.additional_data.links import Browsing
from app.console.incident.checklist import StepDialog
from app.console.incident.dialogs import CloseDialog, HoldDialog
from app.console.incident.footer import close_refusal, hold_refusal
from app.console.incident.pane import Tab
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommand, IncidentCommands
from app.console.store import Store
from app.console.window.panes import Pane
from app.console.window.window import MainWindow
from app.domain.checklist import ChecklistAction, ChecklistStep
from app.domain.data_share.feed import FeedKind
from app.domain.incident.commands import AddNote, new_id
from app.domain.incident.handlers.incident import open_steps, standing
from app.domain.incident.model import Incident

if typing.TYPE_CHECKING:
    from app.console.drafts import Drafts

SAVE_MS = 1_000
UNANSWERED = "The station did not answer. Whether it happened shows in the timeline when it is back."


class IncidentController(QObject):
    """Every action about the shown incident, but for its checklist, links and handing over."""

    def __init__(self, window: MainWindow, watch: Store, commands: IncidentCommands, drafts: "Drafts") -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.centre.incident
        self._watch = watch
        self._commands = commands
        self._drafts = drafts
        self._browsing = Browsing(window, window.theme)
        self._notes: dict[int, list[AddNote]] = {}
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_MS)
        self._save.timeout.connect(drafts.save)
        self._connect_actions()
        self._connect_signals()

    def take_next(self) -> None:
        """Acknowledge the most urgent and open it."""
        number = self._commands.next_ringing()
        if number is not None:
            self._window.queue.view.select(number)
            self._commands.acknowledge(number)
            self._pane.open_tab(Tab.SUMMARY)
            if Pane.QUEUE not in self._window.panes.out:
                self._window.queue.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def acknowledge(self) -> None:
        """Acknowledge the selected one."""
        if self._window.number is not None:
            self._commands.acknowledge(self._window.number)

    def close(self) -> None:
        """Ask for the disposition, then close."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.is_open:
            return
        if reason := close_refusal(incident):
            self._refused(incident.number, reason)
            return
        left = open_steps(incident, self._watch.book.checklists, self._watch.now())
        dialog = CloseDialog(self._window, self._window.theme, incident, left)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.decided.connect(lambda code, words: self._commands.close(incident.number, code, words))
        dialog.open()

    def reopen(self) -> None:
        """Open the shown incident again if it is closed."""
        incident = self._watch.incident(self._window.number)
        if incident is not None and not incident.is_open:
            self._commands.reopen(incident.number)

    def hold(self) -> None:
        """Ask for how long, then set the shown incident aside."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.is_open:
            return
        if reason := hold_refusal(incident, self._watch.operator):
            self._refused(incident.number, reason)
            return
        dialog = HoldDialog(self._window, self._window.theme, incident)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.decided.connect(lambda for_ms: self._commands.hold(incident.number, for_ms))
        dialog.open()

    def release(self) -> None:
        """End the shown incident's hold."""
        if self._window.number is not None:
            self._commands.release(self._window.number)

    def take_over(self) -> None:
        """Take the shown incident from the operator who has it, or from the floor."""
        incident = self._watch.incident(self._window.number)
        if incident is None:
            return
        if incident.owner is None:
            self._commands.acknowledge(incident.number)
        else:
            self._commands.take_over(incident.number, incident.owner)

    def capture(self, feed: FeedKind | None = None) -> None:
        """Ask RapidSOS about the shown incident at once: one feed, or both when none is named."""
        if self._window.number is not None:
            self._commands.capture(self._window.number, feed)

    def write_note(self) -> None:
        """Go to the note box of the shown incident."""
        if self._window.number is not None:
            self._window.panes.bring(Pane.INCIDENT)
            self._pane.write_note()

    def restore_draft(self) -> None:
        """Put the shown incident's draft into its note box."""
        self._pane.timeline.note.restore(self._drafts.text(self._window.number))

    def _add_note(self, text: str) -> None:
        """Queue a note and empty the box at once: what is typed next is never wiped by an answer.

        An incident's notes are sent one after the other, so that they stand in the timeline as they were written.
        """
        number = self._window.number
        if number is None:
            return
        waiting = self._notes.setdefault(number, [])
        waiting.append(AddNote(id=new_id(), incident=number, text=text))
        self._pane.timeline.note.clear()
        self._hold(number)
        if len(waiting) == 1:
            self._commands.send(waiting[0])

    def _hold(self, number: int) -> None:
        self._drafts.hold(number, tuple(note.text for note in self._notes.get(number, ())))
        self._save.start()

    def _draft_changed(self, text: str) -> None:
        if self._window.number is not None:
            self._drafts.put(self._window.number, text)
            self._save.start()

    def _not_done(self, command: IncidentCommand, sentence: str) -> None:
        if self._is_next_note(command):
            self._give_back(command.incident)
        self._refused(command.incident, sentence)

    def _is_next_note(self, command: IncidentCommand) -> bool:
        return any(note.id == command.id for note in self._notes.get(command.incident, ())[:1])

    def _give_back(self, number: int) -> None:
        """Put what was not added back into the box, before what has been typed since."""
        texts = [note.text for note in self._notes.pop(number)]
        self._hold(number)
        self._drafts.put(number, "\n".join([*texts, *filter(None, [self._drafts.text(number)])]))
        if number == self._window.number:
            self.restore_draft()

    def _refused(self, number: int, sentence: str) -> None:
        if number == self._window.number:
            self._pane.refuse(sentence)

    def _done(self, command: IncidentCommand) -> None:
        if self._is_next_note(command):
            waiting = self._notes[command.incident]
            del waiting[0]
            self._hold(command.incident)
            if waiting:
                self._commands.send(waiting[0])
        self._pane.refuse("")

    def _selected(self, _number: int) -> None:
        self._pane.refuse("")
        self.restore_draft()

    def _open_tab(self, tab: Tab) -> None:
        self._window.panes.bring(Pane.INCIDENT)
        self._pane.open_tab(tab)
        self._pane.focus_page()

    def _search(self) -> None:
        self._window.panes.bring(Pane.QUEUE)
        self._window.queue.search()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _connect_actions(self) -> None:
        actions, view = self._window.actions_, self._window.queue.view
        for action, do in {
            Action.TAKE_NEXT: self.take_next,
            Action.ACKNOWLEDGE: self.acknowledge,
            Action.NOTE: self.write_note,
            Action.CLOSE: self.close,
            Action.REOPEN: self.reopen,
            Action.HOLD: self.hold,
            Action.RELEASE: self.release,
            Action.TAKE_OVER: self.take_over,
            Action.CAPTURE: self.capture,
            Action.REFRESH_LOCATION: lambda: self.capture(FeedKind.LEI),
            Action.REFRESH_DATA: lambda: self.capture(FeedKind.RAD_E),
            Action.SEARCH: self._search,
            Action.NEXT_ROW: lambda: view.step(1),
            Action.PREVIOUS_ROW: lambda: view.step(-1),
            Action.OPEN: lambda: self._open_tab(self._pane.tab),
            Action.COPY_COORDINATES: self._pane.copy_coordinates,
            Action.COPY_SENTENCE: self._pane.copy_sentence,
            Action.COPY_SUMMARY: self._pane.copy_summary,
            Action.QUEUE: lambda: self._window.go_to(Pane.QUEUE),
            Action.SUMMARY: lambda: self._open_tab(Tab.SUMMARY),
            Action.TIMELINE: lambda: self._open_tab(Tab.TIMELINE),
            Action.RAW: lambda: self._open_tab(Tab.RAW),
            Action.ADDITIONAL_DATA: lambda: self._open_tab(Tab.ADDITIONAL_DATA),
            Action.MAP: lambda: self._window.go_to(Pane.MAP),
        }.items():
            actions.on(action, do)

    def _connect_signals(self) -> None:
        self._window.queue.take_next.connect(self.take_next)
        self._window.selected.connect(self._selected)
        self._pane.acknowledge.connect(self.acknowledge)
        self._pane.close_wanted.connect(self.close)
        self._pane.hold.connect(self.hold)
        self._pane.release.connect(self.release)
        self._pane.take_over.connect(self.take_over)
        self._pane.reopen.connect(self.reopen)
        self._pane.note_written.connect(self._add_note)
        self._pane.copied.connect(self._copy)
        self._pane.additional_data.capture.connect(self.capture)
        self._pane.additional_data.link_clicked.connect(self._browsing.open)
        self._pane.timeline.note.draft_changed.connect(self._draft_changed)
        self._commands.refused.connect(self._not_done)
        self._commands.unanswered.connect(lambda command: self._not_done(command, UNANSWERED))
        self._commands.done.connect(self._done)


class StepController(QObject):
    """The actions of the checklist; the keyboard stays where it is, so that one key goes from step to step."""

    def __init__(self, window: MainWindow, watch: Store, commands: IncidentCommands) -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.centre.incident
        self._watch = watch
        self._commands = commands
        window.actions_.on(Action.DO_NEXT, self.do_next)
        window.actions_.on(Action.CHECK_NEXT, self.check_next)
        self._pane.do_next.connect(self.do_next)
        self._pane.step_pressed.connect(self.toggle)

    def do_next(self) -> None:
        """Carry out what the next step asks for, if the program can, and check the step."""
        found = self._next()
        if found is None:
            return
        incident, step = found
        if step.deed is ChecklistAction.OPEN_TRIGGER and not incident.triggers:
            # Done when the flow was confirmed, or when somebody says so; not when its form is open.
            self._window.actions_.at(Action.NEW_TRIGGER).trigger()
            return
        self._carry_out(step.deed)
        self._check(incident, step)

    def check_next(self) -> None:
        """Check the next step without doing anything: somebody did it another way."""
        found = self._next()
        if found is not None:
            self._check(*found)

    def toggle(self, step_id: str) -> None:
        """Check a step, or take its check back."""
        incident = self._watch.incident(self._window.number)
        if incident is None:
            return
        steps = standing(incident, self._watch.book.checklists, self._watch.now())
        one = next((one for one in steps if one.step.id == step_id), None)
        if one is None:
            return
        if one.check is None:
            self._check(incident, one.step)
        else:
            self._commands.uncheck(incident.number, one.step.id)

    def _next(self) -> tuple[Incident, ChecklistStep] | None:
        """The shown incident and its next step; says why when there is none."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.is_open:
            return None
        if incident.unacknowledged:
            self._pane.refuse("Acknowledge it first: something in it nobody has seen.")
            return None
        steps = open_steps(incident, self._watch.book.checklists, self._watch.now())
        if not steps:
            self._pane.refuse("Nothing is open on its checklist.")
            return None
        return incident, steps[0]

    def _check(self, incident: Incident, step: ChecklistStep) -> None:
        if not step.note:
            self._commands.check(incident.number, step.id)
            return
        dialog = StepDialog(self._window, self._window.theme, incident, step)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.answered.connect(lambda note: self._commands.check(incident.number, step.id, note))
        dialog.open()

    def _carry_out(self, action: ChecklistAction | None) -> None:
        match action:
            case ChecklistAction.CAPTURE:
                self._window.actions_.at(Action.CAPTURE).trigger()
            case ChecklistAction.COPY_COORDINATES:
                self._pane.copy_coordinates()
            case ChecklistAction.COPY_SENTENCE:
                self._pane.copy_sentence()
            case ChecklistAction.SHOW_DATA:
                self._pane.open_tab(Tab.ADDITIONAL_DATA)
            case ChecklistAction.SHOW_MAP:
                self._window.split.open_map()
            case _:
                pass
