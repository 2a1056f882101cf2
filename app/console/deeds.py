"""Connects acts to what the window shows: which incident they mean, where refusals appear, which draft is whose."""

import typing

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from app.console.acts import Acts
from app.console.frame.window import Window
from app.console.incident.additional_data.browsing import Browsing
from app.console.incident.close_dialog import CloseDialog
from app.console.incident.hold_dialog import HoldDialog
from app.console.incident.incident_pane import Tab
from app.console.incident.offers import close_refusal, hold_refusal
from app.console.keys import Act
from app.console.panes.pane import Pane
from app.console.watch import Watch
from app.domain.data_share.feed import Kind
from app.domain.incident.commands import AddNote, Command
from app.domain.incident.steps import open_steps

if typing.TYPE_CHECKING:
    from app.console.drafts import Drafts

SAVE_MS = 1_000


class Deeds(QObject):
    """The operator's hands: every act of the table that concerns an incident."""

    def __init__(self, window: Window, watch: Watch, acts: Acts, drafts: "Drafts") -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.centre.incident
        self._watch = watch
        self._acts = acts
        self._drafts = drafts
        self._browsing = Browsing(window, window.theme)
        self._sending: set[int] = set()
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_MS)
        self._save.timeout.connect(drafts.save)
        self._connect_acts()
        self._connect_signals()

    def take_next(self) -> None:
        """Acknowledge the most urgent and open it."""
        number = self._acts.next_ringing()
        if number is not None:
            self._window.queue.view.select(number)
            self._acts.acknowledge(number)

    def acknowledge(self) -> None:
        """Acknowledge the selected one."""
        if self._window.number is not None:
            self._acts.acknowledge(self._window.number)

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
        dialog.decided.connect(lambda code, words: self._acts.close(incident.number, code, words))
        dialog.open()

    def reopen(self) -> None:
        """Open the shown incident again if it is closed."""
        incident = self._watch.incident(self._window.number)
        if incident is not None and not incident.is_open:
            self._acts.reopen(incident.number)

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
        dialog.decided.connect(lambda for_ms: self._acts.hold(incident.number, for_ms))
        dialog.open()

    def release(self) -> None:
        """End the shown incident's hold."""
        if self._window.number is not None:
            self._acts.release(self._window.number)

    def take_over(self) -> None:
        """Take the shown incident from the operator who has it, or from the floor."""
        incident = self._watch.incident(self._window.number)
        if incident is None:
            return
        if incident.owner is None:
            self._acts.acknowledge(incident.number)
        else:
            self._acts.take_over(incident.number, incident.owner)

    def capture(self, feed: Kind | None = None) -> None:
        """Ask RapidSOS about the shown incident at once: one feed, or both when none is named."""
        if self._window.number is not None:
            self._acts.capture(self._window.number, feed)

    def write_note(self) -> None:
        """Go to the note box of the shown incident."""
        if self._window.number is not None:
            self._window.panes.bring(Pane.INCIDENT)
            self._pane.write_note()

    def restore_draft(self) -> None:
        """Put the shown incident's draft into its note box."""
        self._pane.timeline.note.restore(self._drafts.text(self._window.number))

    def _add_note(self, text: str) -> None:
        number = self._window.number
        if number is not None and number not in self._sending:
            self._sending.add(number)
            self._acts.note(number, text)

    def _draft_changed(self, text: str) -> None:
        if self._window.number is not None:
            self._drafts.put(self._window.number, text)
            self._save.start()

    def _refused(self, number: int, sentence: str) -> None:
        self._sending.discard(number)
        if number == self._window.number:
            self._pane.refuse(sentence)

    def _done(self, command: Command) -> None:
        if isinstance(command, AddNote):
            self._sending.discard(command.incident)
            self._drafts.put(command.incident, "")
            self._save.start()
            if command.incident == self._window.number:
                self._pane.timeline.note.clear()
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

    def _connect_acts(self) -> None:
        actions, view = self._window.actions_, self._window.queue.view
        for act, do in {
            Act.TAKE_NEXT: self.take_next,
            Act.ACKNOWLEDGE: self.acknowledge,
            Act.NOTE: self.write_note,
            Act.CLOSE: self.close,
            Act.REOPEN: self.reopen,
            Act.HOLD: self.hold,
            Act.RELEASE: self.release,
            Act.TAKE_OVER: self.take_over,
            Act.CAPTURE: self.capture,
            Act.REFRESH_LOCATION: lambda: self.capture(Kind.LEI),
            Act.REFRESH_DATA: lambda: self.capture(Kind.RAD_E),
            Act.SEARCH: self._search,
            Act.NEXT_ROW: lambda: view.step(1),
            Act.PREVIOUS_ROW: lambda: view.step(-1),
            Act.OPEN: lambda: self._open_tab(self._pane.tab),
            Act.COPY_COORDINATES: self._pane.copy_coordinates,
            Act.COPY_SENTENCE: self._pane.copy_sentence,
            Act.COPY_SUMMARY: self._pane.copy_summary,
            Act.QUEUE: lambda: self._window.go_to(Pane.QUEUE),
            Act.SUMMARY: lambda: self._open_tab(Tab.SUMMARY),
            Act.TIMELINE: lambda: self._open_tab(Tab.TIMELINE),
            Act.RAW: lambda: self._open_tab(Tab.RAW),
            Act.ADDITIONAL_DATA: lambda: self._open_tab(Tab.ADDITIONAL_DATA),
            Act.MAP: lambda: self._window.go_to(Pane.MAP),
        }.items():
            actions.on(act, do)

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
        self._acts.refused.connect(self._refused)
        self._acts.done.connect(self._done)
