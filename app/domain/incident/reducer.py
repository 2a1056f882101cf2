"""The reducer: an incident before, one record, the incident after.

Every event that changes an incident has one function, in the table ``_REDUCERS``; every other event only joins the
timeline. What can still be said of an event whose body is erased or locked stands in ``_WITHOUT_BODY``, by its kind.
"""

import collections.abc
import types
import typing

import msgspec

from app.domain.callflow import trigger as callflow_trigger
from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import Fact, Sent, TriggerAnswer
from app.domain.data_share.feed import Data, Feed, FeedKind, NoData, Unavailable, answered, ended, recovered
from app.domain.incident import events
from app.domain.incident.envelope import Recorded, decode
from app.domain.incident.events import AnyEvent
from app.domain.incident.model import AdditionalData, Check, DeliveryState, FlowReport, Incident, Share, Sighting
from app.domain.location.fix import Fix

Reducer = collections.abc.Callable[[Incident, Recorded, AnyEvent], Incident]
_E = typing.TypeVar("_E", bound=msgspec.Struct)
_replace = msgspec.structs.replace


def fold(incident: Incident, record: Recorded) -> Incident:
    """The incident after one more of its records; an event that changes nothing in it still joins its timeline."""
    reducer = _REDUCERS.get(type(record.event))
    after = incident if reducer is None else reducer(incident, record, record.event)
    return _replace(after, timeline=(*after.timeline, record), last_seq=record.seq)


def _share_received(incident: Incident, record: Recorded, event: events.ShareReceived) -> Incident:
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
    return _replace(_rings(incident, record), shares=(*incident.shares, share), linked=linked)


def _share_repeated(incident: Incident, record: Recorded, event: events.ShareRepeated) -> Incident:
    after = _with_share(incident, event.share, lambda share: _again(share, event))
    return after if event.quiet else _rings_anew(after, record)


def _again(share: Share, event: events.ShareRepeated) -> Share:
    """The share received once more; when a person pressed again much later, its feeds are asked anew."""
    times = share.times + 1
    if event.quiet:
        return _replace(share, times=times)
    return _replace(
        share,
        times=times,
        received_at=event.received_at,
        lei=Feed(kind=FeedKind.LEI, received_at=event.received_at),
        rad_e=Feed(kind=FeedKind.RAD_E, received_at=event.received_at),
    )


def _share_taken_over(incident: Incident, record: Recorded, _event: events.ShareTakenOver) -> Incident:
    """Who takes a body over has seen it: a new incident is theirs; one that was there before goes on ringing."""
    theirs = _acknowledged(incident, record, events.Acknowledged(through=record.seq))
    if not incident.timeline:
        return _replace(theirs, origin="quarantine")
    return theirs if len(incident.shares) == 1 else incident


def _share_split(incident: Incident, record: Recorded, event: events.ShareSplit) -> Incident:
    """The share's own events are folded as recorded: feeds, places and answers are what they were.

    It rings from now on, whatever rang when the share came: who splits looks after the other caller.
    """
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
    return _replace(incident, related=(event.taken_from,), ring_seq=record.seq, ring_at=record.at)


def _share_moved_out(incident: Incident, _record: Recorded, event: events.ShareMovedOut) -> Incident:
    return _replace(
        incident,
        shares=tuple(one for one in incident.shares if one.share != event.share),
        sightings=tuple(one for one in incident.sightings if one.share != event.share),
        related=(*incident.related, event.to),
    )


def _location_fixed(incident: Incident, record: Recorded, event: events.LocationFixed) -> Incident:
    fix = Fix(**{name: getattr(event, name) for name in Fix.__struct_fields__})
    sighting = Sighting(seq=record.seq, at=record.at, share=event.share, fix=fix)
    if event.source == "lei":
        shares = _shares(incident, event.share, lambda one: _replace(one, lei=answered(one.lei, Data(), record.at)))
    else:
        shares = incident.shares
    return _replace(incident, shares=shares, sightings=(*incident.sightings, sighting))


def _location_refused(incident: Incident, _record: Recorded, event: events.LocationRefused) -> Incident:
    return _with_share(
        incident, event.share, lambda one: _replace(one, refused_places=(*one.refused_places, event.reason))
    )


def _additional_data(incident: Incident, record: Recorded, event: events.AdditionalDataReceived) -> Incident:
    data = AdditionalData(seq=record.seq, at=record.at, untrusted_answer=event.untrusted_answer)
    return _with_share(
        incident,
        event.share,
        lambda one: _replace(one, rad_e=answered(one.rad_e, Data(), record.at), additional_data=data),
    )


def _feed_empty(incident: Incident, record: Recorded, event: events.FeedEmpty) -> Incident:
    return _with_feed(incident, event.share, event.feed, lambda feed: answered(feed, NoData(), record.at))


def _feed_failed(incident: Incident, record: Recorded, event: events.FeedFailed) -> Incident:
    return _with_feed(incident, event.share, event.feed, lambda feed: answered(feed, Unavailable(), record.at))


def _feed_recovered(incident: Incident, record: Recorded, event: events.FeedRecovered) -> Incident:
    def again(feed: Feed) -> Feed:
        return _replace(recovered(feed, record.at), no_data_times=0, no_data_since=None)

    return _with_feed(incident, event.share, event.feed, again)


def _feed_ended(incident: Incident, record: Recorded, event: events.FeedEnded) -> Incident:
    return _with_feed(incident, event.share, event.feed, lambda feed: ended(feed, record.at, event.reason))


def _with_feed(
    incident: Incident, share: str, kind: FeedKind, change: collections.abc.Callable[[Feed], Feed]
) -> Incident:
    """The incident with one feed of one share changed."""
    if kind is FeedKind.LEI:
        return _with_share(incident, share, lambda one: _replace(one, lei=change(one.lei)))
    return _with_share(incident, share, lambda one: _replace(one, rad_e=change(one.rad_e)))


def _with_share(incident: Incident, share: str, change: collections.abc.Callable[[Share], Share]) -> Incident:
    """The incident with one share changed; as it was if the share is none of its own."""
    return _replace(incident, shares=_shares(incident, share, change))


def _shares(
    incident: Incident, share: str | None, change: collections.abc.Callable[[Share], Share]
) -> tuple[Share, ...]:
    return tuple([change(one) if one.share == share else one for one in incident.shares])


def _acknowledged(incident: Incident, record: Recorded, event: events.Acknowledged) -> Incident:
    """Whoever acknowledges has it; what rang after ``through`` goes on ringing."""
    return _replace(
        incident,
        owner=record.operator,
        owned_at=record.at,
        handed_over_by=None,
        handed_over_at=None,
        acknowledged_at=record.at if incident.acknowledged_at is None else incident.acknowledged_at,
        ring_at=None if event.through >= incident.ring_seq else incident.ring_at,
    )


def _held(incident: Incident, _record: Recorded, event: events.IncidentHeld) -> Incident:
    return _replace(incident, held_until=event.until)


def _released(incident: Incident, _record: Recorded, _event: object) -> Incident:
    return _replace(incident, held_until=None)


def _taken_over(incident: Incident, record: Recorded, _event: object) -> Incident:
    return _replace(
        incident,
        owner=record.operator,
        owned_at=record.at,
        held_until=None,
        handed_over_by=None,
        handed_over_at=None,
    )


def _handed_over(incident: Incident, record: Recorded, event: events.HandedOver) -> Incident:
    """To another it goes as it is, its hold included; back on the floor it is set aside for nobody."""
    if event.to is not None:
        return _replace(incident, owner=event.to, owned_at=record.at, handed_over_by=None, handed_over_at=None)
    return _replace(
        incident,
        owner=None,
        owned_at=None,
        held_until=None,
        handed_over_by=record.operator,
        handed_over_at=record.at,
    )


def _note_added(incident: Incident, _record: Recorded, _event: events.NoteAdded) -> Incident:
    return _replace(incident, notes=incident.notes + 1)


def _step_checked(incident: Incident, record: Recorded, event: events.StepChecked) -> Incident:
    done = Check(step=event.step, words=event.words, note=event.note, at=record.at, operator=record.operator)
    return _replace(incident, checks=(*(one for one in incident.checks if one.step != event.step), done))


def _step_unchecked(incident: Incident, _record: Recorded, event: events.StepUnchecked) -> Incident:
    return _replace(incident, checks=tuple(one for one in incident.checks if one.step != event.step))


def _opened(incident: Incident, record: Recorded, event: events.IncidentOpened) -> Incident:
    return _replace(incident, origin="center", caller=event.phone, owner=record.operator, owned_at=record.at)


def _closed(incident: Incident, record: Recorded, event: events.IncidentClosed) -> Incident:
    return _replace(
        incident, closed_at=record.at, close_reason=event.reason, left_open=event.open_steps, held_until=None
    )


def _reopened(incident: Incident, _record: Recorded, _event: events.IncidentReopened) -> Incident:
    return _replace(incident, closed_at=None, close_reason=None, left_open=())


def _shown(incident: Incident, _record: Recorded, event: events.IncidentShown) -> Incident:
    state = DeliveryState(through=event.through, at=event.shown_at, console=event.console)
    return _replace(incident, shown=(*incident.shown, state))


def _heard(incident: Incident, _record: Recorded, event: events.IncidentHeard) -> Incident:
    state = DeliveryState(through=event.through, at=event.heard_at, console=event.console, device=event.device)
    return _replace(incident, heard=(*incident.heard, state))


def _linked(incident: Incident, _record: Recorded, event: events.IncidentsLinked) -> Incident:
    return _replace(incident, related=(*incident.related, event.other))


def _unlinked(incident: Incident, _record: Recorded, event: events.IncidentsUnlinked) -> Incident:
    return _replace(incident, related=tuple(one for one in incident.related if one != event.other))


def _trigger_confirmed(incident: Incident, record: Recorded, event: events.TriggerConfirmed) -> Incident:
    return _with_trigger(incident, record, event.confirmed)


def _trigger_sent(incident: Incident, record: Recorded, event: events.TriggerSent) -> Incident:
    return _with_trigger(incident, record, Sent(trigger=event.trigger))


def _trigger_answered(
    incident: Incident, record: Recorded, event: events.TriggerAccepted | events.TriggerRefused
) -> Incident:
    return _with_trigger(incident, record, TriggerAnswer(trigger=event.trigger, outcome=event.outcome))


def _trigger_unknown(incident: Incident, record: Recorded, event: events.TriggerUnknown) -> Incident:
    """A trigger whose outcome nobody knows rings: a person must find out."""
    return _with_trigger(_rings(incident, record), record, TriggerAnswer(trigger=event.trigger, outcome=event.outcome))


def _trigger_settled(incident: Incident, record: Recorded, event: events.TriggerSettled) -> Incident:
    """Whoever found out has answered the alarm of the unknown outcome; anything else goes on ringing."""
    after = _with_trigger(incident, record, event.settled)
    rang = next(
        (
            one
            for one in incident.timeline
            if isinstance(one.event, events.TriggerUnknown) and one.event.trigger == event.settled.trigger
        ),
        None,
    )
    alone = rang is not None and rang.seq == incident.ring_seq and rang.at == incident.ring_at
    return _replace(after, ring_at=None) if alone else after


def _with_trigger(incident: Incident, record: Recorded, fact: Fact) -> Incident:
    """The incident's triggers after one more fact about one of them."""
    known = {trigger.id: trigger for trigger in incident.triggers}
    after = callflow_trigger.after(known.get(fact.trigger), fact, at=record.at, operator=record.operator)
    if after is None:
        return incident
    return _replace(incident, triggers=tuple({**known, fact.trigger: after}.values()))


def _status_received(incident: Incident, record: Recorded, event: events.StatusReceived) -> Incident:
    if event.trigger is None:
        return incident
    report = FlowMessage(status=event.status, seq=record.seq, received_at=event.received_at, verified=event.verified)
    return _replace(incident, reports=(*incident.reports, FlowReport(trigger=event.trigger, report=report)))


def _status_assigned(incident: Incident, _record: Recorded, event: events.StatusAssigned) -> Incident:
    return _replace(incident, reports=(*incident.reports, FlowReport(trigger=event.trigger, report=event.report)))


def _hold_placed(incident: Incident, _record: Recorded, _event: object) -> Incident:
    return _replace(incident, on_hold=True)


def _hold_lifted(incident: Incident, _record: Recorded, _event: object) -> Incident:
    return _replace(incident, on_hold=False)


def _bodies_erased(incident: Incident, _record: Recorded, event: events.BodiesErased) -> Incident:
    """The disposition was in a body that is gone now; the event repeats it."""
    return _replace(incident, close_reason=event.disposition)


def _rings(incident: Incident, record: Recorded) -> Incident:
    """It rings since the oldest event that nobody has acknowledged, and a hold is over."""
    since = record.at if incident.ring_at is None else incident.ring_at
    return _replace(incident, ring_seq=record.seq, ring_at=since, held_until=None)


def _rings_anew(incident: Incident, record: Recorded) -> Incident:
    """A closed incident is open again when its share comes again."""
    return _replace(_rings(incident, record), closed_at=None, close_reason=None)


def _without_body(incident: Incident, record: Recorded, event: events.Erased | events.Unreadable) -> Incident:
    """What a kind says without its body: a locked share rings, an acknowledgement counts for all that came before.

    An erased share rings for nobody: only closed incidents are erased.
    """
    if isinstance(event, events.Erased) and event.kind in _QUIET_WHEN_ERASED:
        return incident
    reducer = _WITHOUT_BODY.get(event.kind)
    return incident if reducer is None else reducer(incident, record)


def _acknowledged_all(incident: Incident, record: Recorded) -> Incident:
    return _acknowledged(incident, record, events.Acknowledged(through=record.seq))


def _closed_somehow(incident: Incident, record: Recorded) -> Incident:
    return _replace(incident, closed_at=record.at, held_until=None)


def _reopened_somehow(incident: Incident, _record: Recorded) -> Incident:
    return _replace(incident, closed_at=None, close_reason=None)


def _opened_somehow(incident: Incident, record: Recorded) -> Incident:
    return _replace(incident, origin="center", owner=record.operator, owned_at=record.at)


def _given_to_the_floor(incident: Incident, record: Recorded) -> Incident:
    """To whom can't be read: it is shown as nobody's until somebody says that they have it."""
    return _handed_over(incident, record, events.HandedOver(to=None))


_QUIET_WHEN_ERASED: typing.Final = frozenset({events.ShareReceived.__name__, events.ShareSplit.__name__})
_WITHOUT_BODY: typing.Final[collections.abc.Mapping[str, collections.abc.Callable[[Incident, Recorded], Incident]]] = (
    types.MappingProxyType(
        {
            events.ShareReceived.__name__: _rings_anew,
            events.ShareRepeated.__name__: _rings_anew,
            events.ShareSplit.__name__: _rings_anew,
            events.IncidentClosed.__name__: _closed_somehow,
            events.IncidentReopened.__name__: _reopened_somehow,
            events.IncidentOpened.__name__: _opened_somehow,
            events.LegalHoldPlaced.__name__: lambda incident, record: _hold_placed(incident, record, None),
            events.LegalHoldLifted.__name__: lambda incident, record: _hold_lifted(incident, record, None),
            events.Acknowledged.__name__: _acknowledged_all,
            events.IncidentReleased.__name__: lambda incident, record: _released(incident, record, None),
            events.IncidentTakenOver.__name__: lambda incident, record: _taken_over(incident, record, None),
            events.HandedOver.__name__: _given_to_the_floor,
        }
    )
)
"""The operator stands on the record itself, so the owner is known; until when it is held stood in the body."""


def _row(
    event: type[_E], reducer: collections.abc.Callable[[Incident, Recorded, _E], Incident]
) -> tuple[type[msgspec.Struct], Reducer]:
    """A row of the table: here a type checker sees that the function takes this event, so that no lookup need ask."""
    return event, typing.cast("Reducer", reducer)


_REDUCERS: typing.Final[collections.abc.Mapping[type[msgspec.Struct], Reducer]] = types.MappingProxyType(
    dict(
        (
            _row(events.ShareReceived, _share_received),
            _row(events.ShareRepeated, _share_repeated),
            _row(events.ShareTakenOver, _share_taken_over),
            _row(events.ShareSplit, _share_split),
            _row(events.ShareMovedOut, _share_moved_out),
            _row(events.LocationFixed, _location_fixed),
            _row(events.LocationRefused, _location_refused),
            _row(events.AdditionalDataReceived, _additional_data),
            _row(events.FeedEmpty, _feed_empty),
            _row(events.FeedFailed, _feed_failed),
            _row(events.FeedRecovered, _feed_recovered),
            _row(events.FeedEnded, _feed_ended),
            _row(events.Acknowledged, _acknowledged),
            _row(events.IncidentHeld, _held),
            _row(events.IncidentReleased, _released),
            _row(events.IncidentTakenOver, _taken_over),
            _row(events.HandedOver, _handed_over),
            _row(events.NoteAdded, _note_added),
            _row(events.StepChecked, _step_checked),
            _row(events.StepUnchecked, _step_unchecked),
            _row(events.IncidentOpened, _opened),
            _row(events.IncidentClosed, _closed),
            _row(events.IncidentReopened, _reopened),
            _row(events.IncidentShown, _shown),
            _row(events.IncidentHeard, _heard),
            _row(events.IncidentsLinked, _linked),
            _row(events.IncidentsUnlinked, _unlinked),
            _row(events.TriggerConfirmed, _trigger_confirmed),
            _row(events.TriggerSent, _trigger_sent),
            _row(events.TriggerAccepted, _trigger_answered),
            _row(events.TriggerRefused, _trigger_answered),
            _row(events.TriggerUnknown, _trigger_unknown),
            _row(events.TriggerSettled, _trigger_settled),
            _row(events.StatusReceived, _status_received),
            _row(events.StatusAssigned, _status_assigned),
            _row(events.LegalHoldPlaced, _hold_placed),
            _row(events.LegalHoldLifted, _hold_lifted),
            _row(events.BodiesErased, _bodies_erased),
            _row(events.Erased, _without_body),
            _row(events.Unreadable, _without_body),
        )
    )
)
