"""Which incident a new share joins, and what an identical body means that comes again (docs/contract.md#3.5)."""

import collections.abc

import msgspec

from app.domain.callflow.status import belongs_to
from app.domain.callflow.trigger import Trigger
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import LocationFixed, ShareReceived, ShareRepeated
from app.domain.incident.model import Incident
from app.domain.location.fix import Fix, distance_m

QUIET_REPEAT_MS = 60_000
"""An identical body within this time only counts; later it rings (docs/contract.md#3.5)."""
SAME_PLACE_M = 1_000.0
"""A share this far from the incident's last place, or twice its radius if larger, is another emergency."""


class KnownDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal remembers of a body already accepted: which share and incident, and its last receipt."""

    share: str
    incident: int
    received_at: int


def share_id(request_sha256: str) -> str:
    """The name of a share: the first 16 hex digits of its request's digest."""
    return request_sha256[:16]


def repeated(before: KnownDelivery, request_sha256: str, received_at: int) -> EventDraft:
    """The event of an identical body: silent within 60 s, ringing later; it is never a second incident.

    A receipt from the future is none of the last 60 s: the clock was ahead then, and nobody knows how long ago it was.
    """
    quiet = 0 <= received_at - before.received_at < QUIET_REPEAT_MS
    event = ShareRepeated(share=before.share, request_sha256=request_sha256, received_at=received_at, quiet=quiet)
    return EventDraft(event=event, incident=before.incident)


def joined(
    share: ShareReceived, place: Fix | None, open_incidents: collections.abc.Iterable[Incident], new_incident: int
) -> list[EventDraft]:
    """The events of a new share, in the open incident it belongs to or in ``new_incident``.

    Same phone and same ECC, near the incident's last place: that incident. Same phone otherwise: a new one, linked.
    """
    same_phone = [one for one in open_incidents if share.phone is not None and share.phone == one.phone]
    home = next((one for one in same_phone if _belongs(share, place, one)), None)
    number = home.number if home else new_incident
    linked = same_phone[0].number if same_phone and home is None else None
    drafts = [EventDraft(event=msgspec.structs.replace(share, linked_to=linked), incident=number)]
    if place is not None:
        fields = {**msgspec.structs.asdict(place), "share": share.share}
        drafts.append(EventDraft(event=LocationFixed(**fields), incident=number))
    return drafts


def _belongs(share: ShareReceived, place: Fix | None, incident: Incident) -> bool:
    if share.ecc not in {one.ecc for one in incident.shares}:
        return False
    last = incident.place
    if place is None or last is None:
        return True
    reach = max(SAME_PLACE_M, 2 * (last.uncertainty_m or 0.0), 2 * (place.uncertainty_m or 0.0))
    return distance_m((place.latitude, place.longitude), (last.latitude, last.longitude)) <= reach


def flow_of(
    incidents: collections.abc.Iterable[Incident], alert_id: str | None, event_id: str | None
) -> tuple[int, str] | None:
    """The incident and trigger that a message about a flow names; None when it names none of these.

    By RapidSOS's ``alert_id`` in the answer to a trigger, by our event id, else by an ``alert_id`` that a verified
    message of a trigger had: an answer that was lost named none (docs/contract.md#7.2).
    """
    triggers: dict[str, tuple[Trigger, int]] = {}
    learned: list[str] = []
    for incident in incidents:
        triggers |= {trigger.id: (trigger, incident.number) for trigger in incident.triggers}
        verified = (one for one in incident.reports if one.report.verified and alert_id is not None)
        learned += (one.trigger for one in verified if one.report.status.alert_id == alert_id)
    named = belongs_to(alert_id, event_id, [trigger for trigger, _ in triggers.values()])
    found = named.id if named is not None else next((one for one in learned if one in triggers), None)
    return None if found is None else (triggers[found][1], found)
