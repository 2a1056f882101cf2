"""Fails a test that leaves a process running, names it and ends it. Looks into /proc, so on Linux only."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

GRACE_S = 2.0
"""Seconds a process gets to end after its test did; one that ended at once costs nothing."""

SHARED = "QtWebEngineProc"
"""Chromium's processes serve every page of the test run, and end with it."""


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    before = set(_children())
    yield
    deadline = time.monotonic() + GRACE_S
    while (left := _started_since(before)) and time.monotonic() < deadline:
        time.sleep(0.02)
    for process in left:
        os.kill(process, signal.SIGKILL)
    if left:
        pytest.fail(f"processes left running: {list(left.values())}", pytrace=False)


def _children() -> list[int]:
    """The ids of this process's own children."""
    children: list[int] = []
    for listed in Path("/proc/self/task").glob("*/children"):
        # A thread that ended while we looked takes its list with it, and has no children any more.
        with contextlib.suppress(OSError):
            children += [int(number) for number in listed.read_text(encoding="ascii").split()]
    return children


def _started_since(before: set[int]) -> dict[int, str]:
    """The command lines of children that run now and were not there before."""
    found = {}
    for process in set(_children()) - before:
        folder = Path("/proc") / str(process)
        try:
            status = (folder / "stat").read_text(encoding="utf-8")
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue  # it ended while we looked
        if SHARED not in status and status.rpartition(") ")[2][0] != "Z":
            found[process] = words
    return found
