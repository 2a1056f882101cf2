"""Measures refreshing: a station with many live incidents on schedule, against a pretend RapidSOS; prints a table.

``python -m tests.bench.refresh [incidents] [seconds]``; station and simulator are processes of their own. Design: at
most 20 % of one core for 500 live incidents. Numbers depend on the computer, so nothing is asserted.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import typing

import httpx

from app.station.api import auth
from tests.journeys.program import Station, environment, post, running, share_body, watchfloor

SETTLE_S = 20.0
POLL_S = 2.0
"""A console asks so often when nothing happens."""
_TICKS = 100.0


def row(what: str, value: str) -> None:
    sys.stdout.write(f"{what:<52} {value}\n")
    sys.stdout.flush()


def cpu_s(process: int) -> float:
    """User and system seconds of a process (Linux)."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def received(base_url: str) -> dict[str, int]:
    """How often each feed was asked so far."""
    with httpx.Client(trust_env=False) as client:
        counts: dict[str, int] = client.get(f"{base_url}/simulator/received").json()["requests"]
    return counts


def pulse(station: Station) -> typing.Any:  # noqa: ANN401 JSON
    """The desk's pulse, and how large its answer is."""
    file = auth.read(station.data_dir)
    assert file is not None
    hello = json.loads(auth.ask(file, "GET", "/hello") or b"{}")
    return json.loads(auth.ask(file, "GET", f"/events?after={hello['last_seq']}") or b"{}")["pulse"]


def share_all(station: Station, incidents: int) -> float:
    """Milliseconds that the slowest share took to be answered."""
    slowest = 0.0
    for number in range(incidents):
        body = json.loads(share_body(number))
        body["query"] = {"caller_id": f"1217{5_550_000 + number}"}
        begun = time.perf_counter()
        assert post(station.handler_url, json.dumps(body).encode()) == 200
        slowest = max(slowest, time.perf_counter() - begun)
    return slowest * 1000


def measure(folder: pathlib.Path, base_url: str, incidents: int, seconds: float) -> None:
    with running(folder, WATCHFLOOR_RAPIDSOS_URL=base_url) as station:
        row(f"slowest of {incidents} shares while others are asked about", f"{share_all(station, incidents):8.0f} ms")
        _rest(SETTLE_S)
        asked, cpu, begun = received(base_url), cpu_s(station.process.pid), time.monotonic()
        ages: list[int] = []
        while time.monotonic() - begun < seconds:
            told = pulse(station)
            ages += [told["now"] - one["last_asked"] for one in told["feeds"] if one["feed"] == "lei"]
            _rest(POLL_S)
        took = time.monotonic() - begun
        used, after = cpu_s(station.process.pid) - cpu, received(base_url)
        row("LEI asked", f"{(after['lei'] - asked['lei']) / took:8.1f} /s")
        row("RAD-E asked", f"{(after['rad_e'] - asked['rad_e']) / took:8.1f} /s")
        row("oldest 'last asked' of LEI that a console saw", f"{max(ages) / 1000:8.1f} s")
        row("CPU of the station", f"{100 * used / took:8.1f} % of a core")
        row("the pulse", f"{len(json.dumps(told)) / 1024:8.0f} KiB")


def _rest(seconds: float) -> None:
    """Take no part of the computer for so long."""
    threading.Event().wait(seconds)


def main(incidents: int, seconds: float) -> None:
    command = watchfloor("simulator", "serve", "--scenario", "calm", "--port", "0", "--until-stdin-closes")
    simulator = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
    assert simulator.stdout is not None
    assert simulator.stdin is not None
    try:
        base_url = str(json.loads(simulator.stdout.readline())["base_url"])
        with tempfile.TemporaryDirectory() as folder:
            measure(pathlib.Path(folder) / "data", base_url, incidents, seconds)
    finally:
        simulator.stdin.close()
        simulator.wait(30)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, float(sys.argv[2]) if len(sys.argv) > 2 else 60.0)
