"""Event rows: how a record lies in the table, sealed and chained, and how it comes back."""

import collections.abc
import functools
import hashlib
import sqlite3
import typing

import msgspec

from app.domain.evidence.chain import Links, link
from app.domain.incident.record import ERASED, VERSION, Record, Recorded, encode, received
from app.station.journal.errors import JournalLockedError
from app.station.journal.seal.sealing import DamagedError, DataKey
from app.station.journal.seal.seals import Seals

COLUMNS: typing.Final = "seq, at, kind, version, incident, operator, command_id, body"
IN_ONE_STATEMENT: typing.Final = 32
"""SQLite's driver gives the interpreter away at every statement, and other threads then keep it for milliseconds."""
Row = tuple[int, int, str, int, int | None, str | None, str | None, bytes | None]


def purpose(seq: int, kind: str) -> bytes:
    """What a sealed body belongs to: a body moved to another event does not open."""
    return b"event" + seq.to_bytes(8, "big") + kind.encode()


def insert(
    connection: sqlite3.Connection, records: collections.abc.Sequence[Recorded], key: DataKey, before: bytes
) -> bytes:
    """Seal, chain and insert records, in as few statements as it takes; returns the chain's new end."""
    for first in range(0, len(records), IN_ONE_STATEMENT):
        rows = []
        for record in records[first : first + IN_ONE_STATEMENT]:
            before, row = _row(record, key, before)
            rows.append(row)
        connection.execute(_insert(len(rows)), [value for row in rows for value in row])
    return before


@functools.cache
def _insert(count: int) -> str:
    columns = f"{COLUMNS}, body_sha256, chain"
    marks = f"({', '.join('?' * len(columns.split(',')))})"
    return f"INSERT INTO event({columns}) VALUES {', '.join([marks] * count)}"  # noqa: S608 -- our own text only


def _row(record: Recorded, key: DataKey, before: bytes) -> tuple[bytes, tuple[object, ...]]:
    """The chain's end after a record, and the record's columns."""
    kind = type(record.event).__name__
    sealed = key.seal(encode(record.event), purpose(record.seq, kind))
    links = Links(
        seq=record.seq,
        at=record.at,
        kind=kind,
        version=VERSION,
        incident=record.incident,
        operator=record.operator,
        command_id=record.command_id,
        body_sha256=hashlib.sha256(sealed).digest(),
    )
    chain = link(before, links)
    *clear, digest = msgspec.structs.astuple(links)
    return chain, (*clear, sealed, digest, chain)


def opened(connection: sqlite3.Connection, row: Row, seals: Seals) -> Record:
    """The record of a row of ``COLUMNS``; a body that can't be opened says why, it is never an error."""
    seq, at, kind, version, incident, operator, command_id, sealed = row
    body, unreadable = ERASED, None
    try:
        if sealed is not None:
            body = msgspec.Raw(seals.open(connection, sealed, purpose(seq, kind)))
    except JournalLockedError:
        unreadable = "locked"
    except DamagedError:
        unreadable = "damaged"
    return Record(
        seq=seq,
        at=at,
        kind=kind,
        version=version,
        incident=incident,
        operator=operator,
        command_id=command_id,
        body=body,
        unreadable=unreadable,
    )


def folded(record: Record) -> Recorded:
    """The record for the fold; a body that its kind did not write is damage, and must not stop a start."""
    try:
        return received(record)
    except msgspec.ValidationError:
        return received(msgspec.structs.replace(record, body=ERASED, unreadable="damaged"))
