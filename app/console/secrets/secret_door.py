"""The door to this computer's keyring: ``watchfloor secret`` in a process of its own, secrets through its pipes only.

A keyring may ask a person before it answers, so nothing here waits on the window's thread; and what the command tells
the station, that its keyring is another, the station takes over at once.
"""

import asyncio
import pathlib
import subprocess

import msgspec

from app.ground.exits import Exit
from app.ground.program import own_command

PATIENCE_S = 60.0
"""A keyring's prompt is answered by a person."""
REFUSAL = "watchfloor: "


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """One secret: whether the keyring has it, and whether the station was given another that goes before."""

    name: str
    kept: bool
    given: bool


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """When the recovery copy was shown, and when it was proven to be written down, UTC ms."""

    shown_at: int | None = None
    checked_at: int | None = None


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Which secrets there are; never what they are."""

    secrets: tuple[Secret, ...] = ()
    recovery: Recovery = Recovery()
    problem: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What the command said: ``shown`` is for the person's eyes and for no log, ``refused`` is why it did nothing."""

    shown: str = ""
    refused: str = ""

    def __repr__(self) -> str:
        """Without what was shown."""
        return f"Outcome(refused={self.refused!r})"


class SecretDoor:
    """The secrets of one data directory."""

    def __init__(self, data_dir: pathlib.Path, command: list[str] | None = None) -> None:
        self._data_dir = data_dir
        self._command = command or own_command()

    async def inventory(self) -> Inventory:
        """Which secrets there are, and how the recovery copy stands."""
        outcome = await self._run("list", "--json")
        if outcome.refused:
            return Inventory(problem=outcome.refused)
        try:
            return msgspec.json.decode(outcome.shown, type=Inventory)
        except msgspec.DecodeError:
            return Inventory(problem="The list of secrets can't be read. Start console and station anew.")

    async def put(self, name: str, secret: str) -> Outcome:
        """Keep a secret, or replace it."""
        return await self._run("set", name, secret=secret)

    async def forget(self, name: str) -> Outcome:
        """Take a secret out."""
        return await self._run("forget", name)

    async def generate(self, name: str) -> Outcome:
        """Make a fresh secret and keep it; ``shown`` is the only time that it is seen."""
        return await self._run("generate", name)

    async def switch(self) -> Outcome:
        """Make the next shared secret the current one."""
        return await self._run("switch")

    async def recovery_copy(self) -> Outcome:
        """The sealing key as blocks to write down."""
        return await self._run("recovery-copy", "--blocks", "--again")

    async def written_down(self) -> Outcome:
        """Somebody typed a part of it back."""
        return await self._run("recovery-copy", "--written-down")

    async def restore(self, copy: str) -> Outcome:
        """Put the sealing key back from what somebody wrote down."""
        return await self._run("restore", secret=copy)

    async def _run(self, *arguments: str, secret: str = "") -> Outcome:
        return await asyncio.to_thread(self._ran, arguments, secret)

    def _ran(self, arguments: tuple[str, ...], secret: str) -> Outcome:
        command = [*self._command, "secret", *arguments, "--data-dir", str(self._data_dir)]
        try:
            done = subprocess.run(  # noqa: S603 our own program with our own arguments; the secret is in its pipe
                command, input=secret + "\n", capture_output=True, text=True, timeout=PATIENCE_S, check=False
            )
        except subprocess.TimeoutExpired:
            return Outcome(refused="The keyring waits for a person to unlock it. Unlock it, then do this again.")
        except OSError as error:
            return Outcome(refused=f"The keyring can't be asked ({error.strerror or error}).")
        if done.returncode == Exit.DONE:
            return Outcome(shown=done.stdout.strip())
        lines = [line for line in done.stderr.splitlines() if line.startswith(REFUSAL)]
        return Outcome(refused=lines[-1].removeprefix(REFUSAL) if lines else f"It ended with code {done.returncode}.")
