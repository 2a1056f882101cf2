"""The index against the events it was made from: each value that differs is a value somebody changed."""

import sqlite3
import typing

import msgspec

from app.domain.incident.events import ShareMovedOut, ShareReceived, ShareRepeated, ShareSplit
from app.domain.incident.share import Delivered
from app.station.journal import deliveries, incidents
from app.station.journal.seal.seals import Seals

_KNOWN_WITHOUT_BODIES: typing.Final = ("number", "opened_at", "last_seq")


def first_wrong_index(connection: sqlite3.Connection, seals: Seals) -> tuple[int, str] | None:
    """The seq and the fault of the first index row that its events contradict; call it on an intact chain."""
    indexed = {row.number: row for row in incidents.rows(connection)}
    for number in incidents.numbers(connection):
        incident = incidents.whole(connection, seals, number)
        row = indexed.pop(number, None)
        if incident is None:
            continue
        if row is None:
            return incident.last_seq, f"is not in the index: incident {number} is missing there"
        wrong = _difference(row, incidents.row_of(incident, seals.owner), seals)
        if wrong is not None:
            return incident.last_seq, f"is contradicted by the index: {wrong} of incident {number} differs"
    for number in indexed:
        return 0, f"The index has incident {number}, of which nothing happened."
    return _first_wrong_delivery(connection, seals)


def _difference(row: incidents.IndexRow, expected: incidents.IndexRow, seals: Seals) -> str | None:
    names = _KNOWN_WITHOUT_BODIES if seals.owner.locked else incidents.IndexRow.__struct_fields__
    for name in names:
        if getattr(row, name) != getattr(expected, name) and not _waits_for_keyring(row, name):
            return name
    return None


def _waits_for_keyring(row: incidents.IndexRow, name: str) -> bool:
    return name == "phone_index" and row.phone_index is None


def _first_wrong_delivery(connection: sqlite3.Connection, seals: Seals) -> tuple[int, str] | None:
    """Deliveries are known from bodies only: without the private key nothing can be compared."""
    if seals.owner.locked:
        return None
    stored = deliveries.all_rows(connection)
    for seq, digest, delivered in _expected_deliveries(connection, seals):
        if stored.pop(digest, None) != delivered:
            return seq, "is contradicted by the index: what is remembered of its share differs"
    for delivered in stored.values():
        return 0, f"The index remembers share {delivered.share}, which never came."
    return None


def _expected_deliveries(connection: sqlite3.Connection, seals: Seals) -> list[tuple[int, str, Delivered]]:
    """What each digest's last receipt says; a share's name and incident come from its first."""
    expected: dict[str, tuple[int, str, Delivered]] = {}
    for record in deliveries.receipts(connection, seals):
        event = record.event
        match event:
            case ShareReceived() | ShareSplit() if record.incident is not None:
                last = event.received_at if isinstance(event, ShareReceived) else event.last_receipt
                known = Delivered(share=event.share, incident=record.incident, received_at=last)
                expected[event.request_sha256] = (record.seq, event.request_sha256, known)
            case ShareRepeated() if event.request_sha256 in expected:
                again = msgspec.structs.replace(expected[event.request_sha256][2], received_at=event.received_at)
                expected[event.request_sha256] = (record.seq, event.request_sha256, again)
            case ShareMovedOut():
                expected.pop(event.request_sha256, None)
            case _:
                pass
    return list(expected.values())
