"""Windows beside the main one (search, inspector, reports), the palette's orders, and tray and single instance."""

import pathlib

from PySide6.QtCore import QObject, Qt

from app.console.controllers.session import ExitController
from app.console.platform.single_instance import SingleInstance
from app.console.platform.tray import Tray
from app.console.queue.closed_search import ClosedList, ClosedSearch
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands, StationClient
from app.console.store import Store
from app.console.theme.theme import Theme
from app.console.tools.inspector import InspectorController, InspectorWindow
from app.console.tools.palette import Close, Goto, Note, Order, Palette, Unclear
from app.console.tools.reports import ReportsController, ReportsWindow
from app.console.window.layout import stand_by
from app.console.window.panes import Pane
from app.console.window.window import MainWindow
from app.core.clock import local_zone
from app.core.tasks import Tasks
from app.export.event_text import disposition


class WindowsController(QObject):
    """Closed search, inspector and reports; made once there is a client to ask."""

    def __init__(self, window: MainWindow, watch: Store, tasks: Tasks, client: StationClient) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._zone = local_zone()
        self._closed_search = self._search()
        self._inspector = self._inspect()
        self._reports = self._report()

    def close(self) -> None:
        """Close what is open."""
        self._inspector.close()
        self._reports.close()

    def _search(self) -> ClosedSearch:
        closed = ClosedList(self._window.theme, self._zone)
        self._window.queue.put_below(closed)
        searching = ClosedSearch(closed, self._watch, self._tasks, self._client, disposition)
        self._window.queue.searched.connect(searching.look_for)
        self._window.queue.search_entered.connect(searching.enter)
        searching.opened.connect(self._window.open_incident)
        return searching

    def _inspect(self) -> InspectorController:
        shown = InspectorWindow(self._window.theme, self._zone)
        stand_by(self._window, shown)
        controller = InspectorController(shown, self._watch, self._tasks, self._client)
        self._window.actions_.on(Action.INSPECTOR, controller.open)
        return controller

    def _report(self) -> ReportsController:
        shown = ReportsWindow(self._window.theme)
        stand_by(self._window, shown)
        controller = ReportsController(shown, self._watch, self._tasks, self._client, self._zone)
        self._window.actions_.on(Action.REPORTS, controller.open)
        return controller


class PaletteController(QObject):
    """Opens the palette and carries its orders out."""

    def __init__(self, window: MainWindow, watch: Store, commands: IncidentCommands) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._commands = commands
        window.actions_.on(Action.PALETTE, self.open)

    def open(self) -> None:
        """Show the palette, empty."""
        palette = Palette(self._window, self._window.theme, self._window.actions_)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.action_chosen.connect(lambda action: self._window.actions_.at(action).trigger())
        palette.ordered.connect(lambda order: self._carry_out(palette, order))
        palette.open()

    def _carry_out(self, palette: Palette, order: Order) -> None:
        problem = self._problem(order)
        if problem:
            palette.say(problem)
            return
        palette.accept()
        match order:
            case Note(text) if self._window.number is not None:
                self._commands.note(self._window.number, text)
            case Goto(latitude, longitude):
                self._look_at(latitude, longitude)
            case Close(number):
                self._window.queue.view.select(number)
                self._window.actions_.at(Action.CLOSE).trigger()
            case _:
                pass

    def _problem(self, order: Order) -> str:
        match order:
            case Note() if self._window.number is None:
                return "No incident is shown that the note could belong to. Select one first."
            case Close(number):
                incident = self._watch.incident(number)
                if incident is None or not incident.is_open:
                    return f"There is no open incident {number}."
                if self._window.queue.model.row_of_number(number) is None:
                    return f"A search or filter hides incident {number}. Clear it first."
                return ""
            case Unclear(sentence):
                return sentence
            case _:
                return ""

    def _look_at(self, latitude: float, longitude: float) -> None:
        self._window.panes.bring(Pane.MAP)
        self._window.map_pane.go_to(latitude, longitude)


class DesktopController(QObject):
    """Tray and single instance; shows the window only when a person asks, so that typing is never interrupted."""

    def __init__(
        self, window: MainWindow, theme: Theme, watch: Store, leaving: ExitController, data_dir: pathlib.Path
    ) -> None:
        super().__init__(window)
        self._window = window
        self.tray = Tray(window, theme, watch, window.actions_)
        self._single = SingleInstance(data_dir)
        self._single.wanted.connect(self.show_window)
        self.tray.opened.connect(self.show_window)
        self.tray.incident_wanted.connect(window.queue.view.select)
        window.ticker.second.connect(self.tray.tick)
        leaving.hide = self._hide

    def show_window(self) -> None:
        """A person asked for it: show it, and bring it to the front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Remove the tray icon, and let another console start."""
        self._single.close()
        self.tray.close()

    def _hide(self) -> bool:
        if not self.tray.is_there:
            return False
        self._window.hide()
        self.tray.say_hidden()
        return True
