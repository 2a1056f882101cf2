"""The chain: each event's digest covers the one before it, so that no row can be changed, moved or taken out unseen.

It covers the sealed bytes by their digest: verifying needs no key. A tail cut off is seen only against a kept head.
"""

import hashlib

import msgspec

from app.station.journal.sqlite import Identity

Field = int | str | bytes | None


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


def link(before: bytes, row: Links) -> bytes:
    """The digest of a row after the digest before it."""
    return _digest(before, msgspec.structs.astuple(row))


def _digest(before: bytes, fields: tuple[Field, ...] | list[Field]) -> bytes:
    digest = hashlib.sha256(before)
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
