"""Starts the station of a data directory, or finds the one that runs; it outlives this console on purpose."""

import collections.abc
import contextlib
import os
import pathlib
import socket
import subprocess
import urllib.parse

from app.core.errors import Exit
from app.core.paths import detached, own_command
from app.protocol import desk_file

KNOCK_S = 0.2
WORDS_FILE = "station-start.log"
LONGEST_WORDS = 4_000
REFUSAL = "watchfloor: "
"""How the command line begins the sentence of a refusal (cli.main)."""
STOPPED_WITHIN_S = 40.0


def answers(data_dir: pathlib.Path) -> bool:
    """Whether something accepts connections where the data directory's station said it listens."""
    desk = desk_file.read(data_dir)
    if desk is None:
        return False
    address = urllib.parse.urlsplit(desk.url)
    try:
        with socket.create_connection((address.hostname or "127.0.0.1", address.port or 80), timeout=KNOCK_S):
            return True
    except OSError:
        return False


class Outliving(subprocess.Popen[bytes]):
    """A child that may outlive this console: that nobody waits for it is meant, and no leak to warn of."""

    def __del__(self) -> None:
        """Let go without a word."""


class StationProcess:
    """The station as seen from a console of the same computer."""

    def __init__(
        self,
        data_dir: pathlib.Path,
        options: collections.abc.Sequence[str] = (),
        secrets: collections.abc.Mapping[str, str] | None = None,
        command: collections.abc.Sequence[str] | None = None,
    ) -> None:
        self.data_dir = data_dir
        self._options = list(options)
        self._secrets = dict(secrets or {})
        self._command = list(command or own_command())
        self._process: Outliving | None = None
        self._is_kept = False

    def keep(self) -> None:
        """The console is up: from here on the station outlives it, whatever happens to it."""
        self._is_kept = True

    def abandon(self) -> None:
        """End the station that this console started, if the console failed before it was up; waits for its end."""
        if self._is_kept or self._process is None or not self.runs:
            return
        self._process.terminate()  # "watchfloor stop" finds no station that is still starting
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOPPED_WITHIN_S)

    @property
    def runs(self) -> bool:
        """Whether the station that this console started still runs; one that was found is not ours to know."""
        return self._process is not None and self._process.poll() is None

    def start_or_attach(self) -> None:
        """Start the station unless one answers already.

        Raises:
            OSError: the data directory can't be written or the program can't be started.
        """
        if answers(self.data_dir):
            return
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        command = [*self._command, "station", "--data-dir", str(self.data_dir), *self._options]
        with (self.data_dir / WORDS_FILE).open("wb") as words:
            self._process = Outliving(  # our own program with our own arguments
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=words,
                env={**os.environ, **self._secrets},
                close_fds=True,
                **detached(),
            )

    @property
    def code(self) -> int | None:
        """The code with which the station that this console started has ended; None while it runs."""
        return None if self._process is None else self._process.poll()

    def refusal(self) -> str | None:
        """The sentence with which it refused to start; what it logged before it broke off is none."""
        words = (self.data_dir / WORDS_FILE).read_text(encoding="utf-8", errors="replace")[-LONGEST_WORDS:]
        lines = [line for line in words.splitlines() if line.startswith(REFUSAL)]
        return lines[-1].removeprefix(REFUSAL) if lines else None

    def stopped(self) -> bool:
        """Ask the station to stop and wait until it has; whether it did. Blocks for up to 40 s."""
        command = [*self._command, "stop", "--data-dir", str(self.data_dir)]
        try:
            done = subprocess.run(  # noqa: S603 our own program with our own arguments
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=STOPPED_WITHIN_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode in {Exit.DONE, Exit.NOT_RUNNING} and not answers(self.data_dir)

    def restarted(self) -> bool:
        """Let the station finish, and start it again; whether it was ended. Blocks for up to 40 s.

        Raises:
            OSError: it can't be started again.
        """
        ended = self.stopped()
        if ended:
            self.start_or_attach()
        return ended

    def stop(self, patience_s: float = 0.0) -> None:
        """Ask the station to stop, in a process that finishes by itself; wait so long for it to have stopped."""
        command = [*self._command, "stop", "--data-dir", str(self.data_dir)]
        asking = Outliving(  # our own program with our own arguments
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **detached()
        )
        if patience_s:
            with contextlib.suppress(subprocess.TimeoutExpired):
                asking.wait(patience_s)
