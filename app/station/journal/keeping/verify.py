"""Verifying: is this journal what was written? The first event that isn't is named; no key is needed for the chain."""

import collections.abc
import hashlib
import sqlite3

import msgspec

from app.domain.evidence.chain import Links, genesis, link
from app.domain.evidence.head import Head
from app.domain.incident.forgetting import may_be_erased
from app.station.journal import retention
from app.station.journal.errors import JournalLockedError
from app.station.journal.keeping.index_check import first_wrong_index
from app.station.journal.rows import purpose
from app.station.journal.seal.sealing import DamagedError
from app.station.journal.seal.seals import Seals
from app.station.journal.sqlite import read_identity


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """The first event that is not as it was written, and how; seq 0 when no event is to blame."""

    seq: int
    what: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: ``broken`` is None in a journal that is intact."""

    head: Head
    """Where the chain ends, or the last event before the broken one; keep it to see a cut tail later."""
    bodies_opened: bool
    """Whether bodies and index could be compared too; without the private key only the chain is."""
    broken: Broken | None


class _BrokenError(Exception):
    def __init__(self, seq: int, what: str) -> None:
        super().__init__(what)
        self.broken = Broken(seq=seq, what=what)


def verify(connection: sqlite3.Connection, seals: Seals, kept: Head | None = None) -> Verdict:
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


def _verdict(connection: sqlite3.Connection, seals: Seals, kept: Head | None) -> Verdict:
    head, broken = Head(seq=0, digest=genesis(read_identity(connection))), None
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


def _heads(connection: sqlite3.Connection, seals: Seals, head: Head) -> collections.abc.Iterator[Head]:
    """The chain's end after each event, as long as each is what its digest says."""
    erasures = retention.erasures(connection)
    columns = (*Links.__struct_fields__, "body", "chain")
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM event ORDER BY seq"):  # noqa: S608 -- ours
        *fields, body, chain = row
        links = Links(**dict(zip(Links.__struct_fields__, fields, strict=True)))
        if links.seq != head.seq + 1:
            raise _BrokenError(head.seq + 1, "is missing")
        if link(head.digest, links) != chain:
            raise _BrokenError(links.seq, "does not follow from the one before: its row was changed or moved")
        if body is not None:
            _check_body(connection, seals, links, body)
        elif not (may_be_erased(links.kind, links.incident) and erasures.get(links.incident, 0) > links.seq):
            raise _BrokenError(links.seq, "has lost its body, and no event tells that it was erased")
        head = Head(seq=links.seq, digest=chain)
        yield head


def _check_body(connection: sqlite3.Connection, seals: Seals, links: Links, body: bytes) -> None:
    if hashlib.sha256(body).digest() != links.body_sha256:
        raise _BrokenError(links.seq, "has another body than was written")
    if seals.owner.locked:
        return
    try:
        seals.open(connection, body, purpose(links.seq, links.kind))
    except (DamagedError, JournalLockedError) as error:
        raise _BrokenError(links.seq, f"can't be opened: {error}") from error


def _compare(head: Head, kept: Head | None) -> None:
    if kept is not None and kept.seq == head.seq and kept.digest != head.digest:
        raise _BrokenError(head.seq, "is not the one that the kept head was taken from")


def _check_tail(head: Head, kept: Head | None) -> None:
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
