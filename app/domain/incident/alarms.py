"""Which incidents and notices need a person now, and how urgently.

It is decided from the state and never from the arrival of an event: a restart rings for all that is unanswered.
"""

import collections.abc
import enum

import msgspec

from app.domain.callflow.outcome import Unknown
from app.domain.data_share.feed import NOMINAL_MS, SKEW_MS, Ending, Feed, at
from app.domain.incident.events import GapFound, JournalMissing, JournalSetAside, PathLost
from app.domain.incident.model import Incident, Sighting
from app.domain.incident.projection import IncidentProjection
from app.domain.location.fix import distance_m

EXPIRING_MS = 120_000
"""So little nominal time left is worth a warning (docs/operator.md#e3)."""
JUMP_RADII = 2
FASTEST_MPS = 70.0
"""A caller in a fast car moves; what radii and this speed can't explain is a jump."""
JUMP_SHOWN_MS = 60_000
"""A jump of the place is a concern for this long after it was learned."""
_STOPPED = (Ending.ACCESS_ENDED, Ending.NO_DATA)
"""Endings that come from RapidSOS unasked; a refusal from the start or our own act is none of them."""


class Concern(enum.Enum):
    """Why an open incident has priority P2, the most urgent reason first (docs/operator.md#e3)."""

    CALLFLOW_FAILED = "callflow_failed"
    """Its newest callflow was refused or not sent, or is over without 9-1-1: the caller may have nobody."""
    HANDED_OVER = "handed_over"
    """Its operator handed it over to nobody in particular, and nobody has taken it."""
    HOLD_ENDED = "hold_ended"
    """Its hold is over and nobody has released it."""

    RAD_E_NEVER_FETCHED = "rad_e_never_fetched"
    """Less than 2:00 of the nominal ten minutes are left, or none, and RAD-E has not answered once."""
    STOPPED_EARLY = "stopped_early"
    """RapidSOS stopped answering before the nominal close, which has not come yet."""
    FIX_JUMPED = "fix_jumped"
    """The newest fix lies further from the one before than twice the larger radius, and a fast car, can explain."""


def concerns(incident: Incident, now: int) -> tuple[Concern, ...]:
    """All concerns about an open incident at ``now``; nothing about a closed one."""
    if not incident.is_open:
        return ()
    ended = (Concern.HOLD_ENDED,) if incident.held_until is not None and now >= incident.held_until else ()
    floor = (Concern.HANDED_OVER,) if incident.handed_over_by is not None else ()
    failed = (Concern.CALLFLOW_FAILED,) if incident.bad_end is not None else ()
    return (*failed, *floor, *ended, *_share_concerns(incident, now))


def began(incident: Incident, concern: Concern) -> int:
    """Since when a concern that an incident has is there, UTC ms."""
    share = incident.newest_share
    if concern is Concern.CALLFLOW_FAILED and incident.bad_end is not None:
        return incident.bad_end.at
    if concern is Concern.HANDED_OVER and incident.handed_over_at is not None:
        return incident.handed_over_at
    if concern is Concern.HOLD_ENDED and incident.held_until is not None:
        return incident.held_until
    if concern is Concern.FIX_JUMPED:
        return incident.trail[-1].at
    if share is None:
        return incident.opened_at
    if concern is Concern.RAD_E_NEVER_FETCHED:
        return share.rad_e.received_at + NOMINAL_MS - EXPIRING_MS
    ends = [feed.ended_at for feed in (share.lei, share.rad_e) if feed.ending in _STOPPED and feed.ended_at is not None]
    return max(ends, default=share.received_at)


def unhandled(incident: Incident, now: int) -> tuple[tuple[Concern, int], ...]:
    """Concerns at ``now``, each with its beginning, since which no person has done anything about the incident.

    What was handed over to nobody is unhandled until somebody owns it: a note of another operator does not count.
    """
    found = [(concern, began(incident, concern)) for concern in concerns(incident, now)]
    if not found:
        return ()
    touched = max((record.at for record in incident.timeline if record.operator), default=0)
    return tuple((one, since) for one, since in found if touched < since or one is Concern.HANDED_OVER)


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


RAISE_MS = 180_000
"""A P2 that nobody has dealt with for so long becomes P1 (docs/operator.md#e3); a console may set another time."""


class Priority(enum.IntEnum):
    """Alarm priority by docs/operator.md#e3; a lower number comes first."""

    P1 = 1
    P2 = 2
    P3 = 3


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that needs a person: why, since when (UTC ms), and in which incident."""

    priority: Priority
    reason: str
    """``unacknowledged``, ``quarantined``, a concern, or a notice: ``path_lost``, ``journal_lost``, ``gap``."""
    since: int
    incident: int | None = None
    notice: int | None = None
    """The seq of the station's notice."""


def is_held(incident: Incident, now: int) -> bool:
    """Whether it is set aside at ``now``; what needs someone never is."""
    return incident.held_until is not None and now < incident.held_until and not needs_someone(incident)


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
    """Whether what nobody has acknowledged is a trigger's unknown outcome, and no share."""
    return any(
        isinstance(trigger.outcome, Unknown) and trigger.answered_at == incident.ring_at
        for trigger in incident.triggers
    )


def has_waited(since: int, now: int, patience_ms: int) -> bool:
    """Whether it waits for so long already; what began in the future was dated by a wrong clock, and waits too long."""
    return now - since >= patience_ms or since - now > SKEW_MS


def is_raised(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> bool:
    """Whether one of its P2 concerns was left alone for so long that it is P1 by now; 0 ms never raises."""
    return raise_ms > 0 and any(has_waited(since, now, raise_ms) for _, since in unhandled(incident, now))


def rings(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> bool:
    """Whether an incident is P1 at ``now``: filled, first in the queue, and hidden by no filter."""
    return needs_someone(incident) or is_raised(incident, now, raise_ms)


def priority(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> Priority:
    """How urgently an incident needs a person at ``now``."""
    if rings(incident, now, raise_ms):
        return Priority.P1
    return Priority.P2 if concerns(incident, now) else Priority.P3


def ring_of(incident: Incident) -> Alarm | None:
    """What nobody has acknowledged of an open incident; None when there is nothing."""
    if incident.ring_at is None or not incident.is_open:
        return None
    return Alarm(priority=Priority.P1, reason="unacknowledged", since=incident.ring_at, incident=incident.number)


def warnings_of(
    incident: Incident, left_alone: collections.abc.Iterable[tuple[Concern, int]], now: int, raise_ms: int = RAISE_MS
) -> tuple[Alarm, ...]:
    """The incident's concerns that nobody has dealt with (``unhandled``) as alarms; none while it is P1 anyway."""
    if needs_someone(incident):
        return ()
    alarms = (
        Alarm(priority=Priority.P2, reason=concern.value, since=since, incident=incident.number)
        for concern, since in left_alone
    )
    return tuple(_raised(one, now, raise_ms) for one in alarms)


def station_alarms(projection: IncidentProjection, now: int, raise_ms: int = RAISE_MS) -> list[Alarm]:
    """What belongs to no incident and nobody has seen: quarantined bodies, then notices of the station."""
    alarms = [
        Alarm(priority=Priority.P1, reason="quarantined", since=record.at) for record in projection.quarantine_rings
    ]
    for seq, record in projection.notices.items():
        rank, reason = _NOTICES[type(record.event)]
        alarms.append(Alarm(priority=rank, reason=reason, since=record.at, notice=seq))
    return [_raised(one, now, raise_ms) for one in alarms]


def most_urgent_first(alarms: collections.abc.Iterable[Alarm]) -> list[Alarm]:
    """By priority, then oldest first."""
    return sorted(alarms, key=lambda alarm: (alarm.priority, alarm.since))


def ringing(projection: IncidentProjection) -> list[Alarm]:
    """Everything that rings, most urgent first, then oldest."""
    rings_now = [ring for one in projection.open_incidents if (ring := ring_of(one)) is not None]
    return most_urgent_first([*rings_now, *station_alarms(projection, 0, 0)])


def unanswered(projection: IncidentProjection, now: int, raise_ms: int = RAISE_MS) -> list[Alarm]:
    """Everything that a person has not answered at ``now``: what rings, and P2, raised to P1 when left alone."""
    alarms = [ring for one in projection.open_incidents if (ring := ring_of(one)) is not None]
    alarms += station_alarms(projection, now, raise_ms)
    for one in projection.open_incidents:
        alarms += warnings_of(one, unhandled(one, now), now, raise_ms)
    return most_urgent_first(alarms)


def of_the_station(projection: IncidentProjection, now: int, raise_ms: int = RAISE_MS) -> Alarm | None:
    """The most urgent that belongs to no incident and that nobody has seen; None when there is none."""
    return min(station_alarms(projection, now, raise_ms), key=lambda alarm: (alarm.priority, alarm.since), default=None)


def next_to_answer(
    projection: IncidentProjection, now: int, operator: str | None, raise_ms: int = RAISE_MS
) -> int | None:
    """The incident to take next: what rings, oldest first; then a concern of one that nobody else has."""
    for alarm in ringing(projection):
        if alarm.incident is not None:
            return alarm.incident
    mine = (one for one in projection.open_incidents if one.owner in (None, operator) and unhandled(one, now))
    ordered = sorted(mine, key=lambda one: (queue_order(one, now, raise_ms), one.number))
    return ordered[0].number if ordered else None


def _raised(alarm: Alarm, now: int, raise_ms: int) -> Alarm:
    """A P2 that was left alone is a P1 since it was left alone for too long."""
    if alarm.priority is not Priority.P2 or raise_ms <= 0 or not has_waited(alarm.since, now, raise_ms):
        return alarm
    return msgspec.structs.replace(alarm, priority=Priority.P1, since=alarm.since + raise_ms)


def queue_order(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> tuple[int, int, int]:
    """Sort key of the queue: priority, unacknowledged first, then oldest (docs/operator.md#e1)."""
    rank = priority(incident, now, raise_ms)
    return (rank, 0 if incident.unacknowledged else 1, incident.received_at)


Key = tuple[int | None, int | None, int]


def key(alarm: Alarm) -> Key:
    """What identifies the alarm: with the same key it is the same alarm later."""
    return alarm.incident, alarm.notice, alarm.since


def to_call_about(
    alarms: collections.abc.Iterable[Alarm],
    begun: collections.abc.Container[Key],
    now: int,
    *,
    watched: bool,
    patience_ms: int,
) -> dict[Key, Alarm]:
    """Every P1 while nobody watches; else what calls were begun about, and what waits ``patience_ms`` (0: never)."""
    return {
        key(alarm): alarm
        for alarm in alarms
        if alarm.priority is Priority.P1
        and (not watched or key(alarm) in begun or (patience_ms > 0 and has_waited(alarm.since, now, patience_ms)))
    }
