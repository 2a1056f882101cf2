"""The drill: a whole simulator in a process and a directory of its own, so that nothing of it can meet a real call.

Not in this process: one console shows one station, and this one goes on showing, and ringing for, the real one.
"""

import asyncio
import collections.abc
import os
import pathlib
import shutil
import subprocess
import tempfile
import typing

import msgspec
from PySide6.QtCore import QObject, Signal

from app.console.station.process import StationProcess, answers
from app.console.store import Store
from app.core.paths import own_command
from app.core.tasks import Tasks
from app.domain.incident.alarms import Priority, unanswered


class JournalLine(msgspec.Struct, frozen=True):
    """What is needed of a line of ``watchfloor journal list``; times are UTC ms."""

    at: int
    kind: str
    incident: int | None = None


class DrillScore(msgspec.Struct, frozen=True, kw_only=True):
    """A drill's result."""

    at: int = 0
    """When it ended, UTC ms."""
    shared: int = 0
    answered_ms: tuple[int, ...] = ()
    """How long each answered call rang, in the order in which they came."""
    notes: int = 0
    closed: int = 0

    @property
    def passed(self) -> bool:
        """Every call was answered, something was written down and something was closed."""
        return self.shared > 0 and len(self.answered_ms) == self.shared and bool(self.notes and self.closed)


def score(lines: collections.abc.Iterable[str], at: int) -> DrillScore:
    """The score of a journal's lines.

    Raises:
        msgspec.DecodeError: they are no lines of a journal.
    """
    came: dict[int | None, int] = {}
    answered: dict[int | None, int] = {}
    counted = {"NoteAdded": 0, "IncidentClosed": 0}
    for text in lines:
        line = msgspec.json.decode(text, type=JournalLine)
        if line.kind == "ShareReceived":
            came.setdefault(line.incident, line.at)
        elif line.kind == "Acknowledged" and line.incident in came:
            answered.setdefault(line.incident, line.at - came[line.incident])
        elif line.kind in counted:
            counted[line.kind] += 1
    times = tuple(answered[incident] for incident in came if incident in answered)
    notes, closed = counted.values()
    return DrillScore(at=at, shared=len(came), answered_ms=times, notes=notes, closed=closed)


LASTS_MS = 60_000
SCENARIO = "drill"
FOLDER = "watchfloor-drill-"
_OURS = ("WATCHFLOOR_", "CREDENTIALS_DIRECTORY")
GOODBYE_S = 20.0
LISTED_WITHIN_S = 20.0


class DrillError(Exception):
    """It could not be played or read; the message is a sentence."""


class Drill:
    """One play of the scenario, from its first window to its score."""

    def __init__(self, command: list[str] | None = None) -> None:
        """Start it.

        Raises:
            OSError: its directory can't be made, or the program can't be started.
        """
        self._command = command or own_command()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix=FOLDER))
        self._process = subprocess.Popen(  # noqa: S603 our own program with our own arguments
            [*self._command, "--data-dir", str(self._folder), "--simulate", SCENARIO],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )

    @property
    def is_up(self) -> bool:
        """Whether its station answers: from here on its calls come."""
        return answers(self._folder)

    @property
    def is_over(self) -> bool:
        """Whether its window is gone."""
        return self._process.poll() is not None

    async def end(self) -> None:
        """Close its window, let its station finish, and take everything of it off the disk."""
        await asyncio.to_thread(self._end)
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def scored(self, at: int) -> DrillScore:
        """What was done in it so far; ``at`` is UTC ms.

        Raises:
            DrillError: its journal can't be read.
        """
        try:
            return score((await asyncio.to_thread(self._listed)).splitlines(), at)
        except (OSError, subprocess.SubprocessError, msgspec.DecodeError) as error:
            raise DrillError(type(error).__name__) from None

    def _listed(self) -> str:
        command = [*self._command, "journal", "list", "--json", "--data-dir", str(self._folder)]
        done = subprocess.run(  # noqa: S603 our own program with our own arguments
            command, capture_output=True, text=True, env=environment(), timeout=LISTED_WITHIN_S, check=True
        )
        return done.stdout

    def _end(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(GOODBYE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if answers(self._folder):
            # A window that was ended hard, as Windows ends it, leaves its station running.
            StationProcess(self._folder, command=self._command).stopped()


def environment() -> dict[str, str]:
    """This process's environment without settings and secrets: a drill knows nothing of the real center."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(_OURS)}


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

    async def scored(self, at: int) -> DrillScore:
        """What was done in it; raises DrillError."""


class DrillController(QObject):
    """One drill at a time.

    Signals:
        progress: how it goes, as a sentence.
        scored: it has ended with this ``Score``.
        running: whether one runs now.
    """

    progress = Signal(str)
    scored = Signal(object)
    running = Signal(bool)

    def __init__(
        self, watch: Store, tasks: Tasks, start: collections.abc.Callable[[], Play] = Drill, lasts_ms: int = LASTS_MS
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
            self.progress.emit("Something real rings. Answer it first.")
        else:
            self._enough = False
            self._task = self._tasks.start("drill", self._play())

    async def _play(self) -> None:
        self.progress.emit("The drill's window opens…")
        self.running.emit(True)
        try:
            drill = await asyncio.to_thread(self._start)
            try:
                await self._watch_over(drill)
            finally:
                await drill.end()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.progress.emit(f"The drill could not be played: {reason}.")
        finally:
            self.running.emit(False)

    async def _watch_over(self, drill: Play) -> None:
        began = opened = self._watch.now()
        up = False
        while not drill.is_over and not self._enough:
            now = self._watch.now()
            if self._rings():
                self.progress.emit("Something real rings: the drill has ended, and nothing of it counts.")
                return
            if not up:
                up, began = drill.is_up, now
            if (now - began >= self._lasts_ms) or (not up and now - opened >= UP_WITHIN_MS):
                break
            if up:
                left = -(-(self._lasts_ms - (now - began)) // 1000)
                self.progress.emit(f"The drill runs in its own window: {left} s left.")
            await asyncio.sleep(LOOK_S)
        await self._score(drill)

    async def _score(self, drill: Play) -> None:
        try:
            found = await drill.scored(self._watch.now())
        except DrillError:
            self.progress.emit("The drill did not begin, or can't be read. Start it once more.")
            return
        self.progress.emit("")
        self.scored.emit(found)

    def _rings(self) -> bool:
        """Held apart from the drill on purpose: what rings here is real."""
        watch = self._watch
        return any(one.priority is Priority.P1 for one in unanswered(watch.book, watch.now(), watch.raise_ms))
