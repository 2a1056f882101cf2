"""What a journal's size costs: start, memory, finding a phone, and the CPU of one more share, from 10^2 incidents up.

``python -m tests.bench.growth [incidents] [events] [open]``: up to so many incidents of so many events each, the last
of them open; written by the journal itself, 200 incidents in a decision. CPU is the station's own, so that a busy
computer bends it least; it is read from /proc, which only Linux has.
"""

import asyncio
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import threading
import time

from app import settings
from app.core.clock import SystemClock
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    FeedEnded,
    IncidentClosed,
    LocationFixed,
    ShareReceived,
)
from app.station import startup
from app.station.api import auth
from app.station.cli.station import key_of
from app.station.journal.base import DataDirectory, Decision, DecisionContext, Intent
from app.station.journal.journal import Journal
from tests.bench.refresh import cpu_s
from tests.bench.rivals.raw_client import load
from tests.bench.rivals.receivers import ours, signed
from tests.bench.share_to_200 import keep_bytecode
from tests.station.journal.made import by_phone

FIRST = 100
AT_ONCE = 200
CONNECTIONS = 16
SECONDS = 2.0
ROUNDS = 3
WARM_UP_S = 1.0
LOOKS = 20
LOOK_S = 0.5
IDLE = 0.1
"""Of a core."""
PHONE = "+12125550143"


def main(incidents: int, events: int, still_open: int) -> None:
    """Grow one journal tenfold again and again, and measure it at each size."""
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as name:
        folder = pathlib.Path(name) / "data"
        keep_bytecode(pathlib.Path(name))
        with ours("--data-dir", str(folder)):
            pass
        place = startup.data_directory_for(folder, settings.load(folder, {}))
        _print("incidents", "events", "MB", "ready ms", "phone ms", "RSS MB", "CPU us/share", "p50 ms", "p99 ms")
        size = FIRST
        while size <= incidents:
            written = _grow(place, size, events, still_open)
            megabytes = place.journal.stat().st_size / 1e6
            with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as copy:
                # The shares that measure stay open: they must not count as what the journal had before.
                shutil.copytree(folder, copy, dirs_exist_ok=True)
                found = _measured(
                    startup.data_directory_for(pathlib.Path(copy), settings.load(pathlib.Path(copy), {})), size
                )
            _print(f"{size:,}", f"{written:,}", f"{megabytes:,.0f}", *found)
            size *= 10


def _print(*cells: str) -> None:
    sys.stdout.write(" ".join(f"{cell:>12}" for cell in cells) + "\n")
    sys.stdout.flush()


def _grow(place: DataDirectory, size: int, events: int, still_open: int) -> int:
    """Fill up to this many incidents; returns the newest seq."""
    journal = Journal.open(place, private_key=key_of(place), now=SystemClock().now)
    try:
        asyncio.run(_fill(journal, size, events, min(still_open, size)))
        return journal.last_seq
    finally:
        journal.close()


async def _fill(journal: Journal, size: int, events: int, still_open: int) -> None:
    for first in range(size // 10 if size > FIRST else 0, size, AT_ONCE):
        last = min(first + AT_ONCE, size)
        await journal.decide(_many(first, last, events, size - still_open))


def _many(first: int, last: int, events: int, closed_before: int) -> Intent:
    def intent(ledger: DecisionContext, now: int) -> Decision:
        drafts: list[EventDraft] = []
        for offset, number in enumerate(range(first, last)):
            told = _story(f"{os.urandom(32).hex()}", number, now, events, closed=number < closed_before)
            drafts += [
                EventDraft(event=event, incident=ledger.next_incident + offset, operator="ANNA") for event in told
            ]
        return Decision(drafts=tuple(drafts))

    return intent


def _story(digest: str, number: int, now: int, events: int, *, closed: bool) -> list[AnyEvent]:
    """An incident as it goes: shared, seen at many places, known by a card, acknowledged, ended, closed."""
    share = digest[:16]
    shared = ShareReceived(
        share=share,
        request_sha256=digest,
        received_at=now,
        verified=True,
        phone=PHONE if number == 0 else f"+1217{number:07}",
        phone_as_received="2125550143",
        alert_id=None,
        ecc="NY_0161",
        box=None,
        warnings=(),
        linked_to=None,
        remote="127.0.0.1",
        untrusted_headers=(("Content-Type", "application/json"),),
        untrusted_body="{" + '"access_token": "[token cut out]"' + " " * 300 + "}",
    )
    places: list[AnyEvent] = [
        LocationFixed(
            share=share, latitude=40.7 + step / 1e4, longitude=-73.9, source="lei", uncertainty_m=12.0, fixed_at=now
        )
        for step in range(max(events - 6, 0))
    ]
    ends: list[AnyEvent] = [FeedEnded(share=share, feed=kind, reason=Ending.LAST_ASK) for kind in FeedKind]
    known = AdditionalDataReceived(share=share, untrusted_answer='{"card": "' + "x" * 400 + '"}')
    told = [shared, *places, known, Acknowledged(through=0), *ends]
    return [*told, IncidentClosed(reason="TEST", text="")] if closed else told


def _measured(place: DataDirectory, size: int) -> list[str]:
    begun = time.perf_counter()
    with ours("--data-dir", str(place.folder)) as receiver:
        ready = (time.perf_counter() - begun) * 1000
        file = auth.read(place.folder)
        assert file is not None
        _settled(file.pid)
        cpu, p50, p99 = _shares(receiver.url, file.pid, size)
        resident = _resident_mb(file.pid)
    figures = (ready, _phone_ms(place), resident, cpu, p50, p99)
    return [f"{figure:,.1f}" for figure in figures]


def _settled(process: int) -> None:
    """Wait until the station has read all open incidents, which it does after it is ready."""
    before, after = 0.0, cpu_s(process)
    while after - before > LOOK_S * IDLE:
        threading.Event().wait(LOOK_S)
        before, after = after, cpu_s(process)


def _shares(url: str, process: int, size: int) -> tuple[float, float, float]:
    """CPU of one share (us), and p50 and p99 of the wait (ms); the middle of some rounds."""
    found: list[tuple[float, float, float]] = []
    asyncio.run(load(url, signed, connections=CONNECTIONS, seconds=WARM_UP_S, first=size * 100_000_000))
    for one in range(1, ROUNDS + 1):
        before = cpu_s(process)
        first = (size * 10 + one) * 10_000_000
        run = asyncio.run(load(url, signed, connections=CONNECTIONS, seconds=SECONDS, first=first))
        used = (cpu_s(process) - before) / len(run.waits) * 1e6
        found.append((used, run.percentile(0.5), run.percentile(0.99)))
    cpu, p50, p99 = zip(*found, strict=True)
    return statistics.median(cpu), statistics.median(p50), statistics.median(p99)


def _phone_ms(place: DataDirectory) -> float:
    journal = Journal.open(place, private_key=key_of(place), now=SystemClock().now)
    try:
        taken = []
        for _ in range(LOOKS):
            begun = time.perf_counter()
            assert by_phone(journal, PHONE)
            taken.append((time.perf_counter() - begun) * 1000)
        return statistics.median(taken)
    finally:
        journal.close()


def _resident_mb(process: int) -> float:
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*given, *(100_000, 30, 500)[len(given) :])
