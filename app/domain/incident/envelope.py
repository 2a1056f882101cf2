"""A record: one event with who, when and where, as the journal keeps it and the wire carries it."""

import typing

import msgspec

from app.domain.incident.events import AnyEvent, Erased, UnknownKind, Unreadable

_NEVER_STORED = frozenset({"Erased", "Unreadable", "UnknownKind"})
KINDS: typing.Final = {kind.__name__: kind for kind in typing.get_args(AnyEvent) if kind.__name__ not in _NEVER_STORED}
ERASED: typing.Final = msgspec.Raw(b"null")
VERSION: typing.Final = 1
"""The newest body version that this program writes; ``decode`` lifts older ones."""


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event on the wire and in ``journal list``: the body still encoded, ``null`` when it was erased."""

    seq: int
    at: int
    kind: str
    version: int
    incident: int | None = None
    operator: str | None = None
    command_id: str | None = None
    body: msgspec.Raw = ERASED
    unreadable: str | None = None
    """Why the body can't be opened now (``Unreadable.reason``); the body is then empty too."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event that has happened: it is on disk, numbered, and its time is UTC milliseconds."""

    seq: int
    at: int
    incident: int | None
    operator: str | None
    command_id: str | None
    event: AnyEvent


class EventDraft(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event about to be written; the journal gives it seq and time."""

    event: AnyEvent
    incident: int | None = None
    operator: str | None = None
    command_id: str | None = None


def decode(kind: str, version: int, body: bytes | None) -> AnyEvent:
    """The event of a stored body; a kind or version of a newer program becomes ``UnknownKind``, never an error.

    Raises:
        msgspec.ValidationError: the body is not what this kind and version wrote: damage, which the caller reports.
    """
    if body is None:
        return Erased(kind=kind)
    known = KINDS.get(kind)
    if known is None or version > VERSION:
        return UnknownKind(kind=kind)
    return typing.cast("AnyEvent", msgspec.json.decode(body, type=known))


def received(record: Record) -> Recorded:
    """The record with its body decoded."""
    event: AnyEvent
    if record.unreadable is not None:
        event = Unreadable(kind=record.kind, reason=record.unreadable)
    else:
        event = decode(record.kind, record.version, None if record.body == ERASED else bytes(record.body))
    return Recorded(
        seq=record.seq,
        at=record.at,
        incident=record.incident,
        operator=record.operator,
        command_id=record.command_id,
        event=event,
    )
