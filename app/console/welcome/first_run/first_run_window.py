"""The window of the first run: steps at the left, a page at the right, and what leads on under both."""

import collections.abc

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.alarms.alarm_bar import AlarmBar
from app.console.controls.button import Button, Kind
from app.console.controls.flow import FlowLayout
from app.console.controls.pages import Pages as PageStack
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.console.strip.plate import PRODUCTION, Plate
from app.console.strip.stripe import Stripe
from app.console.welcome.first_run.judging import Judged
from app.console.welcome.first_run.step_list import StepList
from app.console.welcome.first_run.step_page import StepPage
from app.console.welcome.first_run.steps import STEPS, Step

SIZE = (1120, 740)


class FirstRunWindow(Surface):
    """Shows what it is given. Enter goes on, Esc closes; neither skips anything nor changes anything.

    Signals:
        opened: it is shown from now on.
        turned: another step is shown, or none any more.
        skipped: the shown step shall stay not proven; it was left for the next one.
        call_wanted: somebody goes to the call that rings.
    """

    opened = Signal()
    turned = Signal()
    skipped = Signal(object)
    call_wanted = Signal()

    def __init__(self, theme: Theme, pages: collections.abc.Mapping[Step, StepPage]) -> None:
        super().__init__(theme, "panel")
        self.theme = theme
        self.pages = pages
        self.step = STEPS[0]
        self.list = StepList(theme)
        self.alarm = AlarmBar(theme)
        self._stack = PageStack()
        self._stripe, self._plate = Stripe(theme), Plate(theme)
        self._where = PlainLabel(theme, BODY, "muted")
        self._back = Button(theme, "Back")
        self._skip = Button(theme, "Skip, leave as not proven")
        self._next = Button(theme, "", Kind.PRIMARY, key="Enter")
        self.setWindowTitle("First run · Watchfloor")
        self._lay_out()
        self._connect()
        self.show_step(self.step)

    @property
    def page(self) -> StepPage:
        """The page that is shown."""
        return self.pages[self.step]

    def show_step(self, step: Step) -> None:
        """Show a step."""
        self.step = step
        self.list.show_step(step)
        self._stack.setCurrentWidget(self.page)
        self.page.verticalScrollBar().setValue(0)
        place = STEPS.index(step)
        self._back.setEnabled(place > 0)
        self._next.say("Finish" if place == len(STEPS) - 1 else "Continue")
        self.turned.emit()

    def show_standings(self, judged: collections.abc.Mapping[Step, Judged], *, proven: bool) -> None:
        """Show how all steps stand; the shown one can be skipped while it is not ``proven``."""
        self.list.show_standings(judged)
        self._skip.setVisible(not proven)

    def name(self, environment: str) -> None:
        """Show in which environment this is."""
        self._plate.name(environment)
        play = environment not in ("", PRODUCTION)
        self._stripe.setVisible(play)
        self._where.show_text(
            "Nothing here reaches production." if play else "These are the real ones: calls come here."
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus, else goes on; Esc closes."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QAbstractButton) and focus is not self._next:
                focus.click()
            elif not isinstance(focus, QLineEdit | QComboBox):
                self._forward()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is there."""
        super().showEvent(event)
        if not event.spontaneous():
            self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves it leaves nothing that is shown once; a window that is only minimised stays as it is."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.turned.emit()

    def _forward(self) -> None:
        place = STEPS.index(self.step) + 1
        if place < len(STEPS):
            self.show_step(STEPS[place])
        else:
            self.close()

    def _backward(self) -> None:
        self.show_step(STEPS[max(STEPS.index(self.step) - 1, 0)])

    def _skipped(self) -> None:
        step = self.step
        self._forward()
        self.skipped.emit(step)

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_step)
        self._back.clicked.connect(self._backward)
        self._skip.clicked.connect(self._skipped)
        self._next.clicked.connect(self._forward)
        self.alarm.answered.connect(self.call_wanted)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list)
        for page in self.pages.values():
            self._stack.addWidget(page)
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stripe)
        column.addWidget(self.alarm)
        column.addLayout(middle, 1)
        column.addWidget(self._foot())
        room = self.screen().availableGeometry()
        wide, high = (self.theme.px(size) for size in SIZE)
        self.resize(min(wide, room.width()), min(high, room.height() - 40))

    def _foot(self) -> QWidget:
        foot = Surface(self.theme, "page", lines=("top",))
        ways, onward = QWidget(), QHBoxLayout()
        onward.setContentsMargins(0, 0, 0, 0)
        onward.setSpacing(10)
        for button in (self._back, self._skip, self._next):
            onward.addWidget(button)
        ways.setLayout(onward)
        row = FlowLayout(spacing=10)
        row.addWidget(self._plate)
        row.addWidget(self._where)
        row.add_at_the_end(ways)
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 10, 16, 10)
        column.addLayout(row)
        return foot
