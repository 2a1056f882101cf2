"""What the first-run wizard asks the station for: checks, its settings, and changes of them."""

import collections.abc

from PySide6.QtCore import QObject, Signal

from app.console.setup.pages import StepPage
from app.console.setup.steps import SetupStep
from app.console.station.commands import CommandSender, StationClient
from app.console.store import Store
from app.core.tasks import Tasks
from app.domain.incident.commands import ChangeSettings, Value, new_id

KINDS = {
    SetupStep.CREDENTIALS: "token",
    SetupStep.PATH: "path",
    SetupStep.SECRET: "signature",
    SetupStep.UNWATCHED: "help",
}
"""What the station's API calls the check of a step."""


class StationRequests(QObject):
    """Says on a step's page how it goes.

    Signals:
        proven: a step, and the ``Proofs`` that came for it.
        settings_loaded: the station's settings.
        changed: settings of a step were changed.
    """

    proven = Signal(object, object)
    settings_loaded = Signal(object)
    changed = Signal(object)

    def __init__(
        self,
        watch: Store,
        tasks: Tasks,
        client: StationClient,
        pages: collections.abc.Mapping[SetupStep, StepPage],
    ) -> None:
        super().__init__()
        self._watch = watch
        self._client = client
        self._sender = CommandSender(watch, tasks, client)
        self._pages = pages

    async def prove(self, step: SetupStep) -> None:
        """Have the station try a step's check."""
        page = self._pages[step]
        if self._watch.operator is None:
            page.say("Sign on first, so that the station knows who asks.", "p2")
            return
        page.say("Trying…", "muted")
        page.verb.refuse("It is being tried.")
        try:
            results = await self._client.check(KINDS[step])
        except TimeoutError:
            page.say("The station did not answer. Try again when its lamps are back.", "p2")
            return
        finally:
            page.verb.refuse("")
        page.say("")
        self.proven.emit(step, results)

    async def apply(self, step: SetupStep, values: dict[str, Value]) -> None:
        """Change settings of the station; what a step proved with the old ones counts no more."""
        page = self._pages[step]
        unanswered = "The station did not answer. What counts shows here when it is back."
        if problem := await self._sender.deliver(ChangeSettings(id=new_id(), values=values), unanswered):
            page.say(problem, "p2")
            return
        self.changed.emit(step)
        await self.load(step)
        page.say("Changed. What waits for a start of the station says so beside it.")

    async def load(self, step: SetupStep) -> None:
        """Ask for the settings; trouble is said on the page of a step."""
        try:
            self.settings_loaded.emit(await self._client.settings())
        except TimeoutError:
            self._pages[step].say("The station did not answer: its settings are not shown.", "p2")
