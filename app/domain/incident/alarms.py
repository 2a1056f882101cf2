"""What rings, decided from the state and never from an event's arrival: a restart rings for what is unanswered."""

import enum

import msgspec

from app.domain.incident.book import Book
from app.domain.incident.incident import Incident


class Priority(enum.IntEnum):
    """Alarm priority by operator.md e3; a lower number comes first."""

    P1 = 1
    P2 = 2
    P3 = 3


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that needs a person: why, since when (UTC ms), and in which incident."""

    priority: Priority
    reason: str
    """``unacknowledged`` or ``quarantined``."""
    since: int
    incident: int | None = None


def priority(incident: Incident) -> Priority:
    """How urgently an incident needs a person now; an unknown trigger stays P1 until somebody has settled it."""
    urgent = incident.unacknowledged or incident.unknown_triggers
    return Priority.P1 if incident.is_open and urgent else Priority.P3


def ringing(book: Book) -> list[Alarm]:
    """Everything that rings, most urgent first, then oldest."""
    alarms = [
        Alarm(priority=Priority.P1, reason="unacknowledged", since=one.ring_at, incident=one.number)
        for one in book.open_incidents
        if one.ring_at is not None
    ]
    alarms += [Alarm(priority=Priority.P1, reason="quarantined", since=record.at) for record in book.quarantine_rings]
    return sorted(alarms, key=lambda alarm: (alarm.priority, alarm.since))


def queue_order(incident: Incident) -> tuple[int, int, int]:
    """Sort key of the queue: priority, unacknowledged first, then oldest (operator.md e1)."""
    rank = priority(incident)
    return (rank, 0 if incident.unacknowledged else 1, incident.received_at)
