"""How work passes from one operator to another (docs/operator.md#b-9)."""

from app.domain.incident.events.event import Event


class HandedOver(Event, frozen=True, kw_only=True):
    """The record's operator gave the incident to another, or back to the floor, where nobody has it."""

    to: str | None


class HandoverSigned(Event, frozen=True, kw_only=True):
    """The record's operator signed a handover sheet; who comes signs the same one as who goes."""

    sheet_sha256: str
    sheet: str
    """The text that was signed, UTF-8 for the digest; it names incidents and operators and no caller."""
