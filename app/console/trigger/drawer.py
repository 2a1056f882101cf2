"""The trigger drawer: its head, and one of two pages beneath it."""

import datetime as dt

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.console.shortcuts.actions import Action
from app.console.theme.icons import Icon
from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, FIGURE
from app.console.trigger.form_page import FormPage
from app.console.trigger.progress import ProgressPage
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import PageStack, Surface

ROOMY = 560


class DrawerHead(Surface):
    """44 high.

    Signals:
        left: the operator leaves; a draft stays.
        discarded: the operator throws the draft away.
        new_wanted: a new trigger for the incident that is shown.
        chosen: another trigger of the incident; carries its id.
    """

    left = Signal()
    discarded = Signal()
    new_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top", "bottom"))
        self._has_draft = False
        self._title = PlainLabel(theme, FIGURE)
        self._callflow = PlainLabel(theme, BODY_STRONG)
        self._whom = PlainLabel(theme, CAPTION, "muted")
        self._others = QComboBox()
        self._new = Button(theme, "New trigger", key=Action.NEW_TRIGGER).small()
        self._discard = Button(theme, "Discard draft", ButtonKind.QUIET).small()
        self._leave = Button(theme, "Leave, keep the draft", ButtonKind.QUIET, key="Esc")
        self._close = Button(theme, "Leave the drawer", ButtonKind.QUIET, icon=Icon.X).icon_only()
        self._title.show_text("Trigger")
        self._others.setAccessibleName("Triggers of this incident")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 10, 4)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._callflow)
        row.addWidget(self._whom, 1)
        for widget in (self._others, self._new, self._discard, self._leave, self._close):
            row.addWidget(widget)
        self._row = row
        self._leave.clicked.connect(self.left)
        self._close.clicked.connect(self.left)
        self._discard.clicked.connect(self.discarded)
        self._new.clicked.connect(self.new_wanted)
        self._others.activated.connect(lambda place: self.chosen.emit(self._others.itemData(place)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room the cross alone leads out."""
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.px(ROOMY)
        self._leave.setVisible(roomy and self._has_draft)
        self._title.setVisible(roomy)

    @property
    def whom(self) -> str:
        """For whom, and whether the draft is kept."""
        return self._whom.whole_text()

    def add(self, widget: QWidget) -> None:
        """Put a control before the way out."""
        self._row.insertWidget(self._row.indexOf(self._close), widget)

    def show_form(self, callflow: str, whom: str, *, discardable: bool) -> None:
        """A form is open."""
        self._say(callflow, whom)
        self._has_draft = True
        self._leave.setVisible(self.width() >= self._theme.px(ROOMY))
        self._discard.setVisible(discardable)
        self._new.setVisible(False)
        self._others.setVisible(False)

    def show_progress(self, callflow: str, whom: str, triggers: dict[str, str], current: str) -> None:
        """A trigger is shown; ``triggers`` are the names of all by id."""
        self._say(callflow, whom)
        self._has_draft = False
        self._leave.setVisible(False)
        self._discard.setVisible(False)
        self._new.setVisible(True)
        self._others.setVisible(len(triggers) > 1)
        if [self._others.itemData(place) for place in range(self._others.count())] != list(triggers):
            self._others.clear()
            for key, name in triggers.items():
                self._others.addItem(name, key)
        self._others.setCurrentIndex(self._others.findData(current))

    def _say(self, callflow: str, whom: str) -> None:
        self._callflow.show_text(one_line(callflow))
        self._whom.show_text(whom)


FORM, STEPPER, UNKNOWN = 632, 396, 448
"""Heights at 100 % text (docs/screens.md#2.4)."""


class Drawer(Surface):
    """Opens under incident and map, never under the queue.

    Signals:
        left: Esc; nothing is thrown away by it.
        resized: it wants another height.
    """

    left = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self.head = DrawerHead(theme)
        self.form = FormPage(theme)
        self.progress = ProgressPage(theme, zone)
        self._wanted = FORM
        self._pages = PageStack()
        self._pages.addWidget(self.form)
        self._pages.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        self.setAccessibleName("Trigger drawer")
        self.head.left.connect(self.left)

    @property
    def shows_form(self) -> bool:
        """Whether the form is in front."""
        return self._pages.currentWidget() is self.form

    @property
    def wanted_height(self) -> int:
        """The height that its page wants."""
        return self._theme.px(self._wanted)

    def show_form(self) -> None:
        """Bring the form to the front."""
        self._pages.setCurrentWidget(self.form)
        self._want(FORM)

    def show_progress(self, *, needs_work: bool) -> None:
        """Bring a trigger's progress to the front."""
        self._pages.setCurrentWidget(self.progress)
        self._want(UNKNOWN if needs_work else STEPPER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As its page wants."""
        return QSize(600, self.wanted_height)

    def minimumSizeHint(self) -> QSize:
        """Its pages scroll."""
        return QSize(300, 200)

    def _want(self, height: int) -> None:
        if height != self._wanted:
            self._wanted = height
            self.resized.emit()
