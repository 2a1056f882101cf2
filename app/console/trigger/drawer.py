"""The trigger drawer: its head, and one of two pages beneath it."""

import datetime as dt

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.pages import Pages
from app.console.controls.surface import Surface
from app.console.look.theme import Theme
from app.console.trigger.drawer_head import DrawerHead
from app.console.trigger.form_page import FormPage
from app.console.trigger.progress.progress_page import ProgressPage

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
        self._pages = Pages()
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
