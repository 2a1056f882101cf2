"""What the first run asks the station for: proofs, its settings, and changes of them."""

import collections.abc
import typing

from PySide6.QtCore import QObject, Signal

from app.console.acts import new_id
from app.console.watch import Watch
from app.console.welcome.first_run.step_page import StepPage
from app.console.welcome.first_run.steps import Step
from app.domain.incident.commands import Answer, ChangeSettings, Command, Refused
from app.domain.incident.proof import Proofs
from app.domain.incident.settings_told import SettingsTold, Value

KINDS = {Step.CREDENTIALS: "token", Step.PATH: "path", Step.SECRET: "signature", Step.UNWATCHED: "help"}
"""What the desk calls the proof of a step."""


class Desk(typing.Protocol):
    """Who tells settings, tries proofs and carries wishes; each may raise TimeoutError."""

    async def settings(self) -> SettingsTold:
        """Every setting of the station."""

    async def wish(self, command: Command) -> Answer:
        """Carry a wish until it is answered."""

    async def prove(self, kind: str) -> Proofs:
        """Have something tried, and wait for what was seen."""


class Asking(QObject):
    """Says on a step's page how it goes.

    Signals:
        proven: a step, and the ``Proofs`` that came for it.
        told: the station's settings.
        changed: settings of a step were changed.
    """

    proven = Signal(object, object)
    told = Signal(object)
    changed = Signal(object)

    def __init__(self, watch: Watch, desk: Desk, pages: collections.abc.Mapping[Step, StepPage]) -> None:
        super().__init__()
        self._watch = watch
        self._desk = desk
        self._pages = pages

    async def prove(self, step: Step) -> None:
        """Have a step's proof tried."""
        page = self._pages[step]
        if self._watch.operator is None:
            page.say("Sign on first, so that the station knows who asks.", "p2")
            return
        page.say("Trying…", "muted")
        page.verb.refuse("It is being tried.")
        try:
            proofs = await self._desk.prove(KINDS[step])
        except TimeoutError:
            page.say("The station did not answer. Try again when its lamps are back.", "p2")
            return
        finally:
            page.verb.refuse("")
        page.say("")
        self.proven.emit(step, proofs)

    async def apply(self, step: Step, values: dict[str, Value]) -> None:
        """Wish for other settings; what a step proved of the old ones counts no more."""
        page = self._pages[step]
        if self._watch.operator is None:
            page.say("Sign on first, so that the journal knows who changed it.", "p2")
            return
        try:
            answer = await self._desk.wish(ChangeSettings(id=new_id(), values=values))
        except TimeoutError:
            page.say("The station did not answer. What counts shows here when it is back.", "p2")
            return
        if isinstance(answer, Refused):
            page.say(answer.refused, "p2")
            return
        self.changed.emit(step)
        await self.load(step)
        page.say("Changed. What waits for a start of the station says so beside it.")

    async def load(self, step: Step) -> None:
        """Ask for the settings; trouble is said on the page of a step."""
        try:
            self.told.emit(await self._desk.settings())
        except TimeoutError:
            self._pages[step].say("The station did not answer: its settings are not shown.", "p2")
