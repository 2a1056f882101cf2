"""Verifying: is this journal what was written? The first event that isn't is named; no key is needed for the chain."""

import collections.abc
import hashlib
import sqlite3
import typing

import msgspec

from app.domain.evidence import ChainHead, ChainLinks, genesis, link
from app.domain.incident.correlation import KnownDelivery
from app.domain.incident.events import ShareMovedOut, ShareReceived, ShareRepeated, ShareSplit
from app.domain.incident.retention import may_be_erased
from app.station.journal import queries, store
from app.station.journal.base import JournalLockedError
from app.station.journal.database import purpose, read_identity
from app.station.journal.sealing import DamagedError, Seals

_KNOWN_WITHOUT_BODIES: typing.Final = ("number", "opened_at", "last_seq")


def first_wrong_index(connection: sqlite3.Connection, seals: Seals) -> tuple[int, str] | None:
    """The seq and the fault of the first index row that its events contradict; call it on an intact chain."""
    indexed = {row.number: row for row in store.index_rows(connection)}
    for number in queries.numbers(connection):
        incident = queries.whole(connection, seals, number)
        row = indexed.pop(number, None)
        if incident is None:
            continue
        if row is None:
            return incident.last_seq, f"is not in the index: incident {number} is missing there"
        wrong = _difference(row, store.index_row(incident, seals.owner), seals)
        if wrong is not None:
            return incident.last_seq, f"is contradicted by the index: {wrong} of incident {number} differs"
    for number in indexed:
        return 0, f"The index has incident {number}, of which nothing happened."
    return _first_wrong_delivery(connection, seals)


def _difference(row: store.IndexRow, expected: store.IndexRow, seals: Seals) -> str | None:
    names = _KNOWN_WITHOUT_BODIES if seals.owner.locked else store.IndexRow.__struct_fields__
    for name in names:
        if getattr(row, name) != getattr(expected, name) and not _waits_for_keyring(row, name):
            return name
    return None


def _waits_for_keyring(row: store.IndexRow, name: str) -> bool:
    return name == "phone_index" and row.phone_index is None


def _first_wrong_delivery(connection: sqlite3.Connection, seals: Seals) -> tuple[int, str] | None:
    """Deliveries are known from bodies only: without the private key nothing can be compared."""
    if seals.owner.locked:
        return None
    stored = store.deliveries(connection)
    for seq, digest, delivered in _expected_deliveries(connection, seals):
        if stored.pop(digest, None) != delivered:
            return seq, "is contradicted by the index: what is remembered of its share differs"
    for delivered in stored.values():
        return 0, f"The index remembers share {delivered.share}, which never came."
    return None


def _expected_deliveries(connection: sqlite3.Connection, seals: Seals) -> list[tuple[int, str, KnownDelivery]]:
    """What each digest's last receipt says; a share's name and incident come from its first."""
    expected: dict[str, tuple[int, str, KnownDelivery]] = {}
    for record in store.receipts(connection, seals):
        event = record.event
        match event:
            case ShareReceived() | ShareSplit() if record.incident is not None:
                last = event.received_at if isinstance(event, ShareReceived) else event.last_receipt
                known = KnownDelivery(share=event.share, incident=record.incident, received_at=last)
                expected[event.request_sha256] = (record.seq, event.request_sha256, known)
            case ShareRepeated() if event.request_sha256 in expected:
                again = msgspec.structs.replace(expected[event.request_sha256][2], received_at=event.received_at)
                expected[event.request_sha256] = (record.seq, event.request_sha256, again)
            case ShareMovedOut():
                expected.pop(event.request_sha256, None)
            case _:
                pass
    return list(expected.values())


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """The first event that is not as it was written, and how; seq 0 when no event is to blame."""

    seq: int
    what: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: ``broken`` is None in a journal that is intact."""

    head: ChainHead
    """Where the chain ends, or the last event before the broken one; keep it to see a cut tail later."""
    bodies_opened: bool
    """Whether bodies and index could be compared too; without the private key only the chain is."""
    broken: Broken | None


class _BrokenError(Exception):
    def __init__(self, seq: int, what: str) -> None:
        super().__init__(what)
        self.broken = Broken(seq=seq, what=what)


def verify(connection: sqlite3.Connection, seals: Seals, kept: ChainHead | None = None) -> Verdict:
    """Walk the whole chain in one snapshot; a station may write meanwhile.

    Raises:
        sqlite3.Error: the file itself is broken or can't be read.
        JournalRefusedError: it belongs to a newer program.
    """
    connection.execute("BEGIN")
    try:
        return _verdict(connection, seals, kept)
    finally:
        connection.execute("ROLLBACK")


def _verdict(connection: sqlite3.Connection, seals: Seals, kept: ChainHead | None) -> Verdict:
    head, broken = ChainHead(seq=0, digest=genesis(read_identity(connection))), None
    try:
        for reached in _heads(connection, seals, head):
            head = reached
            _compare(head, kept)
        _check_tail(head, kept)
        _check_index(connection, seals)
        _check_file(connection)
    except _BrokenError as error:
        broken = error.broken
    return Verdict(head=head, bodies_opened=not seals.owner.locked, broken=broken)


def _heads(connection: sqlite3.Connection, seals: Seals, head: ChainHead) -> collections.abc.Iterator[ChainHead]:
    """The chain's end after each event, as long as each is what its digest says."""
    erasures = store.erasures(connection)
    columns = (*ChainLinks.__struct_fields__, "body", "chain")
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM event ORDER BY seq"):  # noqa: S608 -- ours
        *fields, body, chain = row
        links = ChainLinks(**dict(zip(ChainLinks.__struct_fields__, fields, strict=True)))
        if links.seq != head.seq + 1:
            raise _BrokenError(head.seq + 1, "is missing")
        if link(head.digest, links) != chain:
            raise _BrokenError(links.seq, "does not follow from the one before: its row was changed or moved")
        if body is not None:
            _check_body(connection, seals, links, body)
        elif not (may_be_erased(links.kind, links.incident) and erasures.get(links.incident, 0) > links.seq):
            raise _BrokenError(links.seq, "has lost its body, and no event tells that it was erased")
        head = ChainHead(seq=links.seq, digest=chain)
        yield head


def _check_body(connection: sqlite3.Connection, seals: Seals, links: ChainLinks, body: bytes) -> None:
    if hashlib.sha256(body).digest() != links.body_sha256:
        raise _BrokenError(links.seq, "has another body than was written")
    if seals.owner.locked:
        return
    try:
        seals.open(connection, body, purpose(links.seq, links.kind))
    except (DamagedError, JournalLockedError) as error:
        raise _BrokenError(links.seq, f"can't be opened: {error}") from error


def _compare(head: ChainHead, kept: ChainHead | None) -> None:
    if kept is not None and kept.seq == head.seq and kept.digest != head.digest:
        raise _BrokenError(head.seq, "is not the one that the kept head was taken from")


def _check_tail(head: ChainHead, kept: ChainHead | None) -> None:
    if kept is not None and kept.seq > head.seq:
        raise _BrokenError(head.seq + 1, f"is missing: the journal ends at {head.seq}, the kept head is {kept.seq}")


def _check_index(connection: sqlite3.Connection, seals: Seals) -> None:
    wrong = first_wrong_index(connection, seals)
    if wrong is not None:
        raise _BrokenError(*wrong)


def _check_file(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise _BrokenError(0, f"The file is damaged: {found}")
