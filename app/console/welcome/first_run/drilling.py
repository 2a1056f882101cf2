"""Plays the drill for a minute and tells its score; a real call that rings ends it at once."""

import asyncio
import collections.abc
import typing

from PySide6.QtCore import QObject, Signal

from app.console.watch import Watch
from app.console.welcome.first_run.drill import LASTS_MS, Drill, DrillError
from app.console.welcome.first_run.score import Score
from app.domain.incident.ringing.alarms import Priority, unanswered
from app.ground.tasks import Tasks

LOOK_S = 0.25
UP_WITHIN_MS = 30_000


class Play(typing.Protocol):
    """A drill that runs."""

    @property
    def is_up(self) -> bool:
        """Whether its calls come."""

    @property
    def is_over(self) -> bool:
        """Whether its window is gone."""

    async def end(self) -> None:
        """Close it and take it off the disk."""

    async def scored(self, at: int) -> Score:
        """What was done in it; raises DrillError."""


class Drilling(QObject):
    """One drill at a time.

    Signals:
        told: how it goes, as a sentence.
        scored: it has ended with this ``Score``.
        running: whether one runs now.
    """

    told = Signal(str)
    scored = Signal(object)
    running = Signal(bool)

    def __init__(
        self, watch: Watch, tasks: Tasks, start: collections.abc.Callable[[], Play] = Drill, lasts_ms: int = LASTS_MS
    ) -> None:
        super().__init__()
        self._watch = watch
        self._tasks = tasks
        self._start = start
        self._lasts_ms = lasts_ms
        self._task: asyncio.Task[None] | None = None
        self._enough = False

    def toggle(self) -> None:
        """Start a drill, or end the one that runs and score it."""
        if self._task is not None and not self._task.done():
            self._enough = True
        elif self._rings():
            self.told.emit("Something real rings. Answer it first.")
        else:
            self._enough = False
            self._task = self._tasks.start("drill", self._play())

    async def _play(self) -> None:
        self.told.emit("The drill's window opens…")
        self.running.emit(True)
        try:
            drill = await asyncio.to_thread(self._start)
            try:
                await self._watch_over(drill)
            finally:
                await drill.end()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.told.emit(f"The drill could not be played: {reason}.")
        finally:
            self.running.emit(False)

    async def _watch_over(self, drill: Play) -> None:
        began = opened = self._watch.now()
        up = False
        while not drill.is_over and not self._enough:
            now = self._watch.now()
            if self._rings():
                self.told.emit("Something real rings: the drill has ended, and nothing of it counts.")
                return
            if not up:
                up, began = drill.is_up, now
            if (now - began >= self._lasts_ms) or (not up and now - opened >= UP_WITHIN_MS):
                break
            if up:
                left = -(-(self._lasts_ms - (now - began)) // 1000)
                self.told.emit(f"The drill runs in its own window: {left} s left.")
            await asyncio.sleep(LOOK_S)
        await self._score(drill)

    async def _score(self, drill: Play) -> None:
        try:
            found = await drill.scored(self._watch.now())
        except DrillError:
            self.told.emit("The drill did not begin, or can't be read. Start it once more.")
            return
        self.told.emit("")
        self.scored.emit(found)

    def _rings(self) -> bool:
        """Held apart from the drill on purpose: what rings here is real."""
        watch = self._watch
        return any(one.priority is Priority.P1 for one in unanswered(watch.book, watch.now(), watch.raise_ms))
