"""Keeping this workstation awake while incidents are open; a system that can't be asked is let be."""

import collections.abc
import ctypes
import logging
import os
import shutil
import subprocess
import sys

log = logging.getLogger(__name__)

_ES_CONTINUOUS = 0x8000_0000
_ES_SYSTEM_REQUIRED = 0x0000_0001
_ES_DISPLAY_REQUIRED = 0x0000_0002
_WHY = "Incidents are open"

Let = collections.abc.Callable[[], None]
"""Ends what keeps the workstation awake."""


class Awake:
    """``keep`` says whether it must stay awake; ``hold`` is how this system is asked, None when it has no way."""

    def __init__(self, hold: collections.abc.Callable[[], Let | None] | None = None) -> None:
        self._hold = hold or _of_this_system()
        self._wanted = False
        self._let: Let | None = None

    def keep(self, *, wanted: bool) -> None:
        """Stay awake, or not any more; asking twice is asking once."""
        if wanted == self._wanted:
            return
        self._wanted = wanted
        try:
            if wanted:
                self._let = self._hold()
            elif self._let is not None:
                self._let()
        except (OSError, AttributeError) as problem:
            log.info("The workstation can't be kept from sleeping (%s)", type(problem).__name__)
        if not wanted:
            self._let = None


def _of_this_system() -> collections.abc.Callable[[], Let | None]:
    if sys.platform == "win32":
        return _windows
    if sys.platform == "darwin":
        return lambda: _child(["caffeinate", "-dims", "-w", str(os.getpid())])
    # ``cat`` ends with this process: its input closes even if we crash.
    what = ["--what=idle:sleep", "--who=Watchfloor", f"--why={_WHY}", "--mode=block"]
    return lambda: _child(["systemd-inhibit", *what, "cat"])


def _windows() -> Let | None:
    ask = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined,unused-ignore]  # Windows only
    ask(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED | _ES_DISPLAY_REQUIRED)
    return lambda: ask(_ES_CONTINUOUS) and None


def _child(command: list[str]) -> Let | None:
    """A program that keeps the system awake while it runs; None when there is none."""
    program = shutil.which(command[0])
    if program is None:
        return None
    child = subprocess.Popen(  # noqa: S603 the system's own program with our own arguments
        [program, *command[1:]], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def let() -> None:
        child.terminate()
        child.communicate()

    return let
