"""Twelve clients that share without rest while things are killed, and what the journal must say afterwards."""

import collections
import contextlib
import dataclasses
import http.client
import itertools
import os
import pathlib
import sqlite3
import subprocess
import threading

from app.station.journal.base import JOURNAL
from tests.journeys.program import environment, journal, post, sha256, share_body, verify, watchfloor

CLIENTS = 12
KILLS = int(os.environ.get("WATCHFLOOR_TEST_KILLS", "4"))
"""Sixty for the long run; a few prove the path in every run."""


class Senders:
    """Clients that share without rest, keep what was answered 200, and send an unanswered body again."""

    def __init__(self, port: int, pause_s: float = 0.0) -> None:
        """``pause_s`` is how long each client rests after an answer."""
        self._pause_s = pause_s
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

    def answered_again(self, patience_s: float = 30.0) -> None:
        """Wait until a share is answered from now on."""
        self.first_answer.clear()
        assert self.first_answer.wait(patience_s), "no share was answered 200"

    def _send(self) -> None:
        while not self.enough.is_set():
            self._deliver(share_body(next(self._numbers)))
            self.enough.wait(self._pause_s)

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


@dataclasses.dataclass(frozen=True)
class Found:
    """A line of the crash table."""

    killed: str
    kills: int
    answered: int
    found: int
    doubles: int
    missing: int
    never_sent: int
    odd_answers: int
    index: str
    chain: str

    def __str__(self) -> str:
        """The line, with its heading."""
        cells = [(field.name.replace("_", " "), str(getattr(self, field.name))) for field in dataclasses.fields(self)]
        widths = [max(map(len, cell)) for cell in cells]
        return "\n".join(
            " | ".join(cell[row].ljust(width) for cell, width in zip(cells, widths, strict=True)) for row in (0, 1)
        )


def found(killed: str, kills: int, senders: Senders, data_dir: pathlib.Path) -> Found:
    """What the journal says of everything that was answered; prints it. The station must have ended."""
    rows = collections.Counter(row["request_sha256"] for row in journal(data_dir, "ShareReceived"))
    checked = verify(data_dir)
    before = index(data_dir)
    command = watchfloor("journal", "rebuild", "--data-dir", str(data_dir))
    subprocess.run(command, capture_output=True, check=True, env=environment(), timeout=600)
    same = index(data_dir) == before
    line = Found(
        killed=killed,
        kills=kills,
        answered=len(senders.acknowledged),
        found=len(senders.acknowledged & rows.keys()),
        doubles=sum(count - 1 for count in rows.values()),
        missing=len(senders.acknowledged - rows.keys()),
        never_sent=len(rows.keys() - senders.sent),
        odd_answers=senders.odd.total(),
        index=f"{'equal to' if same else 'OTHER THAN'} a rebuild ({len(before)} rows)",
        chain=(checked.stdout + checked.stderr).strip()[:60],
    )
    print(f"\n{line}")
    assert (line.missing, line.doubles, line.never_sent, line.odd_answers) == (0, 0, 0, 0)
    assert (checked.returncode, same) == (0, True)
    return line


def index(data_dir: pathlib.Path) -> list[tuple[object, ...]]:
    """Every row of what is made from the events: incidents and deliveries."""
    with contextlib.closing(sqlite3.connect(data_dir / JOURNAL)) as connection:
        return [
            row
            for table in ("incident", "delivery")
            for row in connection.execute(f"SELECT '{table}', * FROM {table} ORDER BY 2")  # noqa: S608 - ours
        ]
