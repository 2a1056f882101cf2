"""The fold of a callflow's events: triggers and the messages about them."""

import typing

from app.domain.callflow import trigger as triggers
from app.domain.callflow.follow import Report
from app.domain.callflow.trigger import Answered, Fact, Sent, Trigger
from app.domain.incident.events import (
    StatusAssigned,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from app.domain.incident.incident import FlowReport, Incident
from app.domain.incident.record import Recorded

TriggerEvent = TriggerConfirmed | TriggerSent | TriggerAccepted | TriggerRefused | TriggerUnknown | TriggerSettled


def triggered(incident: Incident, record: Recorded, event: TriggerEvent) -> tuple[Trigger, ...]:
    """The incident's triggers after one more fact about one of them."""
    fact = _fact(event)
    known = {trigger.id: trigger for trigger in incident.triggers}
    after = triggers.after(known.get(fact.trigger), fact, at=record.at, operator=record.operator)
    return tuple({**known, fact.trigger: after}.values()) if after is not None else incident.triggers


def reported(incident: Incident, record: Recorded, event: StatusReceived | StatusAssigned) -> tuple[FlowReport, ...]:
    """The incident's messages after one more."""
    if isinstance(event, StatusAssigned):
        return (*incident.reports, FlowReport(trigger=event.trigger, report=event.report))
    if event.trigger is None:
        return incident.reports
    report = Report(status=event.status, seq=record.seq, received_at=event.received_at, verified=event.verified)
    return (*incident.reports, FlowReport(trigger=event.trigger, report=report))


def _fact(event: TriggerEvent) -> Fact:
    match event:
        case TriggerConfirmed():
            return event.confirmed
        case TriggerSent():
            return Sent(trigger=event.trigger)
        case TriggerAccepted() | TriggerRefused() | TriggerUnknown():
            return Answered(trigger=event.trigger, outcome=event.outcome)
        case TriggerSettled():
            return event.settled
        case _:
            typing.assert_never(event)
