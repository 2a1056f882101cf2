"""What rings, decided from the state and never from an event's arrival: a restart rings for what is unanswered."""

import enum

import msgspec

from app.domain.callflow.outcome import Unknown
from app.domain.incident.book import Book
from app.domain.incident.events import GapFound, JournalMissing, JournalSetAside, PathLost
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.concerns import concerns, unhandled

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
    """The seq of the event that the station told of itself."""


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
    """Whether what nobody has acknowledged is a trigger's unknown outcome, settled since or not, and no share."""
    return any(
        isinstance(trigger.outcome, Unknown) and trigger.answered_at == incident.ring_at
        for trigger in incident.triggers
    )


def is_raised(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> bool:
    """Whether one of its P2 concerns was left alone for so long that it is P1 by now; 0 ms never raises."""
    return raise_ms > 0 and any(now - since >= raise_ms for _, since in unhandled(incident, now))


def rings(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> bool:
    """Whether an incident is P1 at ``now``: filled, first in the queue, and hidden by no filter."""
    return needs_someone(incident) or is_raised(incident, now, raise_ms)


def priority(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> Priority:
    """How urgently an incident needs a person at ``now``."""
    if rings(incident, now, raise_ms):
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


def unanswered(book: Book, now: int, raise_ms: int = RAISE_MS) -> list[Alarm]:
    """Everything that a person has not answered at ``now``: what rings, and P2, raised to P1 when left alone."""
    alarms = ringing(book)
    alarms += [
        Alarm(priority=Priority.P2, reason=concern.value, since=since, incident=one.number)
        for one in book.open_incidents
        if not needs_someone(one)
        for concern, since in unhandled(one, now)
    ]
    return sorted((_raised(one, now, raise_ms) for one in alarms), key=lambda alarm: (alarm.priority, alarm.since))


def of_the_station(book: Book, now: int, raise_ms: int = RAISE_MS) -> Alarm | None:
    """The most urgent that belongs to no incident and that nobody has seen; None when there is none."""
    alarms = [_raised(one, now, raise_ms) for one in ringing(book) if one.incident is None]
    return min(alarms, key=lambda alarm: (alarm.priority, alarm.since), default=None)


def next_to_answer(book: Book, now: int, operator: str | None, raise_ms: int = RAISE_MS) -> int | None:
    """The incident to take next: what rings, oldest first; then a concern of one that nobody else has."""
    for alarm in ringing(book):
        if alarm.incident is not None:
            return alarm.incident
    mine = (one for one in book.open_incidents if one.owner in (None, operator) and unhandled(one, now))
    ordered = sorted(mine, key=lambda one: (queue_order(one, now, raise_ms), one.number))
    return ordered[0].number if ordered else None


def _raised(alarm: Alarm, now: int, raise_ms: int) -> Alarm:
    """A P2 that was left alone is a P1 since it was left alone for too long."""
    since = alarm.since + raise_ms
    if alarm.priority is not Priority.P2 or raise_ms <= 0 or now < since:
        return alarm
    return msgspec.structs.replace(alarm, priority=Priority.P1, since=since)


def queue_order(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> tuple[int, int, int]:
    """Sort key of the queue: priority, unacknowledged first, then oldest (docs/operator.md#e1)."""
    rank = priority(incident, now, raise_ms)
    return (rank, 0 if incident.unacknowledged else 1, incident.received_at)
