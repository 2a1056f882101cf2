"""The index of incidents: written with the events, and made anew from them when in doubt."""

import collections.abc
import sqlite3

import msgspec

from app.domain.incident.book import FIRST_INCIDENT, Book
from app.domain.incident.events import Erased, IncidentClosed, Unreadable
from app.domain.incident.incident import Incident
from app.domain.incident.record import Recorded
from app.station.journal import queries
from app.station.journal.rows import folded
from app.station.journal.seal.sealing import Owner
from app.station.journal.seal.seals import Seals

ROUND_UP = 1_000
NO_PHONE = b""
"""In ``phone_index``: known to have none. NULL waits for the keyring."""


class IndexRow(msgspec.Struct, frozen=True, kw_only=True):
    """One incident in the index."""

    number: int
    opened_at: int
    closed_at: int | None
    closed_seq: int | None
    phone_index: bytes | None
    ecc: str | None
    last_seq: int


_CHANGES = ", ".join(f"{name}=excluded.{name}" for name in IndexRow.__struct_fields__[1:])
_PUT = f"INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(number) DO UPDATE SET {_CHANGES}"  # noqa: S608 ours


def row_of(incident: Incident, owner: Owner) -> IndexRow:
    """What the index says of a folded incident."""
    return IndexRow(
        number=incident.number,
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
        closed_seq=None if incident.is_open else _closed_seq(incident),
        phone_index=_phone_index(incident, owner),
        ecc=incident.ecc,
        last_seq=incident.last_seq,
    )


def put(connection: sqlite3.Connection, row: IndexRow) -> None:
    """Write an incident's row; of one that is there, only the indexes of what changed are touched."""
    connection.execute(_PUT, msgspec.structs.astuple(row))


def rows(connection: sqlite3.Connection) -> collections.abc.Iterator[IndexRow]:
    """The whole index, by number."""
    names = IndexRow.__struct_fields__
    for row in connection.execute(f"SELECT {', '.join(names)} FROM incident ORDER BY number"):  # noqa: S608 -- ours
        yield IndexRow(**dict(zip(names, row, strict=True)))


def next_number(connection: sqlite3.Connection) -> int:
    """One more than the highest incident ever, or where this journal was told to begin."""
    last = connection.execute("SELECT coalesce(max(incident), 0) FROM event WHERE incident IS NOT NULL").fetchone()[0]
    begin = connection.execute("SELECT value FROM meta WHERE name='first_incident'").fetchone()
    return max(FIRST_INCIDENT if begin is None else int(begin[0]), int(last) + 1)


def beyond(number: int) -> int:
    """Where numbers go on when nothing tells which were given after this one: at the next thousand."""
    return (number // ROUND_UP + 1) * ROUND_UP + 1


def begin_at(connection: sqlite3.Connection, number: int) -> None:
    """Number incidents from here on: a number that people know must not come to mean another emergency."""
    connection.execute("REPLACE INTO meta VALUES ('first_incident', ?)", (str(number),))


def without_phone_index(connection: sqlite3.Connection) -> list[int]:
    """Incidents written while the keyring was locked."""
    return [row[0] for row in connection.execute("SELECT number FROM incident WHERE phone_index IS NULL")]


def whole(connection: sqlite3.Connection, seals: Seals, number: int) -> Incident | None:
    """An incident folded from all its events; None if there never was one."""
    book = Book()
    book.replace(number, (folded(record) for record in queries.of_incident(connection, seals, number)))
    return book.incidents.get(number)


def numbers(connection: sqlite3.Connection) -> list[int]:
    """All incidents that have events, oldest first."""
    found = connection.execute("SELECT DISTINCT incident FROM event WHERE incident IS NOT NULL ORDER BY incident")
    return [row[0] for row in found]


def _closed_seq(incident: Incident) -> int | None:
    return next((record.seq for record in reversed(incident.timeline) if _closes(record)), None)


def _closes(record: Recorded) -> bool:
    if isinstance(record.event, Unreadable | Erased):
        return record.event.kind == IncidentClosed.__name__
    return isinstance(record.event, IncidentClosed)


def _phone_index(incident: Incident, owner: Owner) -> bytes | None:
    if incident.phone is not None:
        return owner.phone_index(incident.phone)
    return None if owner.locked and incident.has_unreadable else NO_PHONE
