"""Measures searches over stored incidents and prints a table: what the index answers, and pieces of opening bodies.

``python -m tests.bench.search [incidents]``; numbers depend on the machine, so nothing is asserted.
"""

import asyncio
import pathlib
import sys
import tempfile
import time
import typing

from app.domain import search as domain_search
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import Acknowledged, IncidentClosed, LocationFixed, NoteAdded
from app.protocol.search import Search
from app.station.api.routes import BUDGET_S
from app.station.journal.base import Decision, DecisionContext, Intent
from app.station.journal.journal import Journal
from tests.bench.journal import row, timed
from tests.station.journal.made import Home, share

IN_ONE_DECISION = 200
FIXES = 3
INDEXED = ("+1 217 555 0143", "#5000", "RARE_0001", "2026-11-22")
SEALED = ("0143", "nobody wrote this", "39.8, -89.6 within 500 m")


def many(first: int, count: int) -> Intent:
    """Closed incidents with a share, fixes, an acknowledgement, a note and their end."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        drafts: list[EventDraft] = []
        for index in range(count):
            number = ledger.next_incident + index
            drafts += _one(number, first + index)
        return Decision(drafts=tuple(drafts))

    return intent


def _one(number: int, serial: int) -> typing.Iterator[EventDraft]:
    event = share(serial, phone=f"+1217555{serial % 10_000:04}")
    yield EventDraft(event=event, incident=number)
    for step in range(FIXES):
        place = {"latitude": 30 + serial % 1000 / 100, "longitude": -90 + step / 1000}
        yield EventDraft(event=LocationFixed(share=event.share, source="share", **place), incident=number)  # type: ignore[arg-type]
    yield EventDraft(event=Acknowledged(through=1), incident=number, operator="ANNA")
    yield EventDraft(event=NoteAdded(text=f"called back, caller {serial} is safe"), incident=number, operator="ANNA")
    yield EventDraft(event=IncidentClosed(reason="TEST", text=""), incident=number, operator="ANNA")


async def fill(journal: Journal, incidents: int) -> None:
    for first in range(0, incidents, IN_ONE_DECISION):
        await journal.decide(many(first, min(IN_ONE_DECISION, incidents - first)))


def whole_scan(journal: Journal, line: str) -> tuple[int, float]:
    """Pieces until everything was looked at, and the seconds of all."""
    pieces, before, taken = 0, None, 0.0
    while True:
        begun = time.perf_counter()
        found = journal.search(Search(sought=domain_search.read(line), in_bodies=True, before=before), BUDGET_S)
        taken += time.perf_counter() - begun
        pieces, before = pieces + 1, found.before
        if before is None:
            return pieces, taken


def measure(home: Home, incidents: int) -> None:
    with home.opened() as journal:
        asyncio.run(fill(journal, incidents))
        row("events", f"{journal.last_seq:12,}")
        for line in INDEXED:
            search = Search(sought=domain_search.read(line))
            taken = timed(lambda search=search: journal.search(search, BUDGET_S))  # type: ignore[misc]
            row(f"by the index: {line}", f"{taken[10]:8.2f} ms   worst {taken[-1]:.2f}")
        for line in SEALED:
            search = Search(sought=domain_search.read(line), in_bodies=True)
            piece = journal.search(search, BUDGET_S)
            row(f"one piece: {line}", f"{piece.looked_at:8,} incidents in {BUDGET_S:.2f} s")
            pieces, seconds = whole_scan(journal, line)
            row(f"all of it: {line}", f"{seconds:8.1f} s in {pieces} pieces")


def main(incidents: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Home(pathlib.Path(folder)), incidents)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
