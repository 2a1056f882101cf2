"""What rings, decided from the state and never from an event's arrival: a restart rings for what is unanswered."""

import enum

import msgspec

from app.domain.callflow.outcome import Unknown
from app.domain.data_share.availability import NOMINAL_MS, at
from app.domain.data_share.feed import Ending, Feed
from app.domain.incident.book import Book
from app.domain.incident.events import GapFound, JournalMissing, JournalSetAside, PathLost
from app.domain.incident.incident import Incident, Sighting
from app.domain.location.fix import distance_m

EXPIRING_MS = 120_000
"""So little nominal time left is worth a warning (operator.md e3)."""
JUMP_RADII = 2
FASTEST_MPS = 70.0
"""A caller in a fast car moves; what radii and this speed can't explain is a jump."""
JUMP_SHOWN_MS = 60_000
"""A jump is news for this long after it was learned; then it is history."""
_STOPPED = (Ending.ACCESS_ENDED, Ending.NO_DATA)
"""Endings that come from RapidSOS unasked; a refusal from the start or our own act is none of them."""


class Priority(enum.IntEnum):
    """Alarm priority by operator.md e3; a lower number comes first."""

    P1 = 1
    P2 = 2
    P3 = 3


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that needs a person: why, since when (UTC ms), and in which incident."""

    priority: Priority
    reason: str
    """``unacknowledged``, ``quarantined``, or a notice: ``path_lost``, ``journal_lost``, ``gap``."""
    since: int
    incident: int | None = None
    notice: int | None = None
    """The seq of the event that the station told of itself."""


class Concern(enum.Enum):
    """Why an open incident is P2, the most pressing first (operator.md e3)."""

    HOLD_ENDED = "hold_ended"
    """Its hold is over and nobody has released it."""

    RAD_E_NEVER_FETCHED = "rad_e_never_fetched"
    """Less than 2:00 of the nominal ten minutes are left, or none, and RAD-E has not answered once."""
    STOPPED_EARLY = "stopped_early"
    """RapidSOS stopped answering before the nominal close, which has not come yet."""
    FIX_JUMPED = "fix_jumped"
    """The newest fix lies further from the one before than twice the larger radius, and a fast car, can explain."""


def concerns(incident: Incident, now: int) -> tuple[Concern, ...]:
    """All that is worrying about an open incident at ``now``; nothing about a closed one."""
    if not incident.is_open:
        return ()
    ended = (Concern.HOLD_ENDED,) if incident.held_until is not None and now >= incident.held_until else ()
    return (*ended, *_share_concerns(incident, now))


def is_held(incident: Incident, now: int) -> bool:
    """Whether it is set aside at ``now``; what needs someone never is."""
    return incident.held_until is not None and now < incident.held_until and not needs_someone(incident)


def _share_concerns(incident: Incident, now: int) -> tuple[Concern, ...]:
    share = incident.newest_share
    if share is None:
        return ()
    found = {
        Concern.RAD_E_NEVER_FETCHED: _never_fetched(share.rad_e, now),
        Concern.STOPPED_EARLY: _stopped_early(share.lei, now) or _stopped_early(share.rad_e, now),
        Concern.FIX_JUMPED: _jumped(incident, now),
    }
    return tuple(concern for concern, worries in found.items() if worries)


def needs_someone(incident: Incident) -> bool:
    """Whether it is P1: nobody has acknowledged it, or a trigger is unknown until somebody has settled it."""
    return incident.is_open and bool(incident.unacknowledged or incident.unknown_triggers)


_NOTICES = {
    PathLost: (Priority.P1, "path_lost"),
    JournalSetAside: (Priority.P1, "journal_lost"),
    JournalMissing: (Priority.P1, "journal_lost"),
    GapFound: (Priority.P2, "gap"),
}


def rings_for_trigger(incident: Incident) -> bool:
    """Whether what nobody has acknowledged is a trigger's unknown outcome, settled since or not, and no share."""
    return any(
        isinstance(trigger.outcome, Unknown) and trigger.answered_at == incident.ring_at
        for trigger in incident.triggers
    )


def priority(incident: Incident, now: int) -> Priority:
    """How urgently an incident needs a person at ``now``."""
    if needs_someone(incident):
        return Priority.P1
    return Priority.P2 if concerns(incident, now) else Priority.P3


def ringing(book: Book) -> list[Alarm]:
    """Everything that rings, most urgent first, then oldest."""
    alarms = [
        Alarm(priority=Priority.P1, reason="unacknowledged", since=one.ring_at, incident=one.number)
        for one in book.open_incidents
        if one.ring_at is not None
    ]
    alarms += [Alarm(priority=Priority.P1, reason="quarantined", since=record.at) for record in book.quarantine_rings]
    for seq, record in book.notices.items():
        rank, reason = _NOTICES[type(record.event)]
        alarms.append(Alarm(priority=rank, reason=reason, since=record.at, notice=seq))
    return sorted(alarms, key=lambda alarm: (alarm.priority, alarm.since))


def queue_order(incident: Incident, now: int) -> tuple[int, int, int]:
    """Sort key of the queue: priority, unacknowledged first, then oldest (operator.md e1)."""
    rank = priority(incident, now)
    return (rank, 0 if incident.unacknowledged else 1, incident.received_at)


def _never_fetched(feed: Feed, now: int) -> bool:
    return feed.ending is None and feed.answered_at is None and at(feed, now).nominal_left_ms < EXPIRING_MS


def _stopped_early(feed: Feed, now: int) -> bool:
    return feed.ending in _STOPPED and at(feed, now).ended_early and now - feed.received_at < NOMINAL_MS


def _jumped(incident: Incident, now: int) -> bool:
    if len(incident.trail) < 2:  # noqa: PLR2004 a jump has two ends
        return False
    before, newest = incident.trail[-2:]
    radii = [fix.uncertainty_m for fix in (before.fix, newest.fix) if fix.uncertainty_m is not None]
    if now - newest.at >= JUMP_SHOWN_MS or not radii:
        return False
    ends = [(fix.latitude, fix.longitude) for fix in (before.fix, newest.fix)]
    reach = FASTEST_MPS * _apart_ms(before, newest) / 1000
    return distance_m(*ends) > JUMP_RADII * max(radii) + reach


def _apart_ms(before: Sighting, newest: Sighting) -> int:
    """Time between two fixes by their own clocks, else between learning of them."""
    if before.fix.fixed_at is None or newest.fix.fixed_at is None:
        return max(newest.at - before.at, 0)
    return newest.fix.fixed_at - before.fix.fixed_at
