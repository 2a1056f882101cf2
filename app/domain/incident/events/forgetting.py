"""What was forgotten, and what must not be (docs/design.md#forgetting)."""

from app.domain.incident.events.event import Event


class LegalHoldPlaced(Event, frozen=True, kw_only=True):
    """The record's operator said that nothing of the incident may be erased until the hold is lifted."""

    reason: str


class LegalHoldLifted(Event, frozen=True, kw_only=True):
    """The record's operator ended the legal hold; retention counts again."""

    reason: str


class BodiesErased(Event, frozen=True, kw_only=True):
    """Retention erased what events said of people; without an incident: of what belonged to none."""

    bodies: int
    """How many events lost their bodies; their times, operators and kinds stay."""
    retention_days: int
    disposition: str | None
    """The code that the incident was closed with: the one word of its bodies that stays."""


class QuarantineErased(Event, frozen=True, kw_only=True):
    """Retention erased refused bodies that nobody had taken over in time."""

    bodies: int
    retention_days: int
