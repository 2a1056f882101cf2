"""The questions asked of the event table, on whatever connection."""

import collections.abc
import sqlite3

from app.domain.incident.record import Record
from app.station.journal.rows import COLUMNS, opened
from app.station.journal.seal.seals import Seals

Records = collections.abc.Iterator[Record]

# CROSS JOIN makes SQLite begin with the few incidents: left to itself it walks all events.
_MATTERING = """
    SELECT event.seq FROM incident CROSS JOIN event ON event.incident = incident.number
        WHERE closed_seq IS NULL AND event.seq > ?1 AND event.seq <= ?2
    UNION ALL SELECT event.seq FROM incident CROSS JOIN event ON event.incident = incident.number
        WHERE closed_seq > ?2 AND event.seq > ?1 AND event.seq <= ?2
    UNION ALL SELECT seq FROM event
        WHERE incident IS NULL AND kind IN ('OperatorSignedOn', 'OperatorSignedOff') AND seq > ?1 AND seq <= ?2
        AND seq > (SELECT coalesce(max(seq), 0) FROM event WHERE incident IS NULL AND kind = 'StationStarted')
    UNION ALL SELECT seq FROM event WHERE incident IS NULL AND kind IN ('GapFound', 'PathLost', 'PathProven',
        'JournalSetAside', 'JournalMissing', 'NoticeSeen', 'FormSaved', 'FormDiscarded', 'StatusReceived',
        'StatusPlaced')
        AND seq > ?1 AND seq <= ?2
    UNION ALL SELECT seq FROM (SELECT seq FROM event WHERE incident IS NULL AND kind = 'HandoverSigned' AND seq <= ?2
        ORDER BY seq DESC LIMIT 8) WHERE seq > ?1
    UNION ALL SELECT seq FROM (SELECT max(seq) AS seq FROM event
        WHERE incident IS NULL AND kind = 'ChecklistsAdopted' AND seq <= ?2) WHERE seq > ?1
    UNION ALL SELECT event_seq FROM quarantine WHERE authentic = 1 AND event_seq > ?1 AND event_seq <= ?2"""


def head(connection: sqlite3.Connection) -> tuple[int, bytes | None]:
    """The newest seq and its chain digest; 0 and None in an empty journal."""
    row = connection.execute("SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, None) if row is None else (row[0], row[1])


def restored_at(connection: sqlite3.Connection) -> int:
    """When a backup was last put in this journal's place, UTC ms; 0 when none was."""
    row = connection.execute(
        "SELECT at FROM event WHERE incident IS NULL AND kind = 'JournalRestored' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return 0 if row is None else int(row[0])


def after(connection: sqlite3.Connection, seals: Seals, seq: int, limit: int) -> Records:
    """Events after ``seq``, oldest first."""
    return _records(connection, seals, "WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))


def of_kinds(connection: sqlite3.Connection, seals: Seals, kinds: list[str], seq: int) -> Records:
    """Events of these kinds after ``seq``, oldest first."""
    marks = ", ".join("?" * len(kinds))
    return _records(connection, seals, f"WHERE seq > ? AND kind IN ({marks}) ORDER BY seq", (seq, *kinds))


def newest_of_kinds(
    connection: sqlite3.Connection, seals: Seals, kinds: tuple[str, ...], before: int | None, limit: int
) -> Records:
    """Events of these kinds below ``before``, newest first."""
    marks = ", ".join("?" * len(kinds))
    condition = f"WHERE kind IN ({marks}) AND (?{len(kinds) + 1} IS NULL OR seq < ?{len(kinds) + 1})"
    condition += f" ORDER BY seq DESC LIMIT ?{len(kinds) + 2}"
    return _records(connection, seals, condition, (*kinds, before, limit))


def latest_of(connection: sqlite3.Connection, seals: Seals, kinds: tuple[str, ...], limit: int) -> list[Record]:
    """The newest events of these kinds that belong to no incident, oldest first."""
    marks = ", ".join("?" * len(kinds))
    condition = f"WHERE incident IS NULL AND kind IN ({marks}) ORDER BY seq DESC LIMIT ?"
    return list(_records(connection, seals, condition, (*kinds, limit)))[::-1]


def of_incident(connection: sqlite3.Connection, seals: Seals, number: int) -> Records:
    """All events of one incident, oldest first."""
    return _records(connection, seals, "WHERE incident = ? ORDER BY seq", (number,))


def still_mattering(connection: sqlite3.Connection, seals: Seals, since: int, until: int, limit: int) -> Records:
    """Events with ``since`` < seq <= ``until`` that a book needs; ``limit`` -1 is none.

    They are those of incidents open at ``until``, of sign-ons since the station last started, what the station told
    of itself, the checklists in force, the last handover sheets, forms and status messages that belong to no
    incident, and quarantined bodies that ring, are still kept and were not seen.
    """
    return _records(connection, seals, f"WHERE seq IN ({_MATTERING}) ORDER BY seq LIMIT ?3", (since, until, limit))


def _records(
    connection: sqlite3.Connection, seals: Seals, condition: str, values: tuple[int | str | None, ...]
) -> Records:
    cursor = connection.execute(f"SELECT {COLUMNS} FROM event {condition}", values)  # noqa: S608 -- our own text only
    return (opened(connection, row, seals) for row in cursor)
