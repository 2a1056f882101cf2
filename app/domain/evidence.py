"""The hash chain: each event's digest covers the one before it, so that any changed, moved or missing row shows.

It covers the sealed bytes by their digest: verifying needs no key. A tail cut off is seen only against a kept head.
A row enters by a digest of its own, in which only its incident can be told apart: so a part of the chain can be shown
with one incident's rows whole, other people's as digests, and none of the incident's own left out.
"""

import collections.abc
import hashlib
import typing

import msgspec

Field = int | str | bytes | None


class ChainIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """The identity of a journal; the chain begins with it."""

    journal: str
    environment: str
    hosts: tuple[str, ...]
    created_at: int


class ChainLinks(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of an event that its digest covers; ``body_sha256`` stands for the sealed body."""

    seq: int
    at: int
    kind: str
    version: int
    incident: int | None
    operator: str | None
    command_id: str | None
    body_sha256: bytes


def genesis(identity: ChainIdentity) -> bytes:
    """What the first event is chained to: the journal itself, with its environment and hosts."""
    fields: list[Field] = [identity.journal, identity.environment, identity.created_at, *identity.hosts]
    return _digest(b"watchfloor journal", fields)


def contents(row: ChainLinks) -> bytes:
    """The digest of all that a row says: it can stand for the row where nobody may read it."""
    return _digest(b"watchfloor event", msgspec.structs.astuple(row))


def joined(before: bytes, incident: int | None, contents: bytes) -> bytes:
    """The chain's digest after a row of which only incident and contents' digest are known."""
    return _digest(before, [incident, contents])


def link(before: bytes, row: ChainLinks) -> bytes:
    """The chain's digest after a row."""
    return joined(before, row.incident, contents(row))


def _digest(start: bytes, fields: tuple[Field, ...] | list[Field]) -> bytes:
    digest = hashlib.sha256(start)
    for field in fields:
        digest.update(_canonical(field))
    return digest.digest()


def _canonical(field: Field) -> bytes:
    """Type, length and bytes of a value: no two different rows write the same."""
    match field:
        case None:
            return b"n"
        case int():
            return b"i" + field.to_bytes(8, "big", signed=True)
        case str():
            text = field.encode()
            return b"s" + len(text).to_bytes(8, "big") + text
        case bytes():
            return b"b" + len(field).to_bytes(8, "big") + field
        case _:
            typing.assert_never(field)


class ChainHead(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a chain, or of a part of it: an event's seq and the chain's digest after it."""

    seq: int
    digest: bytes

    def __str__(self) -> str:
        """``SEQ:HEX``, as ``--head`` takes it."""
        return f"{self.seq}:{self.digest.hex()}"


def parse_head(text: str) -> ChainHead:
    """A kept head, ``SEQ:HEX``.

    Raises:
        ValueError: it is none.
    """
    seq, _, digest = text.partition(":")
    head = ChainHead(seq=int(seq), digest=bytes.fromhex(digest))
    if head.seq < 0 or len(head.digest) != hashlib.sha256().digest_size:
        raise ValueError("a head is SEQ:HEX, with 64 hexadecimal digits")
    return head


class Other(typing.NamedTuple):
    """A row that belongs to another incident, or to none: only that, and the digest of what it says."""

    incident: int | None
    contents: bytes


class ChainPart(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive rows after ``start`` up to ``end``, of the journal that ``identity`` names."""

    identity: ChainIdentity
    start: ChainHead
    """Seq 0 and the journal's own digest when the part begins with the journal."""
    rows: tuple[ChainLinks | Other, ...]
    end: ChainHead


def own_rows(part: ChainPart) -> list[ChainLinks]:
    """The rows that are shown whole, oldest first."""
    return [row for row in part.rows if isinstance(row, ChainLinks)]


def heads(part: ChainPart) -> collections.abc.Iterator[ChainHead]:
    """The chain's ends from ``start`` on, after each row as it is shown."""
    head = part.start
    yield head
    for row in part.rows:
        head = ChainHead(seq=head.seq + 1, digest=_after(head.digest, row))
        yield head


def flaw(part: ChainPart, incident: int) -> str | None:
    """The first thing by which this can't be a part of that chain with all of the incident's rows; None if it is."""
    if part.start.seq == 0 and part.start.digest != genesis(part.identity):
        return "does not begin with the journal that it names"
    for seq, row in enumerate(part.rows, part.start.seq + 1):
        wrong = _wrong(row, seq, incident)
        if wrong is not None:
            return wrong
    *_, last = heads(part)
    if last != part.end:
        return f"does not lead from event {part.start.seq} to the end that it names, event {part.end.seq}"
    return None


def _after(before: bytes, row: ChainLinks | Other) -> bytes:
    return link(before, row) if isinstance(row, ChainLinks) else joined(before, row.incident, row.contents)


def _wrong(row: ChainLinks | Other, seq: int, incident: int) -> str | None:
    if isinstance(row, Other):
        return f"hides event {seq} of incident {incident}" if row.incident == incident else None
    if row.seq != seq:
        return f"has event {row.seq} in the place of event {seq}"
    return None if row.incident == incident else f"shows event {seq}, which is of another incident"
