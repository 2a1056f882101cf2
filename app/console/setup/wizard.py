"""The window of the first run: steps at the left, a page at the right, and what leads on under both."""

import collections.abc
import functools
import typing

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.preferences.secret_actions import SecretInventory
from app.console.setup.drill import DrillController, DrillScore
from app.console.setup.pages import SetupPages, StepList, StepPage
from app.console.setup.parts import SetupProgress, rows
from app.console.setup.station_requests import StationRequests
from app.console.setup.steps import STEPS, SetupState, SetupStep, StepResult, StepStatus, judge, unproven
from app.console.shortcuts.actions import Action
from app.console.store import Store
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import FlowLayout, PageStack, Surface
from app.console.window.alarm_bar import AlarmBar
from app.console.window.badges import PRODUCTION, Plate, Stripe
from app.core.tasks import Tasks
from app.domain.incident.alarms import Priority
from app.domain.lamp import Lamp
from app.protocol.settings import CheckResults, SettingsReport

SIZE = (1120, 740)


class SetupWizard(Surface):
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

    def __init__(self, theme: Theme, pages: collections.abc.Mapping[SetupStep, StepPage]) -> None:
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
        self._next = Button(theme, "", ButtonKind.PRIMARY, key="Enter")
        self.setWindowTitle("First run · Watchfloor")
        self._lay_out()
        self._connect()
        self.show_step(self.step)

    @property
    def page(self) -> StepPage:
        """The page that is shown."""
        return self.pages[self.step]

    def show_step(self, step: SetupStep) -> None:
        """Show a step."""
        self.step = step
        self.list.show_step(step)
        self._stack.setCurrentWidget(self.page)
        self.page.verticalScrollBar().setValue(0)
        place = STEPS.index(step)
        self._back.setEnabled(place > 0)
        self._next.say("Finish" if place == len(STEPS) - 1 else "Continue")
        self.turned.emit()

    def show_standings(self, judged: collections.abc.Mapping[SetupStep, StepResult], *, proven: bool) -> None:
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


SIMULATOR = "simulator"
STEP_ACTIONS = {
    SetupStep.AGENCIES: Action.IMPORT_AGENCIES,
    SetupStep.MAP: Action.BASE_MAP,
    SetupStep.OPERATORS: Action.SIGN_ON,
}
"""What the rest of the console does for a step."""
CALLING = ("escalate_open_console", "escalate_command", "escalate_url")


class SetupSurroundings(typing.NamedTuple):
    """What the first run looks at and asks."""

    watch: Store
    tasks: Tasks
    kept: SetupProgress
    lamps: collections.abc.Callable[[], tuple[Lamp, ...]]
    agencies: collections.abc.Callable[[], int]
    """ECCs on the list; reads a file."""
    run_action: collections.abc.Callable[[Action], None]


class SetupController(QObject):
    """Opens by itself once in a data directory's life, and whenever somebody asks.

    Signals:
        left_open: the steps that are not proven have changed; a tuple of them.
    """

    left_open = Signal(object)

    def __init__(
        self,
        window: SetupWizard,
        pages: SetupPages,
        asking: StationRequests,
        drilling: DrillController,
        around: SetupSurroundings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._asking = asking
        self._drilling = drilling
        self._around = around
        self._opens_itself = not around.kept.was_shown
        self._proofs: dict[SetupStep, CheckResults] = {}
        self._inventory: SecretInventory | None = None
        self._agencies = 0
        self._ways: int | None = None
        self._unproven: tuple[SetupStep, ...] | None = None
        self._connect()

    def begin(self) -> None:
        """There is a station now: look at every pulse from here on."""
        self._agencies = self._around.agencies()
        self._around.watch.pulsed.connect(self._pulsed)
        self._around.watch.changed.connect(self._ring)
        self._pulsed()

    def open(self, step: SetupStep | None = None) -> None:
        """Show a step, or the first one that is not proven."""
        self._around.kept.show()
        self._opens_itself = False
        self._agencies = self._around.agencies()
        self._window.show_step(step or next(iter(unproven(self.facts())), STEPS[0]))
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self.refresh()
        self._around.tasks.start("first run", self._asking.load(self._window.step))

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def list_secrets(self, inventory: SecretInventory) -> None:
        """The keyring's secrets were listed; a changed one has to be proven anew."""
        before = self._inventory
        self._inventory = inventory
        if before is not None and before.secrets != inventory.secrets:
            self._forget(SetupStep.SECRET)
        self.refresh()

    def say(self, sentence: str, tone: str = "text") -> None:
        """Say something on the page that is shown."""
        self._window.page.say(sentence, tone)

    def facts(self) -> SetupState:
        """What is known now."""
        kept = self._around.kept
        proven = {step: at for step in STEPS if (at := kept.proven_at(step)) is not None}
        return SetupState(
            lamps={lamp.name: lamp for lamp in self._around.lamps()},
            proofs=self._proofs,
            operator=self._around.watch.operator,
            inventory=self._inventory,
            agencies=self._agencies,
            ways=self._ways,
            score=kept.score,
            kept=proven,
            skipped=frozenset(step for step in STEPS if kept.skipped(step)),
        )

    def refresh(self) -> None:
        """Show how everything stands, and remember what was seen to be proven."""
        facts = self.facts()
        judged = {step: judge(step, facts) for step in STEPS}
        for step, found in judged.items():
            if found.standing is StepStatus.PROVEN and step not in facts.kept:
                self._around.kept.prove(step, found.at or self._around.watch.now())
        if self._window.isVisible():
            step = self._window.step
            self._window.page.show_proofs(rows(step, facts, self._window.theme.keys))
            self._window.show_standings(judged, proven=judged[step].standing is StepStatus.PROVEN)
            self._window.name(self._around.watch.environment)
        self._tell(tuple(step for step in STEPS if judged[step].standing is not StepStatus.PROVEN))

    def _tell(self, steps: tuple[SetupStep, ...]) -> None:
        """A play is thrown away: nothing of it has to be proven."""
        watch = self._around.watch
        if not watch.environment or watch.pulse is None:
            return
        unproven_now = () if watch.environment == SIMULATOR else steps
        if unproven_now != self._unproven:
            self._unproven = unproven_now
            self.left_open.emit(unproven_now)

    def _pulsed(self) -> None:
        watch = self._around.watch
        if self._opens_itself and watch.operator is not None and watch.environment not in ("", SIMULATOR):
            self.open()
        self._ring()
        self.refresh()

    def _ring(self) -> None:
        """A call that rings stands over this window too, which may cover the queue."""
        watch = self._around.watch
        alarms = watch.assessed().unanswered()
        count = sum(one.priority is Priority.P1 for one in alarms)
        headline = "Something rings" if count == 1 else f"{count} alarms ring"
        fact = "The first run stays as it is. Nothing that was proven is lost."
        self._window.alarm.say(headline if count else "", fact, "Go to it")

    def _connect(self) -> None:
        window, start = self._window, self._around.tasks.start
        for step, page in self._pages.by_step.items():
            page.tried.connect(functools.partial(self._try, step))
        for step, part in self._pages.settings.items():
            part.applied.connect(lambda values, step=step: start("apply", self._asking.apply(step, values)))
        window.turned.connect(self.refresh)
        window.skipped.connect(self._skip)
        window.call_wanted.connect(window.close)
        self._asking.proven.connect(self._take)
        self._asking.settings_loaded.connect(self._hear)
        self._asking.changed.connect(self._forget)
        self._drilling.progress.connect(self._pages.by_step[SetupStep.DRILL].say)
        self._drilling.scored.connect(self._score)
        self._drilling.running.connect(self._say_drill)

    def _try(self, step: SetupStep) -> None:
        if step is SetupStep.DRILL:
            self._drilling.toggle()
        elif step in STEP_ACTIONS:
            self._around.run_action(STEP_ACTIONS[step])
        else:
            self._around.tasks.start("proof", self._asking.prove(step))

    def _take(self, step: SetupStep, proofs: CheckResults) -> None:
        self._proofs[step] = proofs
        if proofs.good:
            self._around.kept.prove(step, proofs.at)
        self.refresh()
        self._pages.by_step[step].bring_proofs()

    def _hear(self, report: SettingsReport) -> None:
        for part in self._pages.settings.values():
            part.hear(report)
        calling = self._pages.settings[SetupStep.UNWATCHED]
        self._ways = sum(bool(calling.value(name)) for name in CALLING)
        if not self._ways:
            self._forget(SetupStep.UNWATCHED)
        self.refresh()

    def _skip(self, step: SetupStep) -> None:
        self._around.kept.skip(step)
        self.refresh()

    def _score(self, score: DrillScore) -> None:
        self._around.kept.keep_score(score)
        self.refresh()

    def _say_drill(self, running: bool) -> None:
        verb = "End the drill now" if running else "Start the drill"
        self._pages.by_step[SetupStep.DRILL].verb.say(verb)

    def _forget(self, step: SetupStep) -> None:
        """What a step's proof was about is another now."""
        self._proofs.pop(step, None)
        self._around.kept.unprove(step)
