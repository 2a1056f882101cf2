"""A storm: 1,000 shares in 10 s against a real station, and a real console on a screen that must never stand still.

``python -m tests.bench.storm``; the window stands on a screen in memory (Xvfb), or draws into memory where there is
none. Gaps are told on the wall and by the window's own work: other work on the machine counts in the first only.
"""

import asyncio
import collections.abc
import contextlib
import http.client
import shutil
import subprocess
import sys
import threading
import time

from tests.bench.consoles.console_lines import Line, watched
from tests.bench.consoles.storm_console import BEAT, GAP
from tests.bench.share_to_200 import shares, station, table

COUNT = 1_000
RATE = 100
PATIENCE_S = 60.0
SETTLE_S = 6.0
"""Before the storm one share warms everything up, and the map comes up."""


@contextlib.contextmanager
def screen() -> collections.abc.Iterator[dict[str, str]]:
    """What a console needs to stand on a screen in memory."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{process.stdout.readline().strip()}"}
    finally:
        process.terminate()
        process.communicate()


class Told:
    """What the console told since the storm began."""

    def __init__(self, lines: collections.abc.Iterator[Line]) -> None:
        self.gaps: list[Line] = []
        self.rows = self.announced = 0
        self._from_ns = time.time_ns() + 10**18
        self._reading = threading.Thread(target=self._read, args=(lines,), daemon=True)
        self._reading.start()

    def begin(self) -> None:
        """Gaps count from now on."""
        self._from_ns = time.time_ns()

    def wait(self, count: int) -> None:
        """Until so many rows and announcements are there, or patience ends."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and (self.rows < count or self.announced < count):
            time.sleep(0.1)

    def _read(self, lines: collections.abc.Iterator[Line]) -> None:
        # The pipe closes under the reader when the console is ended.
        with contextlib.suppress(ValueError):
            for line in lines:
                if line["seen"] == GAP and line["at"] > self._from_ns:
                    self.gaps.append(line)
                elif line["seen"] == BEAT:
                    self.rows, self.announced = line["rows"], line["announced"]


def longest(gaps: list[Line], which: str) -> str:
    """How many were over 100 ms, and the longest."""
    taken = sorted(gap[which] for gap in gaps)
    return f"{sum(one > 100 for one in taken):>4} over 100 ms, longest {taken[-1] if taken else 0:.0f} ms"


def main() -> int:
    """Measure, print, and return 1 when something was lost, unannounced, or stood still by its own work."""
    with screen() as where, station() as (url, folder), watched(folder, "storm_console", **where) as lines:
        told = Told(lines)
        time.sleep(SETTLE_S)
        asyncio.run(shares(url, 5_000, 1, RATE))
        told.wait(1)
        time.sleep(1.0)
        told.begin()
        waits, statuses = asyncio.run(shares(url, 0, COUNT, RATE))
        told.wait(COUNT + 1)
        time.sleep(2.0)
    print(table(f"{COUNT} shares at {RATE}/s", waits, statuses))
    print(f"rows {told.rows} of {COUNT + 1}, announced {told.announced} of {COUNT + 1}")
    print(f"gaps of the window on the wall:     {longest(told.gaps, 'wall')}")
    print(f"gaps by the window's own work:      {longest(told.gaps, 'own')}")
    whole = told.rows == told.announced == COUNT + 1 and statuses[http.client.OK] == COUNT
    return 0 if whole and all(gap["own"] <= 100 for gap in told.gaps) else 1


if __name__ == "__main__":
    sys.exit(main())
