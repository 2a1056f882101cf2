"""The power fails at a hundred moments: nothing that was answered 200 is lost, whatever the disk kept.

With ``synchronous=NORMAL`` the same test loses shares: it would notice if we synced too little.
"""

import contextlib
import itertools
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from app.station.journal.base import BALLAST, JOURNAL
from tests.journeys.program import Station, post, sha256, share_body
from tests.needed import needed
from tests.power.disk import Entry, Left, after_power_loss, read_log

POINTS = int(os.environ.get("WATCHFLOOR_TEST_POWER_POINTS", "12"))
"""Moments at which the power goes; a hundred for the long run."""
SHARES = 120
CLIENTS = 4


class Recording:
    """A recorded run of the station: its disk's log, and when each share was answered 200."""

    def __init__(self, folder: pathlib.Path, module: str) -> None:
        self.data_dir = folder / "station"
        self.data_dir.mkdir()
        self.acknowledged: dict[str, int] = {}
        log = folder / "disk.log"
        preload = {
            "LD_PRELOAD": str(recorder(folder)),
            "RECORDER_FOLDER": str(self.data_dir),
            "RECORDER_LOG": str(log),
        }
        station = Station(self.data_dir, 0, module, **preload)
        self._share(station.handler_url)
        station.kill()
        self.entries: list[Entry] = [entry for entry in read_log(log) if not entry.path.endswith(BALLAST)]

    def _share(self, url: str) -> None:
        numbers = itertools.count()

        def send() -> None:
            while (number := next(numbers)) < SHARES:
                body = share_body(number)
                assert post(url, body) == 200
                self.acknowledged[sha256(body)] = time.monotonic_ns()

        clients = [threading.Thread(target=send) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()

    def moments(self) -> list[int]:
        """Moments spread over the time in which shares were answered."""
        first, last = min(self.acknowledged.values()), max(self.acknowledged.values())
        return [first + (last - first) * point // (POINTS - 1) for point in range(POINTS)]

    def lost(self, moment: int, left: Left, disk: pathlib.Path) -> set[str]:
        """What was answered before ``moment`` and isn't in the journal on the disk that is left."""
        chance = random.Random(moment)  # noqa: S311 - the same torn sectors in every run
        lay_out(after_power_loss(self.entries, moment, left, chance), self.data_dir, disk)
        promised = {digest for digest, at in self.acknowledged.items() if at <= moment}
        return promised - stored(disk)


def recorder(folder: pathlib.Path) -> pathlib.Path:
    """The recording library, compiled."""
    library = folder / "recorder.so"
    source = pathlib.Path(__file__).with_name("recorder.c")
    compiler = needed("gcc", "gcc", "libc6-dev")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def lay_out(files: dict[str, bytes], recorded: pathlib.Path, disk: pathlib.Path) -> None:
    shutil.rmtree(disk, ignore_errors=True)
    for path, content in files.items():
        target = disk / pathlib.Path(path).relative_to(recorded.resolve())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def stored(disk: pathlib.Path) -> set[str]:
    """Digests of the shares that a station starting on this disk would know."""
    with contextlib.closing(sqlite3.connect(disk / JOURNAL)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if "delivery" not in tables:
            return set()
        return {digest for (digest,) in connection.execute("SELECT request_sha256 FROM delivery")}


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's LD_PRELOAD")
@pytest.mark.parametrize(("module", "safe"), [("app", True), ("tests.power.weak_station", False)])
def test_no_acknowledged_share_is_lost(tmp_path: pathlib.Path, module: str, safe: bool) -> None:
    recording = Recording(tmp_path, module)
    assert len(recording.acknowledged) == SHARES
    lost = {left: [recording.lost(moment, left, tmp_path / "disk") for moment in recording.moments()] for left in Left}
    print(f"\n{'as shipped' if safe else 'control: synchronous=NORMAL'}, {SHARES} shares answered 200")
    print("left of unsynced writes | power cuts | cuts that lose shares | shares lost, summed")
    for left, by_moment in lost.items():
        losing = sum(map(bool, by_moment))
        print(f"{left.value:<23} | {len(by_moment):>10} | {losing:>21} | {sum(map(len, by_moment)):>19}")
    if safe:
        assert not any(any(by_moment) for by_moment in lost.values())
    else:
        assert sum(map(bool, lost[Left.NONE])) >= POINTS * 3 // 4
