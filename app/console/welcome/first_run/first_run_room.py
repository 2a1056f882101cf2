"""The first run put to work: proofs are asked for, facts gathered, and what is not proven stays in sight."""

import collections.abc
import functools
import typing

from PySide6.QtCore import QObject, Signal

from app.console.keys import Act
from app.console.secrets.secret_door import Inventory
from app.console.watch import Watch
from app.console.welcome.first_run.asking import Asking
from app.console.welcome.first_run.drilling import Drilling
from app.console.welcome.first_run.facts import Facts
from app.console.welcome.first_run.first_run_window import FirstRunWindow
from app.console.welcome.first_run.judging import Standing, judge, unproven
from app.console.welcome.first_run.kept import Kept
from app.console.welcome.first_run.pages import Pages
from app.console.welcome.first_run.proof_rows import rows
from app.console.welcome.first_run.score import Score
from app.console.welcome.first_run.steps import STEPS, Step
from app.domain.incident.proof import Proofs
from app.domain.incident.pulse import Lamp
from app.domain.incident.ringing.alarms import Priority, unanswered
from app.domain.incident.settings_told import SettingsTold
from app.ground.tasks import Tasks

SIMULATOR = "simulator"
ACTS = {Step.AGENCIES: Act.IMPORT_AGENCIES, Step.MAP: Act.BASE_MAP, Step.OPERATORS: Act.SIGN_ON}
"""What the rest of the console does for a step."""
CALLING = ("escalate_open_console", "escalate_command", "escalate_url")


class Around(typing.NamedTuple):
    """What the first run looks at and asks."""

    watch: Watch
    tasks: Tasks
    kept: Kept
    lamps: collections.abc.Callable[[], tuple[Lamp, ...]]
    agencies: collections.abc.Callable[[], int]
    """ECCs on the list; reads a file."""
    act: collections.abc.Callable[[Act], None]


class FirstRunRoom(QObject):
    """Opens by itself once in a data directory's life, and whenever somebody asks.

    Signals:
        left_open: the steps that are not proven have changed; a tuple of them.
    """

    left_open = Signal(object)

    def __init__(
        self, window: FirstRunWindow, pages: Pages, asking: Asking, drilling: Drilling, around: Around
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._asking = asking
        self._drilling = drilling
        self._around = around
        self._opens_itself = not around.kept.was_shown
        self._proofs: dict[Step, Proofs] = {}
        self._inventory: Inventory | None = None
        self._agencies = 0
        self._ways: int | None = None
        self._told: tuple[Step, ...] | None = None
        self._connect()

    def begin(self) -> None:
        """There is a station to hear of now: look at every pulse from here on."""
        self._agencies = self._around.agencies()
        self._around.watch.pulsed.connect(self._pulsed)
        self._around.watch.changed.connect(self._ring)
        self._pulsed()

    def open(self, step: Step | None = None) -> None:
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

    def list_secrets(self, inventory: Inventory) -> None:
        """The keyring told what it has; another secret has to be proven anew."""
        before = self._inventory
        self._inventory = inventory
        if before is not None and before.secrets != inventory.secrets:
            self._forget(Step.SECRET)
        self.refresh()

    def say(self, sentence: str, tone: str = "text") -> None:
        """Say something on the page that is shown."""
        self._window.page.say(sentence, tone)

    def facts(self) -> Facts:
        """What is known now."""
        kept = self._around.kept
        proven = {step: at for step in STEPS if (at := kept.proven_at(step)) is not None}
        return Facts(
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
            if found.standing is Standing.PROVEN and step not in facts.kept:
                self._around.kept.prove(step, found.at or self._around.watch.now())
        if self._window.isVisible():
            step = self._window.step
            self._window.page.show_proofs(rows(step, facts))
            self._window.show_standings(judged, proven=judged[step].standing is Standing.PROVEN)
            self._window.name(self._around.watch.environment)
        self._tell(tuple(step for step in STEPS if judged[step].standing is not Standing.PROVEN))

    def _tell(self, steps: tuple[Step, ...]) -> None:
        """A play is thrown away: nothing of it has to be proven."""
        watch = self._around.watch
        if not watch.environment or watch.pulse is None:
            return
        told = () if watch.environment == SIMULATOR else steps
        if told != self._told:
            self._told = told
            self.left_open.emit(told)

    def _pulsed(self) -> None:
        watch = self._around.watch
        if self._opens_itself and watch.operator is not None and watch.environment not in ("", SIMULATOR):
            self.open()
        self._ring()
        self.refresh()

    def _ring(self) -> None:
        """A call that rings stands over this window too, which may cover the queue."""
        watch = self._around.watch
        alarms = unanswered(watch.book, watch.now(), watch.raise_ms)
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
        self._asking.told.connect(self._hear)
        self._asking.changed.connect(self._forget)
        self._drilling.told.connect(self._pages.by_step[Step.DRILL].say)
        self._drilling.scored.connect(self._score)
        self._drilling.running.connect(self._say_drill)

    def _try(self, step: Step) -> None:
        if step is Step.DRILL:
            self._drilling.toggle()
        elif step in ACTS:
            self._around.act(ACTS[step])
        else:
            self._around.tasks.start("proof", self._asking.prove(step))

    def _take(self, step: Step, proofs: Proofs) -> None:
        self._proofs[step] = proofs
        if proofs.good:
            self._around.kept.prove(step, proofs.at)
        self.refresh()
        self._pages.by_step[step].bring_proofs()

    def _hear(self, told: SettingsTold) -> None:
        for part in self._pages.settings.values():
            part.hear(told)
        calling = self._pages.settings[Step.UNWATCHED]
        self._ways = sum(bool(calling.value(name)) for name in CALLING)
        if not self._ways:
            self._forget(Step.UNWATCHED)
        self.refresh()

    def _skip(self, step: Step) -> None:
        self._around.kept.skip(step)
        self.refresh()

    def _score(self, score: Score) -> None:
        self._around.kept.keep_score(score)
        self.refresh()

    def _say_drill(self, running: bool) -> None:
        verb = "End the drill now" if running else "Start the drill"
        self._pages.by_step[Step.DRILL].verb.say(verb)

    def _forget(self, step: Step) -> None:
        """What a step's proof was about is another now."""
        self._proofs.pop(step, None)
        self._around.kept.unprove(step)
