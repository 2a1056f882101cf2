"""Quitting asks: shall the station go on receiving, or stop too? A play only ends, and asks whether it shall."""

import asyncio
import collections.abc

from PySide6.QtCore import QObject

from app.console import dialogs
from app.console.frame.window import Window
from app.console.look.theme import Theme
from app.ground.tasks import Tasks

KEEP, STOP = 0, 1
END = 0


class Leaving(QObject):
    """Settles once, with whether the station stops too."""

    def __init__(
        self,
        window: Window,
        theme: Theme,
        tasks: Tasks,
        *,
        is_play: bool,
        owned: collections.abc.Callable[[], int] = int,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._tasks = tasks
        self._is_play = is_play
        self._owned = owned
        self._asking = False
        self._settled: asyncio.Future[bool] | None = None
        self._before: bool | None = None
        self.hide: collections.abc.Callable[[], bool] = lambda: False
        """Puts the window where it can be found again; False when there is no such place."""
        window.close_asked.connect(self._close)

    async def wanted(self) -> bool:
        """Wait until somebody leaves; whether the station stops too."""
        if self._before is not None:
            return self._before
        self._settled = asyncio.get_running_loop().create_future()
        return await self._settled

    def at_once(self) -> None:
        """Leave without a question; the station goes on."""
        self._settle(stop_station=False)

    def _close(self) -> None:
        """Closing the window leaves the program in the tray, where there is one; a play has nothing to go on for."""
        if self._is_play or not self.hide():
            self.ask()

    def ask(self) -> None:
        """Ask, once at a time."""
        if not self._asking:
            self._asking = True
            self._tasks.start("quit", self._ask_about_the_play() if self._is_play else self._ask())

    async def _ask_about_the_play(self) -> None:
        sentence = (
            "The play ends with this window: its calls stop, and nothing goes on in the background. No real call is "
            "touched."
        )
        answers = ("End the play", "Stay")
        answer = await dialogs.ask(self._window, self._theme, "End the play", sentence, answers)
        self._asking = False
        if answer == END:
            self._settle(stop_station=True)

    async def _ask(self) -> None:
        sentence = (
            "The station can go on receiving shares without this window. Nobody then sees or hears them here. "
            "Stopped, it refuses them, and RapidSOS is told nothing."
        )
        if count := self._owned():
            sentence += " " + f"What is yours goes back to the floor: {count} open."
        answers = ("Keep receiving", "Stop the station", "Stay")
        answer = await dialogs.ask(self._window, self._theme, "Leave Watchfloor", sentence, answers)
        self._asking = False
        if answer in (KEEP, STOP):
            self._settle(stop_station=answer == STOP)

    def _settle(self, *, stop_station: bool) -> None:
        self._before = stop_station
        if self._settled is not None and not self._settled.done():
            self._settled.set_result(stop_station)
