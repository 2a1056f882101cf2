"""An incident: everything known of one emergency, as the fold of its events."""

import math

import msgspec

from app.domain.callflow.status import FlowMessage, in_order, missed_end
from app.domain.callflow.trigger import Trigger, TriggerStage
from app.domain.data_share.feed import Feed
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import Unreadable
from app.domain.location.fix import Box, Fix, distance_m


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
    """Where a ring was painted or its alarm rendered first, and when (UTC ms)."""

    through: int
    at: int
    console: str
    device: str = ""


class BadEnd(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A trigger that came to nothing: refused or never sent, or its flow is over and 9-1-1 was not reached."""

    trigger: Trigger
    at: int
    """When this center knew it, UTC ms."""
    message: FlowMessage | None
    """The verified message that told of the end; None when RapidSOS refused, or it was never sent."""


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
    """Who handed it over to nobody in particular; None as soon as somebody owns it."""
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
    def bad_end(self) -> BadEnd | None:
        """How the newest trigger came to nothing; a newer one takes the place of those before it."""
        newest = self.triggers[-1] if self.triggers else None
        if newest is None:
            return None
        if newest.stage is TriggerStage.REFUSED:
            return BadEnd(trigger=newest, at=newest.answered_at or newest.confirmed_at, message=None)
        if not newest.confirmed.ends.missed:
            return None
        proofs = in_order(one.report for one in self.reports if one.trigger == newest.id and one.report.verified)
        missed = missed_end(newest.confirmed.ends, proofs)
        return None if missed is None else BadEnd(trigger=newest, at=missed.received_at, message=missed)

    @property
    def newest_share(self) -> Share | None:
        """The share received last; None in an incident opened by this center."""
        return self.shares[-1] if self.shares else None

    @property
    def phone(self) -> str | None:
        """The caller's number (E.164), of the newest share that has one."""
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
        """The place to show: the newest of the trail, or a better one that agrees with it (``best_sighting``)."""
        return best_sighting(self.sightings)

    @property
    def place(self) -> Fix | None:
        """The newest fix."""
        return self.sighting.fix if self.sighting else None


AGREE_MS = 60_000
"""A better fix stands in for a newer, coarser one for so long; then the newer one is shown, however coarse."""
FLOOR_MS = 600_000
"""A floor holds for later fixes of the same place that don't state one: as long as RapidSOS answers for a share."""
LATEST = 64
"""How many sightings, the last ones learned, are looked at for a better fix; more would cost at every repaint."""


def best_sighting(sightings: tuple[Sighting, ...]) -> Sighting | None:
    """The place to show of all that an incident has, None when it has none.

    It is the newest by the fix's own time, so an older fix that is learned later never takes its place. A fix of the
    share that states no time gives way to one that does: nobody knows how old it was when it came. Where fixes agree
    within their radii, the one with the smaller radius is shown for ``AGREE_MS``, and a stated floor is kept.
    """
    newest = max(sightings, key=_age_key, default=None)
    if newest is None:
        return None
    latest = sightings[-LATEST:]
    if _is_untimed_share(newest):
        timed = [one for one in latest if one.fix.fixed_at is not None and newest.at - one.fix.fixed_at <= FLOOR_MS]
        newest = max(timed, key=_age_key, default=newest)
    since = _age_key(newest)[0]
    agreeing = [one for one in latest if since - _age_key(one)[0] <= FLOOR_MS and _agree(one.fix, newest.fix)]
    rivals = [one for one in agreeing if since - _age_key(one)[0] <= AGREE_MS and not _is_untimed_share(one)]
    shown = min(reversed(rivals), key=lambda one: one.fix.uncertainty_m or math.inf, default=newest)
    if shown.fix.floor is not None:
        return shown
    floors = [one for one in agreeing if one.fix.floor is not None]
    if not floors:
        return shown
    floor = max(floors, key=_age_key).fix.floor
    return msgspec.structs.replace(shown, fix=msgspec.structs.replace(shown.fix, floor=floor))


def _is_untimed_share(sighting: Sighting) -> bool:
    return sighting.fix.source == "share" and sighting.fix.fixed_at is None


def _agree(one: Fix, other: Fix) -> bool:
    """Whether both can be one place: the larger circle holds the other's middle. Without a radius nothing agrees."""
    if one.uncertainty_m is None or other.uncertainty_m is None:
        return one is other
    apart = distance_m((one.latitude, one.longitude), (other.latitude, other.longitude))
    return apart <= max(one.uncertainty_m, other.uncertainty_m)


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
