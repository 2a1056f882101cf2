"""The first run in front of a pretend desk, and what a person does with it."""

import collections.abc
import pathlib

from app.console.controls.button import Button
from app.console.keys import Act
from app.console.look.theme import Theme
from app.console.memory import Memory
from app.console.secrets.secrets_room import SecretsRoom
from app.console.welcome.first_run.asking import Asking
from app.console.welcome.first_run.drilling import Drilling
from app.console.welcome.first_run.first_run_room import Around, FirstRunRoom
from app.console.welcome.first_run.first_run_window import FirstRunWindow
from app.console.welcome.first_run.kept import Kept
from app.console.welcome.first_run.pages import pages
from app.console.welcome.first_run.secret_parts import SecretParts
from app.console.welcome.first_run.steps import Step
from app.domain.incident.commands import Answer, Command, Done
from app.domain.incident.proof import Proof, Proofs
from app.domain.incident.pulse import Lamp
from app.domain.incident.settings_told import SettingsTold
from app.ground.tasks import Tasks
from tests.console.loop import no_failure, until
from tests.console.secrets.test_secrets_room import Keyring
from tests.shots import settings
from tests.shots.first_runs import LAMPS
from tests.shots.scenes import NOW, Scene


class Desk:
    """Answers at once, unless it is silent."""

    def __init__(self) -> None:
        self.told = settings.told()
        self.wishes: list[Command] = []
        self.answer: Answer = Done(seq=9)
        self.asked: list[str] = []
        self.good: bool | None = True
        self.silent = False

    async def settings(self) -> SettingsTold:
        if self.silent:
            raise TimeoutError
        return self.told

    async def wish(self, command: Command) -> Answer:
        if self.silent:
            raise TimeoutError
        self.wishes.append(command)
        return self.answer

    async def prove(self, kind: str) -> Proofs:
        if self.silent:
            raise TimeoutError
        self.asked.append(kind)
        return Proofs(at=NOW, proofs=(Proof(what="It works", good=self.good, seen="seen so", figure="200"),))


class Seat:
    """One first run; ``SoundPage`` is left to its own tests."""

    def __init__(self, theme: Theme, folder: pathlib.Path, scene: Scene, operator: str | None = "M. Okafor") -> None:
        self.scene = scene
        self.watch = scene.done()
        self.watch.sign_on(operator)
        self.desk, self.keyring, self.tasks = Desk(), Keyring(), Tasks(no_failure)
        self.kept = Kept(Memory(folder))
        self.secrets = SecretParts(theme)
        made = pages(theme, self.secrets, Button(theme, "sound"))
        self.pages = made
        self.window = FirstRunWindow(theme, made.by_step)
        self.acts: list[Act] = []
        self.lamps: tuple[Lamp, ...] = LAMPS
        self.agencies = 0
        around = Around(
            watch=self.watch,
            tasks=self.tasks,
            kept=self.kept,
            lamps=lambda: self.lamps,
            agencies=lambda: self.agencies,
            act=self.acts.append,
        )
        self.drilling = Drilling(self.watch, self.tasks)
        asking = Asking(self.watch, self.desk, made.by_step)
        self.room = FirstRunRoom(self.window, made, asking, self.drilling, around)
        self.secrets_room = SecretsRoom(self.secrets, self.watch, self.tasks, self.keyring)
        self.secrets.said.connect(self.room.say)
        self.secrets.listed.connect(self.room.list_secrets)
        self.window.turned.connect(self.secrets.forget)
        self.window.opened.connect(self.secrets_room.open)
        self.open_steps: list[tuple[Step, ...]] = []
        self.room.left_open.connect(self.open_steps.append)

    async def at(self, step: Step) -> None:
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

    def stands(self, step: Step) -> str:
        """How a step stands in the list."""
        return self.window.list.buttons[step].stands


Test = collections.abc.Callable[[Seat], collections.abc.Coroutine[None, None, None]]
