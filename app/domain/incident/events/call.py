"""Events of a call: its shares and their receipt, places, additional data, feeds, and where its rings were shown.

``IncidentShown`` and ``IncidentHeard`` are done by consoles and not by persons, so their records name no operator.
"""

from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.events.event import Event
from app.domain.location.fix import Box, Fix


class IncidentShown(Event, frozen=True, kw_only=True):
    """A console painted what rings, the first of all that did."""

    through: int
    """The seq of the event that rings."""
    shown_at: int
    """UTC ms, by the console."""
    console: str
    """The name of the operator who sat there."""


class IncidentHeard(Event, frozen=True, kw_only=True):
    """A device really rendered the alarm for what rings, the first that did; who heard it is not known."""

    through: int
    heard_at: int
    console: str
    device: str


class LocationFixed(Fix, frozen=True, kw_only=True):
    """A fix of the caller, from a share or from LEI; the body is the fix itself and whose it is."""

    share: str | None


class LocationRefused(Event, frozen=True, kw_only=True):
    """LEI gave a record that names no usable place: recorded once for each share and reason (docs/contract.md#4.4)."""

    share: str
    reason: str
    """``location_zero``, ``location_swapped``, ``location_missing`` or ``location_invalid``."""
    latitude: float | None = None
    """As it came, if it was a number at all; nothing is ever corrected."""
    longitude: float | None = None


class AdditionalDataReceived(Event, frozen=True, kw_only=True):
    """RAD-E answered with something that differs from its last answer (docs/contract.md#5)."""

    share: str
    untrusted_answer: str
    """The answer's JSON text; fields that a schema hides stay in here, sealed, and are never shown."""


class FeedEmpty(Event, frozen=True, kw_only=True):
    """RapidSOS begins to answer "no data" for a feed: no error, and no end by itself (docs/contract.md#4.5)."""

    share: str
    feed: FeedKind


class FeedFailed(Event, frozen=True, kw_only=True):
    """A feed begins to fail; what was received stays, with its age."""

    share: str
    feed: FeedKind
    problem: str
    """What happened, in words without secrets: ``HTTP 503``, ``no answer in 10 s``."""


class FeedRecovered(Event, frozen=True, kw_only=True):
    """A feed that failed, or had no data, answers well again."""

    share: str
    feed: FeedKind


class FeedEnded(Event, frozen=True, kw_only=True):
    """A feed is not asked any more; none of the reasons means that the call ended (docs/contract.md#8)."""

    share: str
    feed: FeedKind
    reason: Ending


class CaptureAsked(Event, frozen=True, kw_only=True):
    """The record's operator wants RapidSOS asked at once about the incident; the plan still limits the rate."""

    feed: FeedKind | None = None
    """None: every feed."""


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
