"""What opens beside the main panes and only looks: closed incidents under the queue, inspector and reports."""

import tzlocal
from PySide6.QtCore import QObject

from app.console.frame.standing_by import stand_by
from app.console.frame.window import Window
from app.console.incident.dispositions import disposition
from app.console.inspector.inspector_room import Desk, InspectorRoom
from app.console.inspector.inspector_window import InspectorWindow
from app.console.keys import Act
from app.console.reports.reports_room import ReportsRoom
from app.console.reports.reports_window import ReportsWindow
from app.console.search.closed_list import ClosedList
from app.console.search.searching import Searching
from app.console.watch import Watch
from app.ground.tasks import Tasks


class OtherWindows(QObject):
    """Put together once there is a desk to ask."""

    def __init__(self, window: Window, watch: Watch, tasks: Tasks, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
        self._zone = tzlocal.get_localzone()
        self._searching = self._search()
        self._inspector = self._inspect()
        self._reports = self._report()

    def close(self) -> None:
        """Close what is open."""
        self._inspector.close()
        self._reports.close()

    def _search(self) -> Searching:
        closed = ClosedList(self._window.theme, self._zone)
        self._window.queue.put_below(closed)
        searching = Searching(closed, self._watch, self._tasks, self._desk, disposition)
        self._window.queue.searched.connect(searching.look_for)
        self._window.queue.search_entered.connect(searching.enter)
        searching.opened.connect(self._window.open_incident)
        return searching

    def _inspect(self) -> InspectorRoom:
        shown = InspectorWindow(self._window.theme, self._zone)
        stand_by(self._window, shown)
        room = InspectorRoom(shown, self._watch, self._tasks, self._desk)
        self._window.actions_.on(Act.INSPECTOR, room.open)
        return room

    def _report(self) -> ReportsRoom:
        shown = ReportsWindow(self._window.theme)
        stand_by(self._window, shown)
        room = ReportsRoom(shown, self._watch, self._tasks, self._desk, self._zone)
        self._window.actions_.on(Act.REPORTS, room.open)
        return room
