"""What of an incident answers a search: one event at a time, so that nobody has to fold what does not matter."""

import collections.abc
import enum

from app.domain.incident.events import (
    AnyEvent,
    IncidentClosed,
    IncidentOpened,
    IncidentReopened,
    LocationFixed,
    NoteAdded,
    ShareReceived,
)
from app.domain.incident.incident import Incident
from app.domain.location.fix import distance_m
from app.domain.search.sought import Sought

_METRES_A_DEGREE = 110_000.0
"""No degree of latitude is shorter: a fix further off than this needs no more arithmetic."""


class Why(enum.Enum):
    """What of an incident answered."""

    NUMBER = "number"
    PHONE = "phone"
    ECC = "ecc"
    NOTE = "note"
    PLACE = "place"
    DATE = "date"


def kinds(sought: Sought) -> tuple[str, ...]:
    """Kinds of events that can answer this search."""
    wanted: list[str] = []
    if sought.digits:
        wanted += [ShareReceived.__name__, IncidentOpened.__name__]
    if sought.text:
        wanted += [NoteAdded.__name__, IncidentClosed.__name__, IncidentReopened.__name__]
    if sought.near:
        wanted.append(LocationFixed.__name__)
    return tuple(wanted)


def says(event: AnyEvent, sought: Sought) -> Why | None:
    """How one event answers; None when it doesn't."""
    match event:
        case NoteAdded() | IncidentClosed() | IncidentReopened():
            return Why.NOTE if sought.text and sought.text in event.text.casefold() else None
        case ShareReceived() | IncidentOpened():
            return Why.PHONE if _is_of(event.phone, sought) else None
        case LocationFixed():
            return Why.PLACE if _is_near(event, sought) else None
        case _:
            return None


def answers(incident: Incident, sought: Sought) -> Why | None:
    """How a folded incident answers; None when it doesn't. An empty search is answered by all."""
    if not _in_time(incident.opened_at, sought):
        return None
    if sought.only_dates:
        return Why.DATE
    if sought.number == incident.number:
        return Why.NUMBER
    if _has_ecc(incident, sought):
        return Why.ECC
    return next(_said(incident, sought), None)


def _said(incident: Incident, sought: Sought) -> collections.abc.Iterator[Why]:
    for record in incident.timeline:
        if (why := says(record.event, sought)) is not None:
            yield why


def _in_time(opened_at: int, sought: Sought) -> bool:
    return (sought.since is None or opened_at >= sought.since) and (sought.until is None or opened_at < sought.until)


def _has_ecc(incident: Incident, sought: Sought) -> bool:
    return bool(sought.text) and any(share.ecc and sought.text in share.ecc.casefold() for share in incident.shares)


def _is_of(phone: str | None, sought: Sought) -> bool:
    if phone is None:
        return False
    return phone == sought.phone or bool(sought.digits and phone.endswith(sought.digits))


def _is_near(fix: LocationFixed, sought: Sought) -> bool:
    near = sought.near
    if near is None or abs(fix.latitude - near.latitude) * _METRES_A_DEGREE > near.radius_m:
        return False
    return distance_m((fix.latitude, fix.longitude), (near.latitude, near.longitude)) <= near.radius_m
