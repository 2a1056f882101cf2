"""A watched console as a child process, and the lines that it tells."""

import collections.abc
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import typing

Line = dict[str, typing.Any]


@contextlib.contextmanager
def watched(
    folder: pathlib.Path, module: str = "watched_console", **more: str
) -> collections.abc.Iterator[collections.abc.Iterator[Line]]:
    """The console of a data directory, drawing into memory if nothing else is said; gives its lines as they come."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.bench.consoles.{module}", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield (json.loads(line) for line in process.stdout)
    finally:
        process.terminate()
        process.communicate()
