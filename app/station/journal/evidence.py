"""Taking an incident out of the journal as evidence: its events and the part of the chain that they stand in."""

import collections.abc
import datetime as dt
import sqlite3
import typing

import msgspec

import app
from app.domain.evidence.chain import Identity, Links, contents, genesis
from app.domain.evidence.head import Head
from app.domain.evidence.part import Other, Part
from app.domain.incident.book import Book
from app.export.evidence import Evidence
from app.station.journal import queries
from app.station.journal.rows import folded
from app.station.journal.seal.seals import Seals
from app.station.journal.sqlite import read_identity

MOST_ROWS: typing.Final = 100_000
"""A longer chain is shown from the incident's first event on, or only as far as its last (8 MB of digests)."""


def gather(connection: sqlite3.Connection, seals: Seals, number: int, *, now: int, zone: dt.tzinfo) -> Evidence | None:
    """The evidence of an incident, all from one moment of the journal; None if there never was such an incident.

    Raises:
        sqlite3.Error: the journal can't be read.
        JournalRefusedError: it belongs to a newer program.
    """
    connection.execute("BEGIN")
    try:
        return _gathered(connection, seals, number, now, zone)
    finally:
        connection.execute("ROLLBACK")


def _gathered(connection: sqlite3.Connection, seals: Seals, number: int, now: int, zone: dt.tzinfo) -> Evidence | None:
    records = tuple(queries.of_incident(connection, seals, number))
    book = Book()
    book.replace(number, (folded(record) for record in records))
    if number not in book.incidents:
        return None
    identity, (last, digest) = read_identity(connection), queries.head(connection)
    return Evidence(
        incident=book.incidents[number],
        records=records,
        part=_part(connection, identity, number, (records[0].seq, records[-1].seq, last)),
        head=Head(seq=last, digest=digest or genesis(identity)),
        exported_at=now,
        version=app.__version__,
        zone=zone,
    )


def _part(connection: sqlite3.Connection, identity: Identity, number: int, seqs: tuple[int, int, int]) -> Part:
    """From the journal's beginning to its end, if that is not too much."""
    first, last, end = seqs
    start = 0 if end <= MOST_ROWS else first - 1
    until = end if end - start <= MOST_ROWS else last
    return Part(
        identity=identity,
        start=_end_after(connection, identity, start),
        rows=tuple(_rows(connection, number, start, until)),
        end=_end_after(connection, identity, until),
    )


def _end_after(connection: sqlite3.Connection, identity: Identity, seq: int) -> Head:
    row = connection.execute("SELECT chain FROM event WHERE seq=?", (seq,)).fetchone()
    return Head(seq=seq, digest=genesis(identity) if row is None else row[0])


def _rows(
    connection: sqlite3.Connection, number: int, start: int, until: int
) -> collections.abc.Iterator[Links | Other]:
    names = Links.__struct_fields__
    found = connection.execute(
        f"SELECT {', '.join(names)} FROM event WHERE seq > ? AND seq <= ? ORDER BY seq",  # noqa: S608 -- ours
        (start, until),
    )
    for row in found:
        links = msgspec.convert(dict(zip(names, row, strict=True)), Links)
        yield links if links.incident == number else Other(links.incident, contents(links))
