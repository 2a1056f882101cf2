"""What persons know better than phone numbers: incidents that are one event, and shares that are another."""

import msgspec

from app.domain.incident.events.event import Event


class IncidentsLinked(Event, frozen=True, kw_only=True):
    """The record's operator said that this incident and ``other`` are about the same event."""

    other: int


class IncidentsUnlinked(Event, frozen=True, kw_only=True):
    """The record's operator took that back."""

    other: int


class ShareMovedOut(Event, frozen=True, kw_only=True):
    """The record's operator moved a share into an incident of its own; what was done here stays here."""

    share: str
    request_sha256: str
    to: int


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a share that moved: as it was recorded, when (UTC ms), and where it first stood (seq)."""

    seq: int
    at: int
    kind: str
    version: int
    body: msgspec.Raw


class ShareSplit(Event, frozen=True, kw_only=True):
    """An incident begins with a share that had joined ``taken_from``; it rings, for nobody has it yet.

    It holds the share's own history, so that the incident can be folded from its own events alone.
    """

    taken_from: int
    share: str
    request_sha256: str
    last_receipt: int
    """When its body came last, UTC ms; a repetition counts from there."""
    history: tuple[Moved, ...]
