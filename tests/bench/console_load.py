"""What a busy, frozen or stuck console costs RapidSOS: the same shares beside the real console under four loads."""

import asyncio
import collections.abc
import contextlib
import os
import pathlib
import subprocess
import sys

from tests.bench.consoles.loaded_console import LOADS, SETTLED
from tests.bench.share_to_200 import COUNT, RATE, WARM_UP, shares, station, table


@contextlib.contextmanager
def console(load: int, folder: pathlib.Path) -> collections.abc.Iterator[None]:
    """The console at the station of a folder, settled and loaded."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.consoles.loaded_console", str(load), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.strip() == SETTLED:
                break
        yield
    finally:
        process.kill()
        process.communicate()


def main() -> None:
    """Measure and print, one station and one console for each load."""
    print(f"{f'{RATE}/s, console':<32} {'p50':>8} {'p99':>8} {'max':>8}")
    for number, load in enumerate(LOADS):
        with station() as (url, folder), console(number, folder):
            asyncio.run(shares(url, 1_000_000, WARM_UP, RATE))
            print(table(load, *asyncio.run(shares(url, 0, COUNT, RATE))), flush=True)


if __name__ == "__main__":
    main()
