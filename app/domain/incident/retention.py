"""Retention: the bodies of long closed incidents are erased, unless a legal hold keeps them."""

import typing

from app.domain.incident.commands import Refused
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    Acknowledged,
    BodiesErased,
    Erased,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    HandedOver,
    IncidentExported,
    IncidentHeard,
    IncidentHeld,
    IncidentReleased,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    LegalHoldLifted,
    LegalHoldPlaced,
    ShareMovedOut,
    ShareRepeated,
    TriggerSent,
    UnknownKind,
    Unreadable,
)
from app.domain.incident.model import Incident

DAY_MS: typing.Final = 86_400_000

KEPT: typing.Final = frozenset(
    kind.__name__
    for kind in (
        Acknowledged,
        BodiesErased,
        FeedEmpty,
        FeedEnded,
        FeedFailed,
        FeedRecovered,
        IncidentExported,
        IncidentsLinked,
        IncidentsUnlinked,
        ShareMovedOut,
        HandedOver,
        IncidentHeard,
        IncidentHeld,
        IncidentShown,
        IncidentReleased,
        IncidentTakenOver,
        LegalHoldLifted,
        LegalHoldPlaced,
        ShareRepeated,
        TriggerSent,
    )
)
"""Kinds of an incident that tell of times, feeds and operators, and of nobody else: their bodies stay."""

OF_NONE: typing.Final = frozenset({"FormSaved", "StatusReceived", "HttpCallbackReceived"})
"""Kinds that tell of people even where they belong to no incident."""


def erasure(incident: Incident, now: int, retention_days: int) -> BodiesErased | Refused | None:
    """What to write before an incident's bodies are erased; None when nothing is left to erase."""
    if incident.closed_at is None:
        return Refused(refused=f"Incident {incident.number} is open. Nothing of it is erased.")
    if incident.on_hold:
        return Refused(refused=f"Incident {incident.number} is on legal hold. Lift the hold first.")
    if now - incident.closed_at < retention_days * DAY_MS:
        return Refused(refused=f"Incident {incident.number} was closed less than {retention_days} days ago.")
    bodies = sum(erasable(_kind(record)) for record in incident.timeline if not isinstance(record.event, Erased))
    if not bodies:
        return None
    return BodiesErased(bodies=bodies, retention_days=retention_days, disposition=incident.close_reason)


def erasable(kind: str) -> bool:
    """Whether an incident's event of this kind holds data of people; kinds of a newer program are treated as if."""
    return kind not in KEPT


def may_be_erased(kind: str, incident: int | None) -> bool:
    """Whether an event may stand in the journal without its body, if a later ``BodiesErased`` says so."""
    return erasable(kind) if incident is not None else kind in OF_NONE


def _kind(record: Recorded) -> str:
    event = record.event
    return event.kind if isinstance(event, Unreadable | UnknownKind) else type(event).__name__
