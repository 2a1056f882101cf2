"""From the start of ``watchfloor`` to its window painted, its listener listening and its map ready; a station alone.

Python's bytecode is kept between the starts, as an installation keeps it: the first start has to make it.
"""

import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from tests.bench.consoles.console_lines import watched
from tests.bench.consoles.painted_lines import MAP_READY, STARTED
from tests.bench.share_to_200 import keep_bytecode, station

TIMES = 5
LISTENING = "listener ready"
ALONE = "station alone, ready line"
STEP_S = 0.002
PATIENCE_S = 30.0


def main() -> None:
    """Measure and print; the first start builds the map page and is told apart."""
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as name:
        folder = pathlib.Path(name) / "data"
        folder.mkdir(mode=0o700)
        keep_bytecode(pathlib.Path(name))
        with socket.create_server(("127.0.0.1", 0)) as door:
            port = int(door.getsockname()[1])
        (folder / "settings.toml").write_text(f'environment = "simulator"\nport = {port}\n', encoding="utf-8")
        starts = [{**_start(folder, port), ALONE: _alone()} for _ in range(TIMES + 1)]
    print(f"{'start, ms':<28} {'first':>8} {'p50':>8} {'max':>8}")
    for what in (STARTED, LISTENING, MAP_READY, ALONE):
        later = [start[what] for start in starts[1:]]
        print(f"{what:<28} {starts[0][what]:>8.0f} {statistics.median(later):>8.0f} {max(later):>8.0f}")


def _start(folder: pathlib.Path, port: int) -> dict[str, float]:
    found: dict[str, float] = {}
    begun = time.time_ns()
    knocking = threading.Thread(target=_knock, args=(port, begun, found))
    knocking.start()
    with watched(folder) as lines:
        for line in lines:
            found[line["seen"]] = (line["at"] - begun) / 1e6
            if line["seen"] == MAP_READY:
                break
        knocking.join()
    subprocess.run([sys.executable, "-m", "app", "stop", "--data-dir", str(folder)], check=True)
    return found


def _alone() -> float:
    begun = time.perf_counter()
    with station():
        return (time.perf_counter() - begun) * 1000


def _knock(port: int, begun: int, found: dict[str, float]) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                found[LISTENING] = (time.time_ns() - begun) / 1e6
                return
        except OSError:
            time.sleep(STEP_S)


if __name__ == "__main__":
    main()
