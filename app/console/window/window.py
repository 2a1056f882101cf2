"""The main window: it places the panes, hands each the changes that concern it, and keeps which incident is shown.

What panes show and do is theirs. Changes come from the store and name incidents; what only ages comes by ``tick``.
"""

import collections.abc
import datetime as dt
import functools

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.incident.delivery import ReadyPage
from app.console.incident.pane import IncidentPane
from app.console.lamps.diagnosis import Diagnosis
from app.console.map.pane import MapFeed, MapPane
from app.console.queue.pane import QueuePane
from app.console.queue.view import QueueStrip
from app.console.shortcuts.actions import Action
from app.console.store import Change, Store, own_alarm
from app.console.theme.text import Ticker
from app.console.theme.theme import Theme
from app.console.widgets.containers import PageStack, Surface
from app.console.window.alarm_bar import AlarmBar, Notice, first_notice
from app.console.window.badges import PRODUCTION, Stripe
from app.console.window.menu import QActions, menu_bar
from app.console.window.pane_windows import DetachButton, Panes
from app.console.window.panes import WINDOW_ACTIONS, Pane, PaneWindow
from app.console.window.splitter import Split
from app.console.window.status_bar import StatusBar
from app.domain.incident.assessment import Assessment
from app.domain.lamp import Lamp


class IncidentArea(PageStack):
    """Shows one of three; the selection decides, a diagnosis lies over it until it is left."""

    def __init__(self, theme: Theme, watch: Store, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._watch = watch
        self._selected: int | None = None
        self._lamps: tuple[Lamp, ...] = ()
        self.ready = ReadyPage(theme, watch)
        self.incident = IncidentPane(theme, watch, zone)
        self.diagnosis = Diagnosis(theme, watch)
        for page in (self.ready, self.incident, self.diagnosis):
            self.addWidget(page)
        self.diagnosis.back.connect(self._leave_diagnosis)

    def show_incident(self, number: int | None) -> None:
        """Another incident is selected, or none."""
        self._selected = number
        self._leave_diagnosis()

    def open_lamp(self, name: str) -> None:
        """Show a lamp's diagnosis."""
        lamp = next((lamp for lamp in self._lamps if lamp.name == name), None)
        if lamp is not None:
            self.diagnosis.show_lamp(lamp)
            self.setCurrentWidget(self.diagnosis)

    def refresh(self, lamps: tuple[Lamp, ...]) -> None:
        """Show what is shown at the present time."""
        self._lamps = lamps
        if self.currentWidget() is self.diagnosis and self.diagnosis.lamp_name:
            self.open_lamp(self.diagnosis.lamp_name)
        else:
            self._show()

    def _leave_diagnosis(self) -> None:
        self.diagnosis.lamp_name = None
        self._show()

    def _show(self) -> None:
        incident = self._watch.incident(self._selected)
        if incident is None:
            self.ready.show_lamps(self._lamps)
            self.setCurrentWidget(self.ready)
        else:
            self.incident.show_incident(incident)
            self.setCurrentWidget(self.incident)


PAUSE_MS = 100
FEW = 50
"""Up to so many open incidents every change is shown at once; 500 take 15 ms to show, and change 40 times a second."""


class Pace(QObject):
    """Calls ``show`` with a change, or with several merged into one; ``size`` tells how many incidents are open."""

    def __init__(
        self, parent: QObject, show: collections.abc.Callable[[Change], None], size: collections.abc.Callable[[], int]
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._size = size
        self._waiting: Change | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._resume)

    def ask(self, change: Change) -> None:
        """Something changed."""
        if self._pause.isActive():
            self._waiting = self._waiting.merged(change) if self._waiting else change
            return
        self._show(change)
        if self._size() > FEW:
            self._pause.start()

    def stop(self) -> None:
        """The window goes; nothing is shown any more."""
        self._pause.stop()
        self._waiting = None

    def _resume(self) -> None:
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.ask(waiting)


SMALLEST = (1024, 640)


class MainWindow(Surface):
    """Stripe, menu, strip, alarm bar, and queue, centre and map side by side.

    Signals:
        selected: another incident is selected; its number.
        first_painted: the window was painted for the first time.
        noticed: somebody has answered what the station tells of itself; a ``Notice``.
        close_asked: somebody wants to close it; it closes only by ``close_for_good``.
    """

    selected = Signal(int)
    first_painted = Signal()
    noticed = Signal(object)
    close_asked = Signal()

    def __init__(self, theme: Theme, watch: Store, map_pane: MapPane, zone: dt.tzinfo | None, zone_name: str) -> None:
        super().__init__(theme, "page")
        self.theme = theme
        self._watch = watch
        self._closing = False
        self._painted = False
        self._pace = Pace(self, self.update_incidents, lambda: len(watch.assessed().open))
        # In a storm the station's lamps change with every share.
        self._pulses = Pace(self, lambda _change: self.refresh_general(), lambda: len(watch.assessed().open))
        self._number: int | None = None
        self._zone = zone
        self._notice: Notice | None = None
        self.map_pane = map_pane
        self.map_feed = MapFeed(map_pane, watch, zone_name)
        self.queue = QueuePane(theme, watch, zone)
        self.centre = IncidentArea(theme, watch, zone)
        self.strip = StatusBar(theme, watch, zone)
        self.split = Split(theme, (self.queue, self.centre, map_pane))
        self.ticker = Ticker(self, watch.now)
        self._stripe = Stripe(theme)
        self._alarm = AlarmBar(theme)
        self.actions_ = QActions(self, theme.keys, self.queue.view, map_pane, _map_actions(map_pane))
        self.panes = Panes(self, theme, watch, self.split, self.actions_.work_in_window)
        self.setWindowTitle("Watchfloor")
        self.setMinimumSize(*SMALLEST)
        self._lay_out()
        self._connect()
        self.refresh_general()

    @property
    def number(self) -> int | None:
        """The incident that the centre shows; it stays there when a filter or its closing takes it off the queue."""
        return self._number

    def refresh_book(self) -> None:
        """Show all incidents anew."""
        self.queue.refresh()
        self._select_by_itself()
        self.centre.refresh(self.strip.lamps)
        self.map_feed.show(self.number)
        self._watch_painted()

    def update_incidents(self, change: Change) -> None:
        """Show what changed: each pane looks only at the incidents that are named and that it shows."""
        self.queue.update_incidents(change.incidents)
        self._select_by_itself()
        if self.number is None or self.number in change.incidents:
            self.centre.refresh(self.strip.lamps)
        self.map_feed.update_incidents(self.number, change.incidents)
        self.strip.count()
        self._watch_painted()

    def _select_by_itself(self) -> None:
        """While no incident is shown the most urgent opens by itself, unacknowledged."""
        if self.number is None and self._watch.caught_up:
            self.queue.view.select(next(iter(self._ringing()), None))
        elif self.queue.view.selected() is None:
            # A reopened incident comes back into the queue, and is the one that the centre shows.
            self.queue.view.select(self.number)

    def open_incident(self, number: int) -> None:
        """Show an incident of the book, whether the queue lists it or not: a closed one lies in the centre alone."""
        if self.queue.model.row_of_number(number) is not None:
            self.queue.view.select(number)
            return
        self.queue.view.select_none()
        self._selected(number)

    def refresh_general(self) -> None:
        """A new pulse, another link, another operator."""
        self.strip.refresh()
        self.panes.refresh()
        self._stripe.setVisible(self._watch.environment not in ("", PRODUCTION))
        self._say_alarm()

    def go_to(self, pane: Pane) -> None:
        """Bring queue or map to the front, wherever it stands, and give it the keyboard."""
        self.panes.bring(pane)
        (self.map_pane if pane is Pane.MAP else self.queue.view).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick(self) -> None:
        """A second has passed."""
        self._watch.check_silence()
        self.queue.tick()
        self.strip.tick()
        self.centre.refresh(self.strip.lamps)
        self.map_feed.tick()
        self.panes.refresh()
        self._say_alarm()

    def close_for_good(self) -> None:
        """Close without asking again."""
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first."""
        if self._closing:
            self.ticker.stop()
            self._pace.stop()
            self._pulses.stop()
            self.panes.close()
            event.accept()
            return
        event.ignore()
        self.close_asked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to tick."""
        super().showEvent(event)
        self.ticker.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a field for the queue, where the single letters work; it never acts."""
        if event.key() == Qt.Key.Key_Escape:
            home = self.centre if Pane.QUEUE in self.panes.out else self.queue.view
            home.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell when it was the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _say_alarm(self) -> None:
        """Its own station's trouble comes first; else what the station tells of itself."""
        headline, fact = own_alarm(self._watch)
        self._notice = None if headline else first_notice(self._watch, self._zone)
        if self._notice is None:
            verb = "Stop its sound" if headline and not self._watch.own_answered else ""
            self._alarm.say(headline, fact, verb)
        else:
            told = self._notice
            self._alarm.say(told.headline, told.fact, told.verb, urgent=told.urgent)

    def _answer_notice(self) -> None:
        if self._notice is not None and self._notice.lamp:
            self._watch.lamp_alarms.see()
            self._say_alarm()
        elif self._notice is not None:
            self.noticed.emit(self._notice)
        else:
            self._watch.own_answered = True
            self._say_alarm()

    def _ringing(self) -> list[int]:
        """What nobody has acknowledged, the longest first."""
        rings = [one for one in self._watch.assessed().open.values() if one.ring is not None]
        return [one.incident.number for one in sorted(rings, key=_since)]

    def _watch_painted(self) -> None:
        if not self.queue.view.isVisible():
            return  # nor is it while the screen is locked
        for number, one in self._watch.assessed().open.items():
            if one.ring is not None and self.queue.model.row_of_number(number) is not None:
                self._watch.painted(one.incident.ring_seq)

    def _selected(self, number: int) -> None:
        self._number = number
        self.centre.show_incident(number)
        self.map_feed.update_incidents(number, ())
        self.selected.emit(number)

    def _connect(self) -> None:
        watch = self._watch
        watch.changed.connect(self._pace.ask)
        watch.pulsed.connect(lambda: self._pulses.ask(Change()))
        watch.link_changed.connect(self.refresh_general)
        self.ticker.second.connect(self.tick)
        self.ticker.half.connect(lambda bright: self.queue.view.blink(bright=bright or self.theme.reduced_motion))
        self.queue.view.chosen.connect(self._selected)
        self.map_pane.incident_clicked.connect(self.queue.view.select)
        self._alarm.answered.connect(self._answer_notice)
        self.strip.lamp_opened.connect(self._open_lamp)
        self.split.all_wanted.connect(self.panes.put_all_back)
        self._connect_panes()

    def _connect_panes(self) -> None:
        heads = (self.queue.add_to_head, self.centre.incident.add_to_head, self.map_pane.add_to_head)
        for pane, add in zip((Pane.QUEUE, Pane.INCIDENT, Pane.MAP), heads, strict=True):
            add(DetachButton(self.theme, pane, self.panes))
        for pane, action in WINDOW_ACTIONS.items():
            self.actions_.on(action, functools.partial(self.panes.toggle, pane))
            self.actions_.at(action).setCheckable(True)
        self.panes.changed.connect(self._check_windows)
        self.panes.opened.connect(self._dress_window)

    def _check_windows(self, pane: Pane) -> None:
        self.actions_.at(WINDOW_ACTIONS[pane]).setChecked(pane in self.panes.out)

    def _dress_window(self, pane: Pane, window: PaneWindow) -> None:
        """The map's own window carries the queue as a strip, since it may stand on another monitor."""
        if pane is Pane.MAP:
            strip = QueueStrip(self.theme, self.queue.view)
            self.actions_.work_in_queue(strip)
            self.ticker.half.connect(lambda bright: strip.blink(bright=bright or self.theme.reduced_motion))
            self.ticker.second.connect(strip.viewport().update)
            window.add_at_foot(strip)

    def _open_lamp(self, name: str) -> None:
        self.centre.open_lamp(name)
        self.panes.bring(Pane.INCIDENT)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stripe)
        column.addWidget(menu_bar(self.actions_, self.theme))
        column.addWidget(self.strip)
        column.addWidget(self._alarm)
        column.addWidget(self.split, 1)


def _since(one: Assessment) -> int:
    return one.ring.since if one.ring else 0


def _map_actions(pane: MapPane) -> dict[Action, QAction]:
    own = pane.map_actions
    return {
        Action.FOLLOW: own.follow,
        Action.FIT_FIX: own.fit_fix,
        Action.FIT_BOX: own.fit_box,
        Action.LAYERS: own.layers,
        Action.GOTO: own.goto,
    }
