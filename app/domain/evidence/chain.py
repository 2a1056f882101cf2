"""The chain: each event's digest covers the one before it, so that no row can be changed, moved or taken out unseen.

It covers the sealed bytes by their digest: verifying needs no key. A tail cut off is seen only against a kept head.
A row enters by a digest of its own, in which only its incident can be told apart: so a part of the chain can be shown
with one incident's rows whole, other people's as digests, and none of the incident's own left out.
"""

import hashlib
import typing

import msgspec

Field = int | str | bytes | None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal says of itself; the chain begins with it."""

    journal: str
    environment: str
    hosts: tuple[str, ...]
    created_at: int


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of an event that its digest covers; ``body_sha256`` stands for the sealed body."""

    seq: int
    at: int
    kind: str
    version: int
    incident: int | None
    operator: str | None
    command_id: str | None
    body_sha256: bytes


def genesis(identity: Identity) -> bytes:
    """What the first event is chained to: the journal itself, with its environment and hosts."""
    fields: list[Field] = [identity.journal, identity.environment, identity.created_at, *identity.hosts]
    return _digest(b"watchfloor journal", fields)


def contents(row: Links) -> bytes:
    """The digest of all that a row says: it can stand for the row where nobody may read it."""
    return _digest(b"watchfloor event", msgspec.structs.astuple(row))


def joined(before: bytes, incident: int | None, contents: bytes) -> bytes:
    """The chain's digest after a row of which only incident and contents' digest are known."""
    return _digest(before, [incident, contents])


def link(before: bytes, row: Links) -> bytes:
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
