"""The fold: an incident before, one record, the incident after."""

import typing

import msgspec

from app.domain.data_share.feed import Feed, Kind
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    BodiesErased,
    Erased,
    HandedOver,
    IncidentClosed,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentReopened,
    IncidentTakenOver,
    LegalHoldLifted,
    LegalHoldPlaced,
    ShareReceived,
    ShareRepeated,
    ShareSplit,
    ShareTakenOver,
    StatusAssigned,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
    Unreadable,
)
from app.domain.incident.folding.feed_fold import FeedEvent, fed
from app.domain.incident.folding.handling_fold import Handling, handled
from app.domain.incident.folding.trigger_fold import reported, triggered
from app.domain.incident.incident import Incident, Share
from app.domain.incident.record import Recorded, decode

_Having = Acknowledged | HandedOver | IncidentHeld | IncidentReleased | IncidentTakenOver


_ON_NO_FLOOR: typing.Final = {"handed_over_by": None, "handed_over_at": None}
"""Somebody has it."""


def fold(incident: Incident, record: Recorded) -> Incident:
    """The incident after one more of its records; an event that changes nothing in it still joins its timeline."""
    event = record.event
    if isinstance(event, ShareSplit):
        incident = _with_history(incident, event)
    if isinstance(event, Unreadable | Erased):
        changes = _without_body(incident, record, event.kind)
    else:
        changes = _changes(incident, record, event)
    return msgspec.structs.replace(incident, timeline=(*incident.timeline, record), last_seq=record.seq, **changes)


def _with_history(incident: Incident, event: ShareSplit) -> Incident:
    """The incident after the share's own events, as recorded: feeds, places and answers are what they were."""
    for moved in event.history:
        past = Recorded(
            seq=moved.seq,
            at=moved.at,
            incident=incident.number,
            operator=None,
            command_id=None,
            event=decode(moved.kind, moved.version, bytes(moved.body)),
        )
        incident = fold(incident, past)
    return incident


def _changes(incident: Incident, record: Recorded, event: AnyEvent) -> dict[str, typing.Any]:
    match event:
        case ShareReceived() | ShareRepeated() | ShareSplit() | ShareTakenOver():
            return _shared(incident, record, event)
        case _ if isinstance(event, FeedEvent):
            return fed(incident, record, event)
        case TriggerUnknown():
            return {"triggers": triggered(incident, record, event), **_rings(incident, record)}
        case TriggerConfirmed() | TriggerSent() | TriggerAccepted() | TriggerRefused() | TriggerSettled():
            return {"triggers": triggered(incident, record, event)}
        case StatusReceived() | StatusAssigned():
            return {"reports": reported(incident, record, event)}
        case Acknowledged() | HandedOver() | IncidentHeld() | IncidentReleased() | IncidentTakenOver():
            return _had(incident, record, event)
        case _ if isinstance(event, Handling):
            return handled(incident, record, event)
        case _:
            return _forgetting(event)


def _had(incident: Incident, record: Recorded, event: _Having) -> dict[str, typing.Any]:
    """Who has it, and whether it is set aside."""
    match event:
        case Acknowledged():
            return _acknowledged(incident, record, event)
        case IncidentHeld():
            return {"held_until": event.until}
        case IncidentReleased():
            return {"held_until": None}
        case IncidentTakenOver():
            return _owned(record)
        case HandedOver():
            return _handed_over(record, event)
        case _:
            typing.assert_never(event)


def _owned(record: Recorded) -> dict[str, typing.Any]:
    return {"owner": record.operator, "owned_at": record.at, "held_until": None, **_ON_NO_FLOOR}


def _handed_over(record: Recorded, event: HandedOver) -> dict[str, typing.Any]:
    """To another it goes as it is, its hold included; on the floor it is set aside for nobody."""
    if event.to is not None:
        return {"owner": event.to, "owned_at": record.at, **_ON_NO_FLOOR}
    floor = {"handed_over_by": record.operator, "handed_over_at": record.at}
    return {"owner": None, "owned_at": None, "held_until": None, **floor}


def _forgetting(event: AnyEvent) -> dict[str, typing.Any]:
    """What must be kept and what was erased; every other event only joins the timeline."""
    match event:
        case LegalHoldPlaced() | LegalHoldLifted():
            return {"on_hold": isinstance(event, LegalHoldPlaced)}
        case BodiesErased():
            return {"close_reason": event.disposition}
        case _:
            return {}


def _without_body(incident: Incident, record: Recorded, kind: str) -> dict[str, typing.Any]:
    """What a kind says without its body: a locked share rings, an acknowledgement counts for all that came before."""
    match kind:
        case ShareReceived.__name__ | ShareSplit.__name__ if isinstance(record.event, Erased):
            return {}
        case ShareReceived.__name__ | ShareRepeated.__name__ | ShareSplit.__name__:
            return {"closed_at": None, "close_reason": None, **_rings(incident, record)}
        case IncidentClosed.__name__:
            return {"closed_at": record.at, "held_until": None}
        case IncidentReopened.__name__:
            return {"closed_at": None, "close_reason": None}
        case IncidentOpened.__name__:
            return {"origin": "center", "owner": record.operator, "owned_at": record.at}
        case LegalHoldPlaced.__name__ | LegalHoldLifted.__name__:
            return {"on_hold": kind == LegalHoldPlaced.__name__}
        case _:
            return _had_without_body(incident, record, kind)


def _had_without_body(incident: Incident, record: Recorded, kind: str) -> dict[str, typing.Any]:
    """Who has it stands on the record itself; until when it is held does not."""
    match kind:
        case Acknowledged.__name__:
            return _acknowledged(incident, record, Acknowledged(through=record.seq))
        case IncidentReleased.__name__:
            return {"held_until": None}
        case IncidentTakenOver.__name__:
            return _owned(record)
        case HandedOver.__name__:
            # To whom can't be read: it is shown as nobody's until somebody says that they have it.
            return _handed_over(record, HandedOver(to=None))
        case _:
            return {}


def _shared(
    incident: Incident, record: Recorded, event: ShareReceived | ShareRepeated | ShareSplit | ShareTakenOver
) -> dict[str, typing.Any]:
    """What a telecommunicator, or a person who took a body over, brings."""
    match event:
        case ShareReceived():
            return _share_received(incident, record, event)
        case ShareRepeated():
            return _share_repeated(incident, record, event)
        case ShareTakenOver():
            return _taken_over(incident, record)
        case ShareSplit():
            # It rings from now on, whatever rang when the share came: who splits looks after the other caller.
            return {"related": (event.taken_from,), "ring_seq": record.seq, "ring_at": record.at}
        case _:
            typing.assert_never(event)


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
        lei=Feed(kind=Kind.LEI, received_at=event.received_at),
        rad_e=Feed(kind=Kind.RAD_E, received_at=event.received_at),
    )
    linked = incident.linked if event.linked_to is None else (*incident.linked, event.linked_to)
    return {"shares": (*incident.shares, share), "linked": linked, **_rings(incident, record)}


def _share_repeated(incident: Incident, record: Recorded, event: ShareRepeated) -> dict[str, typing.Any]:
    shares = tuple(_again(one, event) if one.share == event.share else one for one in incident.shares)
    if event.quiet:
        return {"shares": shares}
    return {"shares": shares, "closed_at": None, "close_reason": None, **_rings(incident, record)}


def _taken_over(incident: Incident, record: Recorded) -> dict[str, typing.Any]:
    """Who takes a body over has seen it: a new incident is theirs; one that was there before goes on ringing."""
    theirs = _acknowledged(incident, record, Acknowledged(through=record.seq))
    if not incident.timeline:
        return {"origin": "quarantine", **theirs}
    return theirs if len(incident.shares) == 1 else {}


def _again(share: Share, event: ShareRepeated) -> Share:
    """The share once more; when a person pressed again much later, its feeds are asked anew."""
    times = share.times + 1
    if event.quiet:
        return msgspec.structs.replace(share, times=times)
    return msgspec.structs.replace(
        share,
        times=times,
        received_at=event.received_at,
        lei=Feed(kind=Kind.LEI, received_at=event.received_at),
        rad_e=Feed(kind=Kind.RAD_E, received_at=event.received_at),
    )


def _rings(incident: Incident, record: Recorded) -> dict[str, typing.Any]:
    since = record.at if incident.ring_at is None else incident.ring_at
    return {"ring_seq": record.seq, "ring_at": since, "held_until": None}


def _acknowledged(incident: Incident, record: Recorded, event: Acknowledged) -> dict[str, typing.Any]:
    heard = event.through >= incident.ring_seq
    return {
        "owner": record.operator,
        "owned_at": record.at,
        **_ON_NO_FLOOR,
        "acknowledged_at": record.at if incident.acknowledged_at is None else incident.acknowledged_at,
        "ring_at": None if heard else incident.ring_at,
    }
