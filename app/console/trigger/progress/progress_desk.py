"""Shows what became of an incident's triggers, and carries what a person says of them."""

from PySide6.QtCore import QObject, Signal

from app.console.trigger.form.library import Library
from app.console.trigger.progress.progress_page import Progress, ProgressPage
from app.console.trigger.trigger_acts import TriggerActs
from app.console.watch import Watch
from app.domain.callflow.trigger import Trigger
from app.domain.incident.commands import AssignStatus, Command, SettleTrigger
from app.domain.incident.incident import Incident


class ProgressDesk(QObject):
    """Between the progress page and the station.

    Signals:
        again: the operator wants to send a trigger again as new.
    """

    again = Signal(object)

    def __init__(self, page: ProgressPage, watch: Watch, acts: TriggerActs, library: Library) -> None:
        super().__init__(page)
        self._page = page
        self._watch = watch
        self._acts = acts
        self._library = library
        self._number: int | None = None
        self._id: str | None = None
        page.settled.connect(self._settle)
        page.assigned.connect(self._assign)
        page.again.connect(self._send_again)
        acts.refused.connect(self._refused)

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
                unmatched=self._watch.book.unmatched,
                now=self._watch.now(),
            )
        )

    def _settle(self, started: bool) -> None:
        incident, trigger = self.incident, self.trigger
        if incident is not None and trigger is not None:
            self._page.settle.refuse("")
            self._acts.settle(incident.number, trigger.id, started=started)

    def _assign(self, status: int) -> None:
        incident, trigger = self.incident, self.trigger
        if incident is not None and trigger is not None:
            self._acts.assign(incident.number, trigger.id, status)

    def _send_again(self) -> None:
        if self.trigger is not None:
            self.again.emit(self.trigger)

    def _refused(self, command: Command, sentence: str) -> None:
        if isinstance(command, SettleTrigger | AssignStatus):
            self._page.settle.refuse(sentence)
