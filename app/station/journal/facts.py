"""Events as facts for reports: times, kinds, operators and ECCs leave here, and nothing of any caller does."""

import sqlite3

from app.domain.incident.events import (
    Acknowledged,
    BodyQuarantined,
    ClockStepped,
    IncidentOpened,
    OperatorSignedOff,
    OperatorSignedOn,
    PathLost,
    ShareReceived,
    ShareRepeated,
    StationStarted,
    StationStopped,
    TriggerUnknown,
)
from app.domain.incident.record import Recorded
from app.domain.reporting.fact import Fact
from app.station.journal.rows import COLUMNS, folded, opened
from app.station.journal.seal.seals import Seals

KINDS = tuple(
    kind.__name__
    for kind in (
        ShareReceived,
        ShareRepeated,
        Acknowledged,
        IncidentOpened,
        TriggerUnknown,
        BodyQuarantined,
        PathLost,
        OperatorSignedOn,
        OperatorSignedOff,
        StationStarted,
        StationStopped,
        ClockStepped,
    )
)
_ALWAYS = frozenset({TriggerUnknown.__name__, PathLost.__name__})
_SEARCH = "SELECT seq, at FROM event WHERE seq >= ? ORDER BY seq LIMIT 1"


def page(
    connection: sqlite3.Connection, seals: Seals, span: tuple[int, int], after: int, limit: int
) -> tuple[Fact, ...]:
    """At most ``limit`` facts of a span (since, until; UTC ms) with a seq above ``after``, oldest first."""
    since, until = span
    first = max(after, _first_since(connection, since) - 1)
    marks = ", ".join("?" * len(KINDS))
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM event WHERE seq > ? AND at >= ? AND at < ? AND kind IN ({marks}) "  # noqa: S608 -- our own text only
        "ORDER BY seq LIMIT ?",
        (first, since, until, *KINDS, limit),
    )
    eccs: dict[int, str | None] = {}
    return tuple(_fact(connection, folded(opened(connection, row, seals)), row[2], eccs) for row in rows)


def _first_since(connection: sqlite3.Connection, since: int) -> int:
    """The first seq of a time, halving: times rise with the seqs, but for steps that the caller's filter sees to."""
    low, high = 1, connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM event").fetchone()[0]
    while low < high:
        middle = (low + high) // 2
        seq, at = connection.execute(_SEARCH, (middle,)).fetchone()
        if at < since:
            low = seq + 1
        else:
            high = middle
    return int(low)


def _fact(connection: sqlite3.Connection, record: Recorded, kind: str, eccs: dict[int, str | None]) -> Fact:
    """A fact; what was erased or is locked keeps its time, and a share its ring."""
    event = record.event
    ecc, through = None, None
    rings = kind in _ALWAYS or kind == ShareReceived.__name__
    match event:
        case ShareReceived():
            ecc, rings = event.ecc, event.verified
        case ShareRepeated():
            rings = not event.quiet
        case BodyQuarantined():
            rings = event.rings
        case Acknowledged():
            through = event.through
        case _:
            pass
    if ecc is None and record.incident is not None and rings:
        ecc = _ecc(connection, record.incident, eccs)
    return Fact(
        seq=record.seq,
        at=record.at,
        kind=kind,
        incident=record.incident,
        operator=record.operator,
        ecc=ecc,
        rings=rings,
        through=through,
    )


def _ecc(connection: sqlite3.Connection, incident: int, known: dict[int, str | None]) -> str | None:
    """The ECC that the index has of an incident."""
    if incident not in known:
        row = connection.execute("SELECT ecc FROM incident WHERE number=?", (incident,)).fetchone()
        known[incident] = None if row is None else row[0]
    return known[incident]
