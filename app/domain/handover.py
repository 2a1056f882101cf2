"""The handover sheet as data: everything that the next shift must know, and nothing about callers."""

import msgspec

from app.domain.data_share.feed import at
from app.domain.incident.alarms import EXPIRING_MS, concerns, priority, ringing
from app.domain.incident.envelope import Record, Recorded, received
from app.domain.incident.handlers.incident import open_steps
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.lamp import Lamp

KINDS = (
    "StationStarted",
    "StationStopped",
    "GapFound",
    "PathLost",
    "PathProven",
    "BecameUnwatched",
    "WatchedAgain",
    "ClockStepped",
    "JournalSetAside",
    "JournalMissing",
    "JournalRestored",
)
"""Events of the station that a shift leaves behind."""


class ShiftFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /handover``."""

    head: str
    """Where the journal ends, ``SEQ:HEX``."""
    shift_began: int
    """When the operator first signed on since they last signed off, UTC ms; 12 hours ago when that is not known."""
    happened: tuple[Record, ...]
    """Notices of the station since then, oldest first."""
    quarantined: int
    """Refused bodies that are kept."""


class OpenIncident(msgspec.Struct, frozen=True, kw_only=True):
    """One open incident; times are UTC ms."""

    number: int
    priority: int
    owner: str | None
    handed_over_by: str | None
    unacknowledged: bool
    received_at: int
    ecc: str | None
    held_until: int | None
    expires_in_ms: int | None
    """Nominal time left of a feed that is asked, when less than 2:00 is."""
    unknown_triggers: int
    open_steps: int
    concerns: tuple[str, ...]


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """Who makes the sheet, at which console, and what only this console knows."""

    operator: str
    environment: str
    lamps: tuple[Lamp, ...]
    """The station's and this console's own, the sound's among them."""
    silent_ms: int
    """How long the sound is still silenced here."""


class HandoverSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a handover sheet, as of the moment when it was made (UTC ms)."""

    made_at: int
    seat: Seat
    head: str
    shift_began: int
    incidents: tuple[OpenIncident, ...]
    unmatched: int
    quarantined: int
    unseen_in_quarantine: int
    rings: int
    happened: tuple[Recorded, ...]


def make_sheet(projection: IncidentProjection, facts: ShiftFacts, seat: Seat, now: int) -> HandoverSheet:
    """The sheet as of ``now`` (UTC ms), from the projection, the station's own facts and this console."""
    return HandoverSheet(
        made_at=now,
        seat=seat,
        head=facts.head,
        shift_began=facts.shift_began,
        incidents=tuple(_incident(one, projection, now) for one in projection.open_incidents),
        unmatched=len(projection.unplaceable),
        quarantined=facts.quarantined,
        unseen_in_quarantine=len(projection.quarantine_rings),
        rings=len(ringing(projection)),
        happened=tuple(received(record) for record in facts.happened),
    )


def _incident(one: Incident, projection: IncidentProjection, now: int) -> OpenIncident:
    return OpenIncident(
        number=one.number,
        priority=int(priority(one, now)),
        owner=one.owner,
        handed_over_by=one.handed_over_by,
        unacknowledged=one.unacknowledged,
        received_at=one.received_at,
        ecc=one.ecc,
        held_until=one.held_until,
        expires_in_ms=_expires_in(one, now),
        unknown_triggers=len(one.unknown_triggers),
        open_steps=len(open_steps(one, projection.checklists, now)),
        concerns=tuple(concern.value for concern in concerns(one, now)),
    )


def _expires_in(one: Incident, now: int) -> int | None:
    """Milliseconds until the first feed of the newest share ends; None when all have ended."""
    share = one.newest_share
    feeds = () if share is None else (share.lei, share.rad_e)
    left = [at(feed, now).nominal_left_ms for feed in feeds if feed.ending is None]
    return min((some for some in left if 0 < some < EXPIRING_MS), default=None)
