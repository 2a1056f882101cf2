"""A screen in memory and buses of its own for one console: what a screen reader needs to stand beside it."""

import collections.abc
import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile

from tests.needed import missing

LAUNCHERS = (
    pathlib.Path("/usr/libexec/at-spi-bus-launcher"),
    pathlib.Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"),
)
"""Where distributions put the launcher of at-spi2-core."""
SIZE = "1400x900x24"


def absent() -> str:
    """What is missing on this computer, as a sentence; nothing when the journey can be made."""
    lacking = [name for name in ("Xvfb", "dbus-daemon") if shutil.which(name) is None]
    lacking += [] if any(one.exists() for one in LAUNCHERS) else ["at-spi-bus-launcher"]
    return f"missing here: {', '.join(lacking)} (Debian: xvfb, dbus-daemon, at-spi2-core)" if lacking else ""


@contextlib.contextmanager
def accessible_screen() -> collections.abc.Iterator[dict[str, str]]:
    """An X screen, a session bus and the accessibility bus on it; gives the environment of a program that uses them."""
    if absent():
        missing(absent())
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory(prefix="watchfloor-bus-") as runtime:
        # The sockets of its buses lie here, not with those of whoever runs the test.
        own = {"XDG_RUNTIME_DIR": runtime, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        own["DISPLAY"] = ":" + stack.enter_context(_saying("Xvfb", "-displayfd", "1", "-screen", "0", SIZE, env=own))
        bus = ("dbus-daemon", "--session", "--nofork", "--print-address")
        own["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_saying(*bus, env=own))
        launcher = next(str(one) for one in LAUNCHERS if one.exists())
        stack.enter_context(_running(launcher, "--launch-immediately", env=own, says=subprocess.DEVNULL))
        yield own


@contextlib.contextmanager
def _saying(*command: str, env: dict[str, str]) -> collections.abc.Iterator[str]:
    """A program that says its address in its first line when it is ready."""
    with _running(*command, env=env) as process:
        assert process.stdout is not None
        said = process.stdout.readline().decode().strip()
        assert said, f"{command[0]} did not start"
        yield said


@contextlib.contextmanager
def _running(
    *command: str, env: dict[str, str], says: int = subprocess.PIPE
) -> collections.abc.Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=says, stderr=subprocess.DEVNULL, env={**os.environ, **env})
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()
