"""The panes that can have a window of their own (docs/operator.md#e1)."""

import enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.console.shortcuts.actions import Action
from app.console.store import Store, own_alarm
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, PANE_TITLE
from app.console.widgets.buttons import Button
from app.console.widgets.containers import Surface, make_window_once
from app.console.window.alarm_bar import AlarmBar
from app.console.window.badges import PRODUCTION, Plate, Stripe


class AllAway(Surface):
    """One sentence and the way back.

    Signals:
        all_wanted: the operator wants every pane back here.
    """

    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        said = PlainLabel(theme, BODY, "muted", wraps=True)
        said.show_text("Queue, incident and map have windows of their own.")
        back = Button(theme, "Put all back", key=Action.SINGLE_SCREEN)
        back.clicked.connect(self.all_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(said)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


class Pane(enum.Enum):
    """A part of the window; the value is its name in the console's memory."""

    QUEUE = "queue"
    INCIDENT = "incident"
    MAP = "map"
    TRIGGER = "trigger"


WINDOW_ACTIONS = {
    Pane.QUEUE: Action.QUEUE_WINDOW,
    Pane.INCIDENT: Action.INCIDENT_WINDOW,
    Pane.MAP: Action.MAP_WINDOW,
    Pane.TRIGGER: Action.TRIGGER_WINDOW,
}
"""The action that puts a pane into a window of its own, and back."""


def pane_words(pane: Pane) -> str:
    """What a pane is called."""
    return {
        Pane.QUEUE: "Queue",
        Pane.INCIDENT: "Incident",
        Pane.MAP: "Map",
        Pane.TRIGGER: "Trigger",
    }[pane]


LOW = 460
"""Below this height what stands at the foot steps aside for the pane."""


class PaneWindow(Surface):
    """Closing it puts the pane back; it never closes the pane, nor the console.

    Signals:
        back: the operator wants the pane back in the main window.
    """

    back = Signal()

    def __init__(self, theme: Theme, watch: Store, pane: Pane) -> None:
        super().__init__(theme, "page")
        self._watch = watch
        self._kind = pane
        self._pane: QWidget | None = None
        self._stripe = Stripe(theme)
        self._plate = Plate(theme)
        self._alarm = AlarmBar(theme)
        self._back = Button(theme, "Put back", key=WINDOW_ACTIONS[pane]).small()
        self._back.clicked.connect(self.back)
        self.setWindowTitle(f"{pane_words(pane)} · Watchfloor")
        self._lay_out(theme)
        make_window_once(self)
        self.refresh()

    def hold(self, pane: QWidget) -> None:
        """Take a pane in."""
        self._pane = pane
        self._column.insertWidget(self._column.indexOf(self._alarm) + 1, pane, 1)
        pane.show()

    def let_go(self) -> None:
        """Give it away."""
        if self._pane is not None:
            self._column.removeWidget(self._pane)
            self._pane = None

    def add_at_foot(self, widget: QWidget) -> None:
        """Put something under the pane."""
        self._foot.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the pane comes first."""
        super().resizeEvent(event)
        self._foot_holder.setVisible(self._foot.count() > 0 and self.height() >= self._theme.px(LOW))

    def refresh(self) -> None:
        """Environment, link or recording may be others now."""
        self._stripe.setVisible(self._watch.environment not in ("", PRODUCTION))
        self._plate.name(self._watch.environment)
        self._alarm.say(*own_alarm(self._watch))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put the pane back."""
        event.ignore()
        self.back.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a field for the pane; it never closes."""
        if event.key() == Qt.Key.Key_Escape:
            if self._pane is not None:
                self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _lay_out(self, theme: Theme) -> None:
        title = PlainLabel(theme, PANE_TITLE)
        title.show_text(pane_words(self._kind))
        head = Surface(theme, "page", lines=("bottom",))
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        row.addWidget(self._plate)
        row.addWidget(title, 1)
        row.addWidget(self._back)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self._stripe, head, self._alarm):
            self._column.addWidget(widget)
        self._foot_holder = QWidget()
        self._foot = QVBoxLayout(self._foot_holder)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._foot_holder)
