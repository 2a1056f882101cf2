"""Secrets put to work: what the page asks for goes through the door, and what came of it is said in its place."""

import collections.abc
import typing

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.console import dialogs
from app.console.look.theme import Theme
from app.console.secrets import words
from app.console.secrets.recovery_card import RecoveryCard
from app.console.secrets.secret_door import Inventory, Outcome, SecretDoor
from app.console.secrets.secret_row import SecretRow
from app.console.secrets.shown_once import ShownOnce
from app.console.watch import Watch
from app.ground.tasks import Tasks

FORGET = 0
Work = collections.abc.Coroutine[object, object, Outcome]


class Page(typing.Protocol):
    """Where secrets are shown: one page, or parts on several."""

    theme: Theme
    rows: dict[str, SecretRow]
    shown_once: ShownOnce
    recovery: RecoveryCard

    def window(self) -> QWidget:
        """The window in which they lie."""

    def show_inventory(self, inventory: Inventory) -> None:
        """Show which secrets there are."""

    def say(self, sentence: str, tone: str = "p2") -> None:
        """Why something was not done, or what was."""


class SecretsRoom(QObject):
    """One page; it lives as long as the page's recovery copy does."""

    def __init__(self, page: Page, watch: Watch, tasks: Tasks, door: SecretDoor) -> None:
        super().__init__(page.recovery)
        self._page = page
        self._watch = watch
        self._tasks = tasks
        self._door = door
        for row in page.rows.values():
            row.typed.connect(lambda name, secret: self._do(lambda: door.put(name, secret)))
            row.generated.connect(lambda name: self._do(lambda: self._generate(name)))
            row.forgotten.connect(lambda name: self._do(lambda: self._forget(name)))
            row.switched.connect(lambda: self._do(door.switch))
        page.recovery.wanted.connect(lambda: self._do(self._show_copy))
        page.recovery.written_down.connect(lambda: self._do(self._written_down))
        page.recovery.restored.connect(lambda text: self._do(lambda: door.restore(text)))

    def open(self) -> None:
        """Ask which secrets there are."""
        self._page.say("")
        self._tasks.start("secrets", self._load())

    def _do(self, work: collections.abc.Callable[[], Work]) -> None:
        if self._watch.operator is None:
            self._page.say("Sign on first (Ctrl+L).")
            return
        self._page.say("The keyring is asked…", "muted")
        self._tasks.start("secret", self._carry(work))

    async def _carry(self, work: collections.abc.Callable[[], Work]) -> None:
        outcome = await work()
        await self._load()
        self._page.say(outcome.refused or outcome.shown, "p2" if outcome.refused else "text")

    async def _load(self) -> None:
        self._page.show_inventory(await self._door.inventory())

    async def _generate(self, name: str) -> Outcome:
        """What was made is shown once, in its own place and nowhere else."""
        outcome = await self._door.generate(name)
        if outcome.refused:
            return outcome
        self._page.shown_once.show_secret(outcome.shown)
        return Outcome()

    async def _show_copy(self) -> Outcome:
        outcome = await self._door.recovery_copy()
        if outcome.refused:
            return outcome
        self._page.recovery.show_blocks(outcome.shown)
        return Outcome()

    async def _written_down(self) -> Outcome:
        """The card itself says how the copy stands now."""
        return Outcome(refused=(await self._door.written_down()).refused)

    async def _forget(self, name: str) -> Outcome:
        label = words.secrets()[name].label
        sentence = "The keyring will not have it any more. What needs it stops until it is put in again."
        answers = ("Forget it", "Keep it")
        headline = f"Forget: {label}"
        if await dialogs.ask(self._page.window(), self._page.theme, headline, sentence, answers) != FORGET:
            return Outcome()
        return await self._door.forget(name)
