"""Gives the shown incident to another operator, or back to the floor, after asking to whom."""

from PySide6.QtCore import QObject

from app.console.acts import Acts
from app.console.frame.window import Window
from app.console.handover.parting import Parting
from app.console.keys import Act
from app.console.watch import Watch
from app.ground.tasks import Tasks


class HandingOver(QObject):
    """One question at a time."""

    def __init__(self, window: Window, watch: Watch, acts: Acts, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._acts = acts
        self._tasks = tasks
        self._parting = Parting(window, window.theme, watch)
        self._asking = False
        window.actions_.on(Act.HAND_OVER, self.ask)

    def ask(self) -> None:
        """Ask about the shown incident, if it is this operator's."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.is_open or self._asking:
            return
        if incident.number not in self._parting.mine:
            self._window.centre.incident.refuse("It is not yours. Only who has an incident hands it over.")
            return
        self._asking = True
        self._tasks.start("hand over", self._ask(incident.number))

    async def _ask(self, number: int) -> None:
        try:
            to = await self._parting.one(number)
        finally:
            self._asking = False
        if to is not None:
            self._acts.hand_over(number, to.name)
