"""The drawer put to work: which keys open it, for which incident, and which of its pages is in front."""

import datetime as dt

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.console.shortcuts.actions import Action
from app.console.station.commands import StationClient, TriggerCommands
from app.console.store import Store
from app.console.theme.text import clock, one_line, span
from app.console.trigger.definitions import AgencyImport, DefinitionFiles
from app.console.trigger.drawer import Drawer
from app.console.trigger.form_controller import FormController
from app.console.trigger.form_state import answers_again, find
from app.console.trigger.progress import ProgressController
from app.console.trigger.text import show_message
from app.console.window.pane_windows import DetachButton
from app.console.window.panes import Pane
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.callflow.trigger import Trigger
from app.domain.incident.model import Incident
from app.domain.location.phone import shown


class TriggerController(QObject):
    """Opens, leaves and refreshes the drawer."""

    def __init__(
        self,
        window: MainWindow,
        watch: Store,
        tasks: Tasks,
        client: StationClient,
        library: DefinitionFiles,
        zone: dt.tzinfo | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._library = library
        self._zone = zone
        self.drawer = Drawer(window.theme, zone)
        self._commands = TriggerCommands(watch, tasks, client)
        self.form = FormController(self.drawer.form, watch, self._commands, library)
        self.progress = ProgressController(self.drawer.progress, watch, self._commands, library)
        self.agencies = AgencyImport(window, library)
        window.panes.add_drawer(self.drawer, lambda: window.centre.incident.minimumSizeHint().height())
        self._connect()

    def open_for_incident(self) -> None:
        """F4: what became of the incident's trigger; pressed again, or without one, a form for it."""
        number = self._window.number
        if self._watch.incident(number) is None:
            self.open_form(None)
        elif not self._shows_progress_of(number) and self._show_progress(number):
            self.drawer.setFocus()
        else:
            self.open_form(number)

    def go_to(self) -> None:
        """Ctrl+5: the drawer as it is when it is open, else as F4 opens it."""
        if self._window.panes.drawer_open:
            self._window.panes.bring(Pane.TRIGGER)
            self.drawer.setFocus()
        else:
            self.open_for_incident()

    def open_form(self, incident: int | None, again: Trigger | None = None) -> None:
        """Open the form of an incident, or (None) one that will open an incident."""
        self._library.read()
        before = None
        if again is not None and (definition := self._library.definitions.get(again.confirmed.file)):
            found = self._watch.incident(incident)
            seen = found.sightings if found else ()
            before = (definition.file, answers_again(definition, again.confirmed, again.confirmed_at, seen))
        if not self.form.open(incident, before):
            self._tell_no_callflow()
            return
        self.drawer.show_form()
        self._window.panes.open_drawer()
        self._say_head()
        self.form.go_to_start()

    def leave(self) -> None:
        """Esc: the drawer goes away, the draft stays."""
        self.form.leave()
        self._window.panes.close_drawer()
        self._window.go_to(Pane.QUEUE)

    async def leave_for_good(self) -> None:
        """Keep the draft, and wait for what is on its way to the station."""
        self.form.leave()
        await self._commands.sent()

    def refresh(self) -> None:
        """The book, the pulse or the time is another one."""
        self._notice_sent()
        if self._window.panes.drawer_open:
            if self.drawer.shows_form:
                self.form.refresh()
            else:
                self._refresh_progress()
            self._say_head()

    def _notice_sent(self) -> None:
        """A confirmation that shows up in the book is taken, whether its answer came back or not."""
        found = find(self._watch.book, self.form.ids)
        if found is not None:
            self.form.finish()
            incident, trigger = found
            self._window.queue.view.select(incident.number)
            self._show_progress(incident.number, trigger.id)

    def _show_progress(self, number: int | None, trigger: str | None = None) -> bool:
        self._library.read()
        if not self.progress.show(number, trigger):
            return False
        self._refresh_progress()
        self._window.panes.open_drawer()
        self._say_head()
        return True

    def _refresh_progress(self) -> None:
        self.progress.refresh()
        trigger = self.progress.trigger
        self.drawer.show_progress(needs_work=trigger is not None and trigger.alert_id is None)

    def _shows_progress_of(self, number: int | None) -> bool:
        shown_incident = self.progress.incident
        shows = self._window.panes.drawer_open and not self.drawer.shows_form
        return shows and shown_incident is not None and shown_incident.number == number

    def _selected(self, number: int) -> None:
        """Another incident: a form for the one before leaves with its draft; progress follows the selection."""
        if not self._window.panes.drawer_open:
            return
        filling = self.form.filling
        if self.drawer.shows_form:
            if filling is not None and filling.incident not in (None, number) and not self.form.ids:
                self.form.leave()
                self._window.panes.close_drawer()
        elif not self._shows_progress_of(number) and not self._show_progress(number):
            self._window.panes.close_drawer()

    def _say_head(self) -> None:
        if self.drawer.shows_form:
            self._say_form_head()
            return
        incident, trigger = self.progress.incident, self.progress.trigger
        if incident is not None and trigger is not None:
            names = {one.id: self._name(place, one) for place, one in enumerate(incident.triggers, 1)}
            self.drawer.head.show_progress(self._title(trigger), self._whom(incident, trigger), names, trigger.id)

    def _say_form_head(self) -> None:
        filling = self.form.filling
        if filling is None:
            return
        if filling.incident is None:
            whom = "for nobody shared: confirming opens a new incident"
        else:
            whom = f"for incident {filling.incident}"
        if self.form.kept_at is not None:
            whom += " · " + f"draft kept on this machine {clock(self.form.kept_at, self._zone)}"
        self.drawer.head.show_form(filling.definition.title, whom, discardable=filling.touched)

    def _title(self, trigger: Trigger) -> str:
        definition = self._library.definitions.get(trigger.confirmed.file)
        return definition.title if definition else trigger.confirmed.callflow

    def _whom(self, incident: Incident, trigger: Trigger) -> str:
        said_whom = f"for incident {incident.number} · {shown(trigger.confirmed.phone)}"
        since = trigger.sent_at or trigger.confirmed_at
        return f"{said_whom} · " + f"{span(self._watch.now() - since)} since sent"

    def _name(self, place: int, trigger: Trigger) -> str:
        at = clock(trigger.confirmed_at, self._zone)
        return f"{place}: {one_line(self._title(trigger))}, {at}"

    def _tell_no_callflow(self) -> None:
        broken = [
            f"{name}.json, line {found[0].line}: {found[0].reason}"
            for name, found in self._library.shelf.broken.items()
        ]
        sentence = "Put the center's callflow files into the folder callflows of the data directory."
        show_message(self._window, "No callflow can be used", "\n".join([sentence, *broken]))

    def _new_wanted(self) -> None:
        incident = self.progress.incident
        self.open_form(incident.number if incident else None)

    def _send_again(self, trigger: Trigger) -> None:
        incident = self.progress.incident
        self.open_form(incident.number if incident else None, trigger)

    def _moved(self, pane: Pane) -> None:
        """Asked for a window of its own while it is closed, the drawer opens there, so that something is seen."""
        if pane is Pane.TRIGGER and pane in self._window.panes.out and self._window.isVisible():
            self.go_to()

    def _discard(self) -> None:
        self.form.discard()
        self.leave()

    def _choose_trigger(self, trigger: str) -> None:
        incident = self.progress.incident
        self._show_progress(incident.number if incident else None, trigger)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _connect(self) -> None:
        actions, head = self._window.actions_, self.drawer.head
        for action, do in {
            Action.TRIGGER: self.go_to,
            Action.NEW_TRIGGER: self.open_for_incident,
            Action.BLANK_TRIGGER: lambda: self.open_form(None),
            Action.IMPORT_AGENCIES: self.agencies.ask,
            Action.USE_LOCATION: self.form.use_location,
            Action.PREVIEW: self.form.go_to_preview,
        }.items():
            actions.on(action, do)
        for action in (Action.USE_LOCATION, Action.PREVIEW):
            actions.work_in(action, self.drawer.form)
        self.drawer.left.connect(self.leave)
        self.drawer.resized.connect(self._window.panes.fit_drawer)
        head.add(DetachButton(self._window.theme, Pane.TRIGGER, self._window.panes))
        self._window.panes.changed.connect(self._moved)
        head.left.connect(self.leave)
        head.discarded.connect(self._discard)
        head.new_wanted.connect(self._new_wanted)
        head.chosen.connect(self._choose_trigger)
        self.form.changed.connect(self._say_form_head)
        self.form.sent.connect(lambda _ids: self.refresh())
        self.progress.again.connect(self._send_again)
        self.agencies.imported.connect(self.refresh)
        self.drawer.progress.acknowledge.connect(actions.at(Action.ACKNOWLEDGE).trigger)
        self.drawer.progress.copied.connect(self._copy)
        self._window.selected.connect(self._selected)
        self._window.ticker.second.connect(self.refresh)
        self._watch.changed.connect(lambda _numbers: self.refresh())
        self._watch.pulsed.connect(self.refresh)
