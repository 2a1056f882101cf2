"""The book: the fold of the journal. The station decides on it and the screen shows it."""

import collections.abc
import typing

import msgspec

from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    BodyQuarantined,
    Erased,
    IncidentClosed,
    IncidentReopened,
    LocationFixed,
    NoteAdded,
    OperatorSignedOff,
    OperatorSignedOn,
    ShareReceived,
    ShareRepeated,
    Unreadable,
)
from app.domain.incident.incident import Incident, Share, Sighting
from app.domain.incident.record import Recorded
from app.domain.location.fix import Fix

FIRST_INCIDENT = 1001


class Book:
    """All incidents fed to it, record by record in the order of their seq; the same record twice is nothing."""

    def __init__(self) -> None:
        self.incidents: dict[int, Incident] = {}
        self.last_seq = 0
        self.missing: set[int] = set()
        """Incidents of which an event came although their beginning is not in the book: fetch them whole."""
        self.quarantine_rings: tuple[Recorded, ...] = ()
        """Quarantined bodies that ring and that nobody has seen yet."""
        self.operators: frozenset[str] = frozenset()

    @property
    def open_incidents(self) -> list[Incident]:
        """Open incidents, oldest number first."""
        return [one for one in self.incidents.values() if one.is_open]

    def apply(self, record: Recorded) -> int | None:
        """Take one record in; returns the number of the incident it changed."""
        self.last_seq = max(self.last_seq, record.seq)
        if record.incident is None:
            self._apply_general(record)
            return None
        before = self.incidents.get(record.incident)
        if before is not None and record.seq <= before.last_seq:
            return None
        if before is None:
            if not _begins(record.event):
                self.missing.add(record.incident)
                return None
            before = Incident(number=record.incident, origin="share", opened_at=record.at)
        self.incidents[record.incident] = fold(before, record)
        return record.incident

    def replace(self, number: int, history: collections.abc.Iterable[Recorded]) -> None:
        """Take a whole incident in, as ``GET /incidents/{id}`` tells it."""
        self.incidents.pop(number, None)
        self.missing.discard(number)
        last = self.last_seq
        for record in history:
            self.apply(record)
        self.last_seq = last

    def forget(self, number: int) -> None:
        """Drop a closed incident from memory; the journal keeps it."""
        self.incidents.pop(number, None)

    def _apply_general(self, record: Recorded) -> None:
        match record.event:
            case OperatorSignedOn() if record.operator:
                self.operators |= {record.operator}
            case OperatorSignedOff() if record.operator:
                self.operators -= {record.operator}
            case BodyQuarantined(rings=True):
                self.quarantine_rings += (record,)
            case _:
                pass


def _begins(event: AnyEvent) -> bool:
    if isinstance(event, Erased | Unreadable):
        return event.kind == ShareReceived.__name__
    return isinstance(event, ShareReceived)


def fold(incident: Incident, record: Recorded) -> Incident:
    """The incident after one more of its records; an event that changes nothing in it still joins its timeline."""
    event = record.event
    if isinstance(event, Unreadable):
        changes = _unreadable(incident, record, event.kind)
    else:
        changes = _changes(incident, record, event)
    return msgspec.structs.replace(incident, timeline=(*incident.timeline, record), last_seq=record.seq, **changes)


def _changes(incident: Incident, record: Recorded, event: AnyEvent) -> dict[str, typing.Any]:
    match event:
        case ShareReceived():
            return _share_received(incident, record, event)
        case ShareRepeated():
            return _share_repeated(incident, record, event)
        case LocationFixed():
            return {"sightings": (*incident.sightings, _sighting(record, event))}
        case Acknowledged():
            return _acknowledged(incident, record, event)
        case NoteAdded():
            return {"notes": incident.notes + 1}
        case IncidentClosed():
            return {"closed_at": record.at, "close_reason": event.reason}
        case IncidentReopened():
            return {"closed_at": None, "close_reason": None}
        case _:
            return {}


def _unreadable(incident: Incident, record: Recorded, kind: str) -> dict[str, typing.Any]:
    """What a kind says without its body: a share rings, an acknowledgement counts for all that came before it."""
    match kind:
        case ShareReceived.__name__ | ShareRepeated.__name__:
            return {"closed_at": None, "close_reason": None, **_rings(incident, record)}
        case Acknowledged.__name__:
            return _acknowledged(incident, record, Acknowledged(through=record.seq))
        case IncidentClosed.__name__:
            return {"closed_at": record.at}
        case IncidentReopened.__name__:
            return {"closed_at": None, "close_reason": None}
        case _:
            return {}


def _share_received(incident: Incident, record: Recorded, event: ShareReceived) -> dict[str, typing.Any]:
    share = Share(
        share=event.share,
        seq=record.seq,
        received_at=event.received_at,
        stored_at=record.at,
        verified=event.verified,
        phone=event.phone,
        alert_id=event.alert_id,
        ecc=event.ecc,
        box=event.box,
        warnings=event.warnings,
    )
    linked = incident.linked if event.linked_to is None else (*incident.linked, event.linked_to)
    return {"shares": (*incident.shares, share), "linked": linked, **_rings(incident, record)}


def _share_repeated(incident: Incident, record: Recorded, event: ShareRepeated) -> dict[str, typing.Any]:
    shares = tuple(
        msgspec.structs.replace(one, times=one.times + 1) if one.share == event.share else one
        for one in incident.shares
    )
    if event.quiet:
        return {"shares": shares}
    return {"shares": shares, "closed_at": None, "close_reason": None, **_rings(incident, record)}


def _rings(incident: Incident, record: Recorded) -> dict[str, typing.Any]:
    since = record.at if incident.ring_at is None else incident.ring_at
    return {"ring_seq": record.seq, "ring_at": since}


def _acknowledged(incident: Incident, record: Recorded, event: Acknowledged) -> dict[str, typing.Any]:
    heard = event.through >= incident.ring_seq
    return {
        "owner": record.operator,
        "acknowledged_at": record.at if incident.acknowledged_at is None else incident.acknowledged_at,
        "ring_at": None if heard else incident.ring_at,
    }


def _sighting(record: Recorded, event: LocationFixed) -> Sighting:
    fix = Fix(**{name: getattr(event, name) for name in Fix.__struct_fields__})
    return Sighting(seq=record.seq, at=record.at, share=event.share, fix=fix)
