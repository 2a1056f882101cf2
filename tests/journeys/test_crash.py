"""Station, console, or both are killed again and again under load: every body answered 200 is there exactly once."""

import collections.abc
import contextlib
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import typing

import pytest

from tests.journeys import crashing
from tests.journeys.crashing import KILLS, Senders
from tests.journeys.desk import until
from tests.journeys.program import Station, environment, journal, running, watchfloor
from tests.journeys.telling_console import TELLS

CONSOLE = "tests.journeys.telling_console"
ROOT_FLAG = {"QTWEBENGINE_DISABLE_SANDBOX": "1"} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}
CONSOLE_KILLS = max(1, KILLS // 4)
"""A console takes seconds to start, so that fewer are killed."""
PATIENCE_S = 90.0
A_SHARE_EVERY_S = 0.25
"""Of each client while consoles are killed: thousands would be another test, of the window."""


def moments() -> random.Random:
    """Moments to kill at, the same in every run."""
    return random.Random(911)  # noqa: S311 - no secret


class Console:
    """A real console without a screen, which starts its station if none answers, and tells what it shows."""

    def __init__(self, data_dir: pathlib.Path, folder: pathlib.Path, **more: str) -> None:
        self.tells = folder / "told.json"
        self.tells.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            watchfloor("--data-dir", str(data_dir), "--pictures", str(folder / "pictures"), module=CONSOLE),
            stderr=subprocess.DEVNULL,
            env=environment(QT_QPA_PLATFORM="offscreen", **ROOT_FLAG, **more, **{TELLS: str(self.tells)}),
        )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def told(self) -> dict[str, typing.Any]:
        """What it shows; empty before its first picture."""
        return dict(json.loads(self.tells.read_text(encoding="utf-8"))) if self.tells.exists() else {}

    def shows(self) -> set[str]:
        """The shares of all rows of its queue."""
        return {share for shares in self.told().get("shares", {}).values() for share in shares}


@pytest.fixture
def consoles() -> collections.abc.Iterator[list[Console]]:
    """What a test started and did not end is killed."""
    started: list[Console] = []
    yield started
    for console in started:
        console.kill()


def all_shown(console: Console, data_dir: pathlib.Path) -> None:
    """Wait until the queue shows every share of the journal, and say how many."""
    shares = {row["share"] for row in journal(data_dir, "ShareReceived")}
    until(lambda: console.shows() == shares, PATIENCE_S, every_s=0.2)
    told = console.told()
    assert len(told["spoken"]) == len(told["shares"])
    assert all(told["spoken"])
    print(f"\nthe restarted console shows {len(shares)} shares in {len(told['shares'])} rows: all of the journal's")


def test_nothing_acknowledged_is_lost(tmp_path: pathlib.Path) -> None:
    data_dir, chance = tmp_path / "station", moments()
    station = Station(data_dir)
    senders = Senders(station.port)
    senders.start()
    try:
        for _ in range(KILLS):
            senders.answered_again()
            senders.enough.wait(chance.uniform(0.03, 0.6))
            station.kill()
            station = Station(data_dir, port=station.port)
    finally:
        senders.stop()
        station.stop()
    crashing.found("station", KILLS, senders, data_dir)


def test_a_killed_console_costs_nothing_and_comes_back_with_everything(
    tmp_path: pathlib.Path, consoles: list[Console]
) -> None:
    data_dir, chance = tmp_path / "station", moments()
    with running(data_dir) as station:
        senders = Senders(station.port, pause_s=A_SHARE_EVERY_S)
        senders.start()
        try:
            for _ in range(CONSOLE_KILLS):
                consoles.append(Console(data_dir, tmp_path))
                senders.answered_again()
                senders.enough.wait(chance.uniform(0.1, 3.0))
                consoles.pop().kill()
        finally:
            senders.stop()
        consoles.append(Console(data_dir, tmp_path))
        all_shown(consoles[-1], data_dir)
        consoles.pop().kill()
        assert station.process.poll() is None, "the station outlives its consoles"
        assert station.stop() == 0
    crashing.found("console", CONSOLE_KILLS, senders, data_dir)


def test_killed_together_they_come_back_with_everything(tmp_path: pathlib.Path, consoles: list[Console]) -> None:
    data_dir, chance, port = tmp_path / "data", moments(), free_port()
    alone = {"WATCHFLOOR_PORT": str(port), "WATCHFLOOR_ENVIRONMENT": "simulator"}
    senders, killed = Senders(port, pause_s=A_SHARE_EVERY_S), [0]
    senders.start()
    try:
        for _ in range(CONSOLE_KILLS):
            consoles.append(Console(data_dir, tmp_path, **alone))
            senders.answered_again(PATIENCE_S)
            senders.enough.wait(chance.uniform(0.1, 3.0))
            until(lambda: station_of(data_dir) not in killed, PATIENCE_S)  # it can hear before it says where it is
            killed.append(station_of(data_dir))
            os.kill(killed[-1], signal.SIGKILL)
            consoles.pop().kill()
            until(lambda: not listens(port))
        consoles.append(Console(data_dir, tmp_path, **alone))
        senders.answered_again(PATIENCE_S)
        senders.stop()
        all_shown(consoles[-1], data_dir)
    finally:
        senders.stop()
        for console in consoles:
            console.kill()
        # The station is nobody's child any more: it must not outlive the test.
        subprocess.run(watchfloor("stop", "--data-dir", str(data_dir)), check=False, env=environment(), timeout=60)
    crashing.found("both", CONSOLE_KILLS, senders, data_dir)


def station_of(data_dir: pathlib.Path) -> int:
    """The process of the station that a console started; 0 before it said so."""
    file = data_dir / "desk.json"
    return int(json.loads(file.read_text(encoding="utf-8"))["pid"]) if file.exists() else 0


def free_port() -> int:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def listens(port: int) -> bool:
    with contextlib.closing(socket.socket()) as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
