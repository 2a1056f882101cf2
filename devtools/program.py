"""Running the program, and modules of its tests, in the environment."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from types import FrameType

from devtools import screen
from devtools.checkout import PYTHON, ROOT
from devtools.voice import say

PICTURES = ROOT / "shots" / "run"
"""Where `run` lets the console write pictures of its window when nobody could see it otherwise."""


def surroundings() -> dict[str, str]:
    """The variables a child gets: ours, and for root the flag without which Chromium refuses to start."""
    extra = {}
    if sys.platform != "win32" and os.geteuid() == 0:
        extra["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return {**os.environ, **extra}


def run_console(arguments: list[str]) -> int:
    """Run the console on the simulator; without a screen under Xvfb, with pictures of the window."""
    command = ["-m", "app", "--simulate", *arguments]
    if not screen.absent():
        return follow(command, surroundings())
    say("There is no screen here: the console runs on one in memory (Xvfb).")
    say(f"Every few seconds a picture of its window is written to {PICTURES}")
    say("Ctrl-C ends it.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with screen.in_memory() as display:
        return follow([*command, "--pictures", str(PICTURES)], {**surroundings(), "DISPLAY": display})


def run_offscreen(module: str, arguments: list[str]) -> int:
    """Run a module of the tests with Qt drawing into memory."""
    return follow(["-m", module, *arguments], {"QT_QPA_PLATFORM": "offscreen", **surroundings()})


def follow(arguments: list[str], variables: dict[str, str]) -> int:
    """Run the environment's Python to its end and return its exit code; a request to stop is handed on."""
    with subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, env=variables) as child, _handing_on(child):
        while True:
            # A terminal's Ctrl-C reaches the child as well: it decides when it is done, we only wait.
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


@contextlib.contextmanager
def _handing_on(child: subprocess.Popen[bytes]) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        child.terminate()

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
