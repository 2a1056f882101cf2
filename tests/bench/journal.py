"""Measures the journal and prints a table: durable appends, a start with many incidents, finding a phone.

``python -m tests.bench.journal [incidents]``; numbers depend on the disk, so nothing is asserted.
"""

import asyncio
import collections.abc
import pathlib
import statistics
import sys
import tempfile
import time

from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import IncidentClosed, NoteAdded
from app.station.journal.base import Decision, DecisionContext, Intent
from app.station.journal.journal import Journal
from tests.station.journal.made import Home, arrive, by_phone, note, share

CALLERS = (1, 16, 64)
EACH = 300
OPEN = 500
IN_ONE_DECISION = 200


def row(what: str, value: str) -> None:
    sys.stdout.write(f"{what:<46} {value}\n")
    sys.stdout.flush()


def timed(work: collections.abc.Callable[[], object], times: int = 20) -> list[float]:
    """Milliseconds of each run, fastest first."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


async def caller(journal: Journal, incident: int, times: int, taken: list[float]) -> None:
    for _ in range(times):
        begun = time.perf_counter()
        await journal.decide(note(incident, "x" * 600))
        taken.append((time.perf_counter() - begun) * 1000)


async def appends(journal: Journal, callers: int) -> None:
    """Durable appends a second, each waiting for its fsync; every caller writes to an incident of its own."""
    taken: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(*(caller(journal, 1001 + one, EACH, taken) for one in range(callers)))
    rate = callers * EACH / (time.perf_counter() - begun)
    taken.sort()
    row(
        f"durable appends, {callers} at once",
        f"{rate:8,.0f}/s   p50 {statistics.median(taken):.2f}   p99 {taken[len(taken) * 99 // 100]:.2f} ms",
    )


def close(number: int) -> Intent:
    draft = EventDraft(event=IncidentClosed(reason="TEST", text=""), incident=number, operator="ANNA")
    return lambda _ledger, _now: Decision(drafts=(draft,))


def many(first: int, count: int, *, closed: bool) -> Intent:
    """A share, a note and perhaps the end of each of many incidents, in one decision."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        drafts: list[EventDraft] = []
        for index in range(count):
            number = ledger.next_incident + index
            phone = f"+1217555{(first + index) % 10_000:04}"
            drafts.append(EventDraft(event=share(first + index, phone=phone), incident=number))
            drafts.append(EventDraft(event=NoteAdded(text="called back"), incident=number, operator="ANNA"))
            if closed:
                end = IncidentClosed(reason="TEST", text="")
                drafts.append(EventDraft(event=end, incident=number, operator="ANNA"))
        return Decision(drafts=tuple(drafts))

    return intent


async def fill(journal: Journal, incidents: int) -> None:
    for first in range(100, incidents - OPEN, IN_ONE_DECISION):
        await journal.decide(many(first, min(IN_ONE_DECISION, incidents - OPEN - first), closed=True))
    await journal.decide(many(incidents - OPEN, OPEN, closed=False))


def measure(home: Home, incidents: int) -> None:
    with home.opened() as journal:
        asyncio.run(small(journal))
        begun = time.perf_counter()
        asyncio.run(fill(journal, incidents))
        row(f"{journal.last_seq:,} events written in", f"{time.perf_counter() - begun:8.1f} s")
    size = home.place.journal.stat().st_size / 1e6
    row("journal on disk", f"{size:8,.0f} MB")

    def start() -> None:
        with home.opened():
            pass

    row(f"start with {incidents:,} incidents, {OPEN} open", f"{timed(start, 5)[2]:8.1f} ms")
    with home.opened() as journal:
        phone = timed(lambda: by_phone(journal, "+12175550143"))
        row("find by phone", f"{phone[10]:8.2f} ms")
        row("the newest 500 events", f"{timed(lambda: journal.after(journal.last_seq - 500, 500))[10]:8.2f} ms")
        row("an empty poll", f"{timed(lambda: journal.after(journal.last_seq, 500))[10]:8.2f} ms")
        row("one closed incident", f"{timed(lambda: journal.incident(5_000))[10]:8.2f} ms")
        opened = timed(lambda: journal.open_events(0, journal.last_seq, 500))
        row("a page of open events", f"{opened[10]:8.2f} ms")


async def small(journal: Journal) -> None:
    for number in range(max(CALLERS)):
        await journal.decide(arrive(share(number, phone=None)))
    for callers in CALLERS:
        await appends(journal, callers)
    for number in range(max(CALLERS)):
        await journal.decide(close(1001 + number))


def main(incidents: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Home(pathlib.Path(folder)), incidents)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
