"""What stands where an event can't be shown: erased, of a newer program, or not to be opened now."""

from app.domain.incident.events.event import Event


class Erased(Event, frozen=True, kw_only=True):
    """What retention or an administrator left of an event: its kind and its record (docs/design.md#forgetting)."""

    kind: str


class UnknownKind(Event, frozen=True, kw_only=True):
    """An event of a newer program, kept and shown as unknown."""

    kind: str


class Unreadable(Event, frozen=True, kw_only=True):
    """An event whose body can't be opened now; it is kept, and its kind still counts in the fold."""

    kind: str
    reason: str
    """``locked``: sealed by an earlier run, its key is not here yet. ``damaged``: its bytes are not what they were."""
