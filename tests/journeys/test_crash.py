"""The station is killed again and again under load: every body answered 200 is in the journal exactly once."""

import collections
import http.client
import itertools
import os
import pathlib
import random
import threading

from tests.journeys.program import Station, journal, post, sha256, share_body, verify

CLIENTS = 12
KILLS = int(os.environ.get("WATCHFLOOR_TEST_KILLS", "4"))
"""Sixty for the long run; a few prove the path in every run."""


class Senders:
    """Clients that share without rest, keep what was answered 200, and send an unanswered body again."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/data_share_handler"
        self.acknowledged: set[str] = set()
        self.sent: set[str] = set()
        self.odd: collections.Counter[int] = collections.Counter()
        self.enough = threading.Event()
        self.first_answer = threading.Event()
        self._numbers = itertools.count()
        self._threads = [threading.Thread(target=self._send, name=f"sender-{n}") for n in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self.enough.set()
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        while not self.enough.is_set():
            self._deliver(share_body(next(self._numbers)))

    def _deliver(self, body: bytes) -> None:
        self.sent.add(sha256(body))
        while not self.enough.is_set():
            try:
                status = post(self.url, body)
            except (OSError, http.client.HTTPException):
                self.enough.wait(0.02)
                continue
            if status == http.client.OK:
                self.acknowledged.add(sha256(body))
                self.first_answer.set()
                return
            self.odd[status] += 1
            self.enough.wait(0.02)


def test_nothing_acknowledged_is_lost(tmp_path: pathlib.Path) -> None:
    data_dir = tmp_path / "station"
    chance = random.Random(911)  # noqa: S311 - moments to kill at, the same in every run
    station = Station(data_dir)
    senders = Senders(station.port)
    senders.start()
    try:
        for _ in range(KILLS):
            senders.first_answer.clear()
            assert senders.first_answer.wait(30), station.errors()
            senders.enough.wait(chance.uniform(0.03, 0.6))
            station.kill()
            station = Station(data_dir, port=station.port)
    finally:
        senders.stop()
        station.stop()
    stored = collections.Counter(row["request_sha256"] for row in journal(data_dir, "ShareReceived"))
    assert senders.acknowledged - stored.keys() == set()
    assert stored.keys() - senders.sent == set()
    assert set(stored.values()) == {1}
    checked = verify(data_dir)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert senders.odd == {}
