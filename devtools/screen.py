"""A screen in memory for machines that have none: Xvfb, started here and stopped here."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from devtools.voice import GiveUpError

SIZE = "1680x1050x24"


def absent() -> bool:
    """Whether this is a system with X or Wayland and neither can be reached."""
    return sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def in_memory() -> Iterator[str]:
    """Start Xvfb on a display of its own choosing, yield that display's name, and stop it afterwards."""
    if shutil.which("Xvfb") is None:
        raise GiveUpError("There is no screen here, and Xvfb, which would stand in for one, is not installed.")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
    # In a session of its own: Ctrl-C must reach the window first, and it must still have its screen to close on.
    with subprocess.Popen(
        command, pass_fds=[writing], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        os.close(writing)
        try:
            yield f":{_chosen_display(reading, server)}"
        finally:
            server.terminate()


def _chosen_display(reading: int, server: subprocess.Popen[str]) -> int:
    """The number Xvfb writes once it accepts clients; nothing comes if it could not start."""
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        reason = server.stderr.read().strip() if server.stderr else ""
        raise GiveUpError(f"Xvfb did not start: {reason}")
    return int(number)
