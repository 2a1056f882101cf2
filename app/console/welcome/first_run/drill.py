"""The drill: a whole simulator in a process and a directory of its own, so that nothing of it can meet a real call.

Not in this process: one console shows one station, and this one goes on showing, and ringing for, the real one.
"""

import asyncio
import os
import pathlib
import shutil
import subprocess
import tempfile

import msgspec

from app.console.line.station_process import StationProcess, answers
from app.console.welcome.first_run.score import Score, score
from app.ground.program import own_command

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

    async def scored(self, at: int) -> Score:
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
