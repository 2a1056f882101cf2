"""The first run in front of a pretend desk, and what a person does with it."""

import collections.abc
import pathlib

from app.console.preferences.secrets import SecretsController
from app.console.setup.drill import DrillController
from app.console.setup.pages import pages
from app.console.setup.parts import SecretParts, SetupProgress
from app.console.setup.station_requests import StationRequests
from app.console.setup.steps import SetupStep
from app.console.setup.wizard import SetupController, SetupSurroundings, SetupWizard
from app.console.shortcuts.actions import Action
from app.console.state_file import StateFile
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.core.tasks import Tasks
from app.domain.lamp import Lamp
from app.protocol.settings import CheckResult, CheckResults, SettingsReport
from tests.console.fake_client import FakeStationClient
from tests.console.loop import no_failure, until
from tests.console.preferences.test_secrets_room import Keyring
from tests.shots import settings as shots_settings
from tests.shots.first_runs import LAMPS
from tests.shots.scenes import NOW, Scene


class Desk(FakeStationClient):
    """Answers at once, unless it is silent."""

    def __init__(self) -> None:
        super().__init__()
        self.told = shots_settings.told()
        self.asked: list[str] = []
        self.good: bool | None = True

    async def settings(self) -> SettingsReport:
        if self.silent:
            raise TimeoutError
        return self.told

    async def check(self, kind: str) -> CheckResults:
        if self.silent:
            raise TimeoutError
        self.asked.append(kind)
        return CheckResults(
            at=NOW, proofs=(CheckResult(what="It works", good=self.good, seen="seen so", figure="200"),)
        )


class Seat:
    """One first run; ``SoundPage`` is left to its own tests."""

    def __init__(self, theme: Theme, folder: pathlib.Path, scene: Scene, operator: str | None = "M. Okafor") -> None:
        self.scene = scene
        self.watch = scene.done()
        self.watch.sign_on(operator)
        self.desk, self.keyring, self.tasks = Desk(), Keyring(), Tasks(no_failure)
        self.kept = SetupProgress(StateFile(folder))
        self.secrets = SecretParts(theme)
        made = pages(theme, self.secrets, Button(theme, "sound"))
        self.pages = made
        self.window = SetupWizard(theme, made.by_step)
        self.actions: list[Action] = []
        self.lamps: tuple[Lamp, ...] = LAMPS
        self.agencies = 0
        around = SetupSurroundings(
            watch=self.watch,
            tasks=self.tasks,
            kept=self.kept,
            lamps=lambda: self.lamps,
            agencies=lambda: self.agencies,
            run_action=self.actions.append,
        )
        self.drilling = DrillController(self.watch, self.tasks)
        asking = StationRequests(self.watch, self.tasks, self.desk, made.by_step)
        self.room = SetupController(self.window, made, asking, self.drilling, around)
        self.secrets_room = SecretsController(self.secrets, self.watch, self.tasks, self.keyring)
        self.secrets.said.connect(self.room.say)
        self.secrets.listed.connect(self.room.list_secrets)
        self.window.turned.connect(self.secrets.forget)
        self.window.opened.connect(self.secrets_room.open)
        self.open_steps: list[tuple[SetupStep, ...]] = []
        self.room.left_open.connect(self.open_steps.append)

    async def at(self, step: SetupStep) -> None:
        """Open it at a step."""
        self.room.open(step)
        await self.settle()

    async def settle(self) -> None:
        await until(lambda: not self.tasks.names)

    async def press(self, words: str) -> None:
        """Press the one button of these words that can be seen."""
        found = [one for one in self.window.findChildren(Button) if one.accessibleName() == words]
        next(one for one in found if one.isVisible()).click()
        await self.settle()

    def stands(self, step: SetupStep) -> str:
        """How a step stands in the list."""
        return self.window.list.buttons[step].stands


Test = collections.abc.Callable[[Seat], collections.abc.Coroutine[None, None, None]]
