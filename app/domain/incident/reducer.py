"""The fold: an incident before, one record, the incident after."""

import typing

import msgspec

from app.domain.callflow import trigger as callflow_trigger
from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import Fact, Sent, Trigger, TriggerAnswer
from app.domain.data_share.feed import Data, Feed, FeedKind, NoData, Unavailable, answered, ended, recovered
from app.domain.incident.envelope import Recorded, decode
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    BodiesErased,
    Erased,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    HandedOver,
    IncidentClosed,
    IncidentHeard,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentReopened,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    LegalHoldLifted,
    LegalHoldPlaced,
    LocationFixed,
    LocationRefused,
    NoteAdded,
    ShareMovedOut,
    ShareReceived,
    ShareRepeated,
    ShareSplit,
    ShareTakenOver,
    StatusAssigned,
    StatusReceived,
    StepChecked,
    StepUnchecked,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
    Unreadable,
)
from app.domain.incident.model import AdditionalData, Check, DeliveryState, FlowReport, Incident, Share, Sighting
from app.domain.location.fix import Fix

FeedEvent = (
    LocationFixed | LocationRefused | AdditionalDataReceived | FeedEmpty | FeedFailed | FeedRecovered | FeedEnded
)


def fed(incident: Incident, record: Recorded, event: FeedEvent) -> dict[str, typing.Any]:
    """What an answer, or the lack of one, changes: the share it came for, and the sightings."""
    shares = tuple(_fed_share(one, record, event) if one.share == event.share else one for one in incident.shares)
    if isinstance(event, LocationFixed):
        return {"shares": shares, "sightings": (*incident.sightings, _sighting(record, event))}
    return {"shares": shares}


def _fed_share(share: Share, record: Recorded, event: FeedEvent) -> Share:
    if isinstance(event, LocationFixed):
        lei = answered(share.lei, Data(), record.at) if event.source == "lei" else share.lei
        return msgspec.structs.replace(share, lei=lei)
    if isinstance(event, LocationRefused):
        return msgspec.structs.replace(share, refused_places=(*share.refused_places, event.reason))
    if isinstance(event, AdditionalDataReceived):
        data = AdditionalData(seq=record.seq, at=record.at, untrusted_answer=event.untrusted_answer)
        return msgspec.structs.replace(share, rad_e=answered(share.rad_e, Data(), record.at), additional_data=data)
    if event.feed is FeedKind.LEI:
        return msgspec.structs.replace(share, lei=_standing(share.lei, event, record.at))
    return msgspec.structs.replace(share, rad_e=_standing(share.rad_e, event, record.at))


def _standing(feed: Feed, event: FeedEmpty | FeedFailed | FeedRecovered | FeedEnded, at: int) -> Feed:
    match event:
        case FeedEmpty():
            return answered(feed, NoData(), at)
        case FeedFailed():
            return answered(feed, Unavailable(), at)
        case FeedRecovered():
            return msgspec.structs.replace(recovered(feed, at), no_data_times=0, no_data_since=None)
        case FeedEnded():
            return ended(feed, at, event.reason)
        case _:
            typing.assert_never(event)


def _sighting(record: Recorded, event: LocationFixed) -> Sighting:
    fix = Fix(**{name: getattr(event, name) for name in Fix.__struct_fields__})
    return Sighting(seq=record.seq, at=record.at, share=event.share, fix=fix)


Joining = IncidentsLinked | IncidentsUnlinked | ShareMovedOut


def joined(incident: Incident, event: Joining) -> dict[str, typing.Any]:
    """What it changes in the incident."""
    match event:
        case IncidentsLinked():
            return {"related": (*incident.related, event.other)}
        case IncidentsUnlinked():
            return {"related": tuple(one for one in incident.related if one != event.other)}
        case ShareMovedOut():
            return {
                "shares": tuple(one for one in incident.shares if one.share != event.share),
                "sightings": tuple(one for one in incident.sightings if one.share != event.share),
                "related": (*incident.related, event.to),
            }
        case _:
            typing.assert_never(event)


_Delivery = IncidentShown | IncidentHeard
_Work = NoteAdded | StepChecked | StepUnchecked | IncidentOpened | IncidentClosed | IncidentReopened
Handling = _Work | _Delivery | Joining


def handled(incident: Incident, record: Recorded, event: Handling) -> dict[str, typing.Any]:
    """What it changes in the incident."""
    match event:
        case NoteAdded():
            return {"notes": incident.notes + 1}
        case StepChecked() | StepUnchecked():
            return {"checks": _checks(incident, record, event)}
        case IncidentOpened():
            return {"origin": "center", "caller": event.phone, "owner": record.operator, "owned_at": record.at}
        case IncidentClosed():
            return {
                "closed_at": record.at,
                "close_reason": event.reason,
                "left_open": event.open_steps,
                "held_until": None,
            }
        case IncidentReopened():
            return {"closed_at": None, "close_reason": None, "left_open": ()}
        case IncidentShown() | IncidentHeard():
            return _delivered(incident, event)
        case IncidentsLinked() | IncidentsUnlinked() | ShareMovedOut():
            return joined(incident, event)
        case _:
            typing.assert_never(event)


def _checks(incident: Incident, record: Recorded, event: StepChecked | StepUnchecked) -> tuple[Check, ...]:
    others = tuple(check for check in incident.checks if check.step != event.step)
    if isinstance(event, StepUnchecked):
        return others
    done = Check(step=event.step, words=event.words, note=event.note, at=record.at, operator=record.operator)
    return (*others, done)


def _delivered(incident: Incident, event: _Delivery) -> dict[str, typing.Any]:
    if isinstance(event, IncidentShown):
        shown = DeliveryState(through=event.through, at=event.shown_at, console=event.console)
        return {"shown": (*incident.shown, shown)}
    heard = DeliveryState(through=event.through, at=event.heard_at, console=event.console, device=event.device)
    return {"heard": (*incident.heard, heard)}


TriggerEvent = TriggerConfirmed | TriggerSent | TriggerAccepted | TriggerRefused | TriggerUnknown | TriggerSettled


def triggered(incident: Incident, record: Recorded, event: TriggerEvent) -> tuple[Trigger, ...]:
    """The incident's triggers after one more fact about one of them."""
    fact = _fact(event)
    known = {trigger.id: trigger for trigger in incident.triggers}
    after = callflow_trigger.after(known.get(fact.trigger), fact, at=record.at, operator=record.operator)
    return tuple({**known, fact.trigger: after}.values()) if after is not None else incident.triggers


def reported(incident: Incident, record: Recorded, event: StatusReceived | StatusAssigned) -> tuple[FlowReport, ...]:
    """The incident's messages after one more."""
    if isinstance(event, StatusAssigned):
        return (*incident.reports, FlowReport(trigger=event.trigger, report=event.report))
    if event.trigger is None:
        return incident.reports
    report = FlowMessage(status=event.status, seq=record.seq, received_at=event.received_at, verified=event.verified)
    return (*incident.reports, FlowReport(trigger=event.trigger, report=report))


def _fact(event: TriggerEvent) -> Fact:
    match event:
        case TriggerConfirmed():
            return event.confirmed
        case TriggerSent():
            return Sent(trigger=event.trigger)
        case TriggerAccepted() | TriggerRefused() | TriggerUnknown():
            return TriggerAnswer(trigger=event.trigger, outcome=event.outcome)
        case TriggerSettled():
            return event.settled
        case _:
            typing.assert_never(event)


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
        lei=Feed(kind=FeedKind.LEI, received_at=event.received_at),
        rad_e=Feed(kind=FeedKind.RAD_E, received_at=event.received_at),
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
        lei=Feed(kind=FeedKind.LEI, received_at=event.received_at),
        rad_e=Feed(kind=FeedKind.RAD_E, received_at=event.received_at),
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
