"""A part of the chain: one incident's rows whole, the rows of others as digests, and nothing of its own left out."""

import collections.abc
import typing

import msgspec

from app.domain.evidence.chain import Identity, Links, genesis, joined, link
from app.domain.evidence.head import Head


class Other(typing.NamedTuple):
    """A row that belongs to another incident, or to none: only that, and the digest of what it says."""

    incident: int | None
    contents: bytes


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive rows after ``start`` up to ``end``, of the journal that ``identity`` names."""

    identity: Identity
    start: Head
    """Seq 0 and the journal's own digest when the part begins with the journal."""
    rows: tuple[Links | Other, ...]
    end: Head


def own_rows(part: Part) -> list[Links]:
    """The rows that are shown whole, oldest first."""
    return [row for row in part.rows if isinstance(row, Links)]


def heads(part: Part) -> collections.abc.Iterator[Head]:
    """The chain's ends from ``start`` on, after each row as it is shown."""
    head = part.start
    yield head
    for row in part.rows:
        head = Head(seq=head.seq + 1, digest=_after(head.digest, row))
        yield head


def flaw(part: Part, incident: int) -> str | None:
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


def _after(before: bytes, row: Links | Other) -> bytes:
    return link(before, row) if isinstance(row, Links) else joined(before, row.incident, row.contents)


def _wrong(row: Links | Other, seq: int, incident: int) -> str | None:
    if isinstance(row, Other):
        return f"hides event {seq} of incident {incident}" if row.incident == incident else None
    if row.seq != seq:
        return f"has event {row.seq} in the place of event {seq}"
    return None if row.incident == incident else f"shows event {seq}, which is of another incident"
