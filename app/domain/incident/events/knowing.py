"""What RapidSOS answered about a share, and how its feeds live and end (docs/contract.md#4, #5, #8)."""

from app.domain.data_share.feed import Ending, Kind
from app.domain.incident.events.event import Event
from app.domain.location.fix import Fix


class LocationFixed(Fix, frozen=True, kw_only=True):
    """A fix of the caller, from a share or from LEI; the body is the fix itself and whose it is."""

    share: str | None


class LocationRefused(Event, frozen=True, kw_only=True):
    """LEI gave a record that names no usable place: told once for each share and reason (docs/contract.md#4.4)."""

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
    feed: Kind


class FeedFailed(Event, frozen=True, kw_only=True):
    """A feed begins to fail; what was received stays, with its age."""

    share: str
    feed: Kind
    problem: str
    """What happened, in words without secrets: ``HTTP 503``, ``no answer in 10 s``."""


class FeedRecovered(Event, frozen=True, kw_only=True):
    """A feed that failed, or had no data, answers well again."""

    share: str
    feed: Kind


class FeedEnded(Event, frozen=True, kw_only=True):
    """A feed is asked no more; no reason says that the call ended (docs/contract.md#8)."""

    share: str
    feed: Kind
    reason: Ending


class CaptureAsked(Event, frozen=True, kw_only=True):
    """The record's operator wants RapidSOS asked at once about the incident; the plan still limits the rate."""

    feed: Kind | None = None
    """None: every feed."""
