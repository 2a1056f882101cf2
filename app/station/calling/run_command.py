"""Running the administrator's command: a program and its arguments, never a shell's text."""

import asyncio
import collections.abc
import contextlib

from app.station.calling.summons import Summons, environment

PATIENCE_S = 20.0


class RunCommand:
    """Runs it once for each call; what it prints is thrown away, and its arguments reach no log."""

    name = "command"

    def __init__(self, command: collections.abc.Sequence[str], patience_s: float = PATIENCE_S) -> None:
        self._command = tuple(command)
        self._patience_s = patience_s

    async def call(self, summons: Summons) -> str:
        """Run it to its end, or end it after its time; returns what went wrong, or nothing."""
        told = {
            "WATCHFLOOR_UNWATCHED_SINCE": "" if summons.unwatched_since is None else str(summons.unwatched_since),
            "WATCHFLOOR_UNANSWERED_SINCE": str(summons.unanswered_since),
            "WATCHFLOOR_INCIDENTS": " ".join(str(number) for number in summons.incidents),
            "WATCHFLOOR_ALARMS": str(summons.alarms),
            "WATCHFLOOR_TEST": "1" if summons.test else "0",
        }
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env={**environment(), **told},
            )
        except OSError as error:
            return f"it could not be started ({error.strerror or type(error).__name__})"
        return await self._ended(process)

    async def _ended(self, process: asyncio.subprocess.Process) -> str:
        try:
            async with asyncio.timeout(self._patience_s):
                code = await process.wait()
        except TimeoutError:
            return f"it did not end within {self._patience_s:g} s and was stopped"
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        return "" if code == 0 else f"it ended with code {code}"
