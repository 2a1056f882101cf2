"""Event rows: how a record lies in the table, sealed and chained, and how it comes back."""

import hashlib
import sqlite3
import typing

import msgspec

from app.domain.evidence.chain import Links, link
from app.domain.incident.record import ERASED, VERSION, Record, Recorded, encode, received
from app.station.journal.errors import JournalLockedError
from app.station.journal.sealing import DamagedError, DataKey
from app.station.journal.seals import Seals

COLUMNS: typing.Final = "seq, at, kind, version, incident, operator, command_id, body"
Row = tuple[int, int, str, int, int | None, str | None, str | None, bytes | None]


def purpose(seq: int, kind: str) -> bytes:
    """What a sealed body belongs to: a body moved to another event does not open."""
    return b"event" + seq.to_bytes(8, "big") + kind.encode()


def insert(connection: sqlite3.Connection, record: Recorded, key: DataKey, before: bytes) -> bytes:
    """Seal, chain and insert a record; returns the chain's new end."""
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
    columns = (*msgspec.structs.astuple(links), sealed, chain)
    connection.execute(
        "INSERT INTO event(seq, at, kind, version, incident, operator, command_id, body_sha256, body, chain) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        columns,
    )
    return chain


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
