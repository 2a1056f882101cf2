"""The window. It places panes and passes on who is selected; what they show and do is theirs."""

import datetime as dt
import functools

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.actions import Actions
from app.console.alarms.alarm_bar import AlarmBar
from app.console.alarms.notices import Notice, first_notice
from app.console.alarms.own_alarms import own_alarm
from app.console.controls.surface import Surface
from app.console.frame.centre import Centre
from app.console.frame.pace import Pace
from app.console.keys import Act
from app.console.look.theme import Theme
from app.console.map.map_pane import MapPane
from app.console.map_feed import MapFeed
from app.console.menu import menu_bar
from app.console.panes.detach_button import DetachButton
from app.console.panes.pane import WINDOW_ACTS, Pane
from app.console.panes.pane_window import PaneWindow
from app.console.panes.panes import Panes
from app.console.panes.split import Split
from app.console.queue.queue_pane import QueuePane
from app.console.queue.queue_strip import QueueStrip
from app.console.strip.plate import PRODUCTION
from app.console.strip.status_strip import StatusStrip
from app.console.strip.stripe import Stripe
from app.console.ticker import Ticker
from app.console.watch import Watch
from app.domain.incident.ringing.alarms import ringing

SMALLEST = (1024, 640)


class Window(Surface):
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

    def __init__(self, theme: Theme, watch: Watch, map_pane: MapPane, zone: dt.tzinfo | None, zone_name: str) -> None:
        super().__init__(theme, "page")
        self.theme = theme
        self._watch = watch
        self._closing = False
        self._painted = False
        self._pace = Pace(self, self.refresh_book, lambda: len(watch.book.open_incidents))
        # In a storm a pulse comes with every share, and each would count the whole floor anew.
        self._pulses = Pace(self, self.refresh_general, lambda: len(watch.book.open_incidents))
        self._number: int | None = None
        self._zone = zone
        self._notice: Notice | None = None
        self.map_pane = map_pane
        self.map_feed = MapFeed(map_pane, watch, zone_name)
        self.queue = QueuePane(theme, watch, zone)
        self.centre = Centre(theme, watch, zone)
        self.strip = StatusStrip(theme, watch, zone)
        self.split = Split(theme, (self.queue, self.centre, map_pane))
        self.ticker = Ticker(self, watch.now)
        self._stripe = Stripe(theme)
        self._alarm = AlarmBar(theme)
        self.actions_ = Actions(self, theme.keys, self.queue.view, map_pane, _map_actions(map_pane))
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
        """Incidents changed; while none is shown the most urgent opens by itself, unacknowledged."""
        self.queue.refresh()
        if self.number is None and self._watch.caught_up:
            self.queue.view.select(next(iter(self._ringing()), None))
        elif self.queue.view.selected() is None:
            # A reopened incident comes back into the queue, and is the one that the centre shows.
            self.queue.view.select(self.number)
        self.centre.refresh(self.strip.lamps)
        self.map_feed.show(self.number)
        self._watch_painted()

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
        return [alarm.incident for alarm in ringing(self._watch.book) if alarm.incident is not None]

    def _watch_painted(self) -> None:
        if not self.queue.view.isVisible():
            return  # nor is it while the screen is locked
        for incident in self._watch.book.open_incidents:
            if incident.unacknowledged and self.queue.model.row_of_number(incident.number) is not None:
                self._watch.painted(incident.ring_seq)

    def _selected(self, number: int) -> None:
        self._number = number
        self.centre.show_incident(number)
        self.map_feed.show(number)
        self.selected.emit(number)

    def _connect(self) -> None:
        watch = self._watch
        watch.changed.connect(self._pace.ask)
        watch.pulsed.connect(self._pulses.ask)
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
        for pane, act in WINDOW_ACTS.items():
            self.actions_.on(act, functools.partial(self.panes.toggle, pane))
            self.actions_.at(act).setCheckable(True)
        self.panes.changed.connect(self._check_windows)
        self.panes.opened.connect(self._dress_window)

    def _check_windows(self, pane: Pane) -> None:
        self.actions_.at(WINDOW_ACTS[pane]).setChecked(pane in self.panes.out)

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
        map_acts = (Act.FOLLOW, Act.FIT_FIX, Act.FIT_BOX, Act.LAYERS, Act.GOTO, Act.BASE_MAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stripe)
        column.addWidget(menu_bar(self.actions_, self.theme, [self.actions_.at(act) for act in map_acts]))
        column.addWidget(self.strip)
        column.addWidget(self._alarm)
        column.addWidget(self.split, 1)


def _map_actions(pane: MapPane) -> dict[Act, QAction]:
    own = pane.map_actions
    return {
        Act.FOLLOW: own.follow,
        Act.FIT_FIX: own.fit_fix,
        Act.FIT_BOX: own.fit_box,
        Act.LAYERS: own.layers,
        Act.GOTO: own.goto,
    }
