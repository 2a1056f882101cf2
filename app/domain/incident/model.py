"""An incident: everything known of one emergency, as the fold of its events."""

import msgspec

from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import Trigger
from app.domain.data_share.feed import Feed
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import Unreadable
from app.domain.location.fix import Box, Fix


class AdditionalData(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An answer of RAD-E and when it was received; its JSON is untrusted and shown through its display schema only."""

    seq: int
    at: int
    untrusted_answer: str


class Share(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One share in an incident, with its own ECC, box and receipt; its token is kept elsewhere."""

    share: str
    seq: int
    received_at: int
    stored_at: int
    verified: bool
    phone: str | None
    alert_id: str | None
    ecc: str | None
    box: Box | None
    warnings: tuple[str, ...]
    lei: Feed
    rad_e: Feed
    refused_places: tuple[str, ...] = ()
    """Why records of LEI for this share named no usable place, each reason once."""
    additional_data: AdditionalData | None = None
    """The newest answer of RAD-E for this share; the ones before stand in the timeline."""
    times: int = 1
    """How often the same body came, this one included."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fix and when this center learned of it."""

    seq: int
    at: int
    share: str | None
    fix: Fix


class Check(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A step of the checklist that was done: by whom, when (UTC ms), and its words as they were then."""

    step: str
    words: str
    note: str
    at: int
    operator: str | None


class DeliveryState(msgspec.Struct, frozen=True, kw_only=True):
    """How far a ring came: where it was painted or rendered first, and when (UTC ms)."""

    through: int
    at: int
    console: str
    device: str = ""


class FlowReport(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A status message that belongs to a trigger of this incident."""

    trigger: str
    report: FlowMessage


class Incident(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One emergency: its shares, its places, who has it. Times are UTC milliseconds; None means it did not happen."""

    number: int
    origin: str
    """``share`` (from RapidSOS), ``center`` (opened here by a blank trigger), ``quarantine`` (no share, taken over)."""
    opened_at: int
    shares: tuple[Share, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    owner: str | None = None
    acknowledged_at: int | None = None
    owned_at: int | None = None
    """Since when the present owner has it."""
    handed_over_by: str | None = None
    """Who gave it back to the floor; None as soon as somebody has it."""
    handed_over_at: int | None = None
    held_until: int | None = None
    """Until when it was set aside; it stays so until somebody releases it, or something rings."""
    ring_seq: int = 0
    """The last event that must be acknowledged by a person."""
    ring_at: int | None = None
    """When the oldest event that nobody has acknowledged happened; None when all is acknowledged."""
    closed_at: int | None = None
    close_reason: str | None = None
    on_hold: bool = False
    """Whether a legal hold keeps retention from erasing anything of it."""
    shown: tuple[DeliveryState, ...] = ()
    """Where each ring was painted first."""
    heard: tuple[DeliveryState, ...] = ()
    """Where the alarm of each ring was rendered first."""
    left_open: tuple[str, ...] = ()
    """What the checklist still asked for when it was closed, in its words."""
    checks: tuple[Check, ...] = ()
    """Steps of the checklist that are done, in the order of their doing."""
    notes: int = 0
    linked: tuple[int, ...] = ()
    related: tuple[int, ...] = ()
    """Incidents that persons linked to it, or split from it; ``linked`` is what the phone says."""
    caller: str | None = None
    """The number of an incident that this center opened; a share's own number comes before it."""
    triggers: tuple[Trigger, ...] = ()
    reports: tuple[FlowReport, ...] = ()
    timeline: tuple[Recorded, ...] = ()
    last_seq: int = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to work on it."""
        return self.closed_at is None

    @property
    def has_unreadable(self) -> bool:
        """Whether something in it can't be shown now: it waits for the keyring, or was damaged."""
        return any(isinstance(record.event, Unreadable) for record in self.timeline)

    @property
    def unacknowledged(self) -> bool:
        """Whether something in it rings that no person has answered."""
        return self.ring_at is not None

    @property
    def unknown_triggers(self) -> tuple[Trigger, ...]:
        """Triggers of which nobody has found out yet whether they started."""
        return tuple(trigger for trigger in self.triggers if trigger.needs_a_person)

    @property
    def newest_share(self) -> Share | None:
        """The share received last; None in an incident opened by this center."""
        return self.shares[-1] if self.shares else None

    @property
    def phone(self) -> str | None:
        """The caller's number (E.164): the newest share that has one tells."""
        return next((share.phone for share in reversed(self.shares) if share.phone), self.caller)

    @property
    def ecc(self) -> str | None:
        """The ECC that shared it last."""
        return next((share.ecc for share in reversed(self.shares) if share.ecc), None)

    @property
    def box(self) -> Box | None:
        """The jurisdiction box that came last."""
        return next((share.box for share in reversed(self.shares) if share.box), None)

    @property
    def received_at(self) -> int:
        """When its newest share was received, or when it was opened here."""
        return self.newest_share.received_at if self.newest_share else self.opened_at

    @property
    def trail(self) -> tuple[Sighting, ...]:
        """All places, oldest first: by the fix's own time; one without a time counts by when it was learned."""
        return tuple(sorted(self.sightings, key=_age_key))

    @property
    def sighting(self) -> Sighting | None:
        """The newest place of the trail: an older fix that is learned later never takes its place."""
        return max(self.sightings, key=_age_key, default=None)

    @property
    def place(self) -> Fix | None:
        """The newest fix."""
        return self.sighting.fix if self.sighting else None


def _age_key(sighting: Sighting) -> tuple[int, int]:
    stated = sighting.fix.fixed_at
    return (sighting.at if stated is None else min(stated, sighting.at), sighting.seq)


class HandoverSignature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed, and when (UTC ms)."""

    operator: str
    at: int


class SignedSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The text that was signed, its digest, and its signatures, the first one first."""

    sha256: str
    text: str
    signatures: tuple[HandoverSignature, ...]


def signed(before: SignedSheet | None, sha256: str, text: str, signature: HandoverSignature) -> SignedSheet:
    """The sheet after one more signature; another sheet takes the place of the one before."""
    earlier = before.signatures if before is not None and before.sha256 == sha256 else ()
    return SignedSheet(sha256=sha256, text=text, signatures=(*earlier, signature))
