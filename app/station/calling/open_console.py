"""Opening the console on this computer's screen."""

import asyncio
import collections.abc
import pathlib
import subprocess

from app.ground.program import detached, own_command
from app.station.calling.summons import Summons, environment

STAYS_S = 5.0
"""A console that has not ended after so long is up."""


class OpenConsole:
    """Opens one, unless the one it opened is still there."""

    name = "console"

    def __init__(self, data_directory: pathlib.Path, command: collections.abc.Sequence[str] | None = None) -> None:
        self._command = [*(command or own_command()), "--data-dir", str(data_directory)]
        self._process: subprocess.Popen[bytes] | None = None

    async def call(self, _summons: Summons) -> str:
        """Open it; returns what went wrong, or nothing."""
        if self._process is not None and self._process.poll() is None:
            return ""
        return await asyncio.to_thread(self._open)

    def _open(self) -> str:
        try:
            self._process = subprocess.Popen(  # noqa: S603 our own program with our own arguments
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                **detached(),
            )
            code = self._process.wait(STAYS_S)
        except subprocess.TimeoutExpired:
            return ""
        except OSError as error:
            return f"it could not be started ({error.strerror or type(error).__name__})"
        return f"it ended at once with code {code}"
