"""What RapidSOS's telecommunicators sent, and what became of refused bodies (docs/contract.md#3.5)."""

from app.domain.incident.events.event import Event
from app.domain.location.box import Box


class ShareReceived(Event, frozen=True, kw_only=True):
    """A signed Data Share request was accepted; exactly one for each digest (docs/contract.md#3.5)."""

    share: str
    request_sha256: str
    """Of the exact bytes received, token included."""
    received_at: int
    """When the request's body was complete, before it was stored; a share from quarantine keeps its true receipt."""
    verified: bool
    """False only for a body that a person took over from quarantine: *signature not verified*, for ever."""
    phone: str | None
    phone_as_received: str | None
    alert_id: str | None
    ecc: str | None
    box: Box | None
    warnings: tuple[str, ...]
    linked_to: int | None
    """The open incident of the same phone that this share was too far from, or of another ECC.

    See docs/contract.md#3.5.
    """
    remote: str
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_body: str
    """The body with its token cut out."""


class ShareRepeated(Event, frozen=True, kw_only=True):
    """A body came again, byte for byte (docs/contract.md#3.5)."""

    share: str
    request_sha256: str
    received_at: int
    quiet: bool
    """Within 60 s it only counts; later it rings as P1."""


class BodyQuarantined(Event, frozen=True, kw_only=True):
    """A body was refused with 400 or 401 and kept, sealed, for a person to see (docs/contract.md#3.5)."""

    quarantine: int
    status: int
    problem: str
    signature: str
    """``good``, ``bad``, ``missing`` or ``no secret``."""
    request_sha256: str
    received_at: int
    remote: str
    rings: bool
    """A good signature on a malformed body rings as P1; unsigned ones are folded to one alert per 10 minutes."""


class QuarantineSeen(Event, frozen=True, kw_only=True):
    """The record's operator has looked at a quarantined body; it rings no more, and stays kept."""

    quarantine: int


class ShareTakenOver(Event, frozen=True, kw_only=True):
    """The record's operator made an incident of a quarantined body; its signature stays marked not verified.

    A body that reads as a share has its ``ShareReceived`` beside this; one that does not is kept here as text, and
    its incident is of origin ``quarantine``.
    """

    quarantine: int
    signature: str = ""
    """As it was judged at its receipt (``BodyQuarantined.signature``)."""
    request_sha256: str = ""
    received_at: int = 0
    problem: str = ""
    """Why it was refused at its receipt."""
    untrusted_text: str = ""
    """The body with its token cut out; empty when it reads as a share."""
