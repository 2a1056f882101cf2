"""Wishes about callflows: confirming, settling, assigning, and forms kept for later."""

import typing

from app.domain.callflow.definition import Definition
from app.domain.callflow.request import Admitted
from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import Confirmed, Settled, Trigger, TriggerStage, may_settle
from app.domain.incident.commands import AssignStatus, ConfirmTrigger, DiscardForm, Refused, SaveForm, SettleTrigger
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    FormDiscarded,
    FormSaved,
    IncidentOpened,
    StatusAssigned,
    StatusPlaced,
    TriggerConfirmed,
    TriggerSettled,
)
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection

FORM_LIMIT = 64 * 1024
NOTE_LIMIT = 4_000

TriggerWish = SettleTrigger | AssignStatus | SaveForm | DiscardForm


def confirm(
    wish: ConfirmTrigger,
    operator: str,
    definition: Definition,
    admitted: Admitted,
    book: IncidentProjection,
    new_incident: int,
) -> list[EventDraft] | Refused:
    """The events of a confirmation: the only place that makes ``TriggerConfirmed``.

    A confirmation is one human act: its id can't be confirmed twice, whoever else holds at the same moment.
    """
    trigger = admitted.event_id or wish.id
    if any(known.id == trigger for one in book.incidents.values() for known in one.triggers):
        return Refused(refused="This form was sent before. Open it again and confirm anew if you want another flow.")
    number = new_incident if wish.incident is None else wish.incident
    incident = book.incidents.get(number)
    if wish.incident is not None and (incident is None or not incident.is_open):
        return Refused(refused=f"Incident {number} is not open. Reopen it first. Nothing was sent.")
    confirmed = Confirmed(
        trigger=trigger,
        file=definition.file,
        callflow=definition.callflow,
        request=admitted.request.text,
        request_sha256=admitted.request.sha256,
        phone=admitted.phone,
    )
    first = [EventDraft(event=IncidentOpened(phone=admitted.phone), incident=number, operator=operator)]
    rest = [EventDraft(event=TriggerConfirmed(confirmed=confirmed), incident=number, operator=operator)]
    if (operator, wish.incident) in book.forms:
        gone = FormDiscarded(definition=definition.file)
        rest.append(EventDraft(event=gone, incident=wish.incident, operator=operator))
    return [*(first if wish.incident is None else []), *rest]


def decide(
    wish: TriggerWish, operator: str, incident: Incident | None, book: IncidentProjection
) -> list[EventDraft] | Refused:
    """The events that make a wish come true, or the refusal; ``incident`` is the one it names, if there is one."""
    match wish:
        case SettleTrigger():
            return _settled(wish, operator, incident)
        case AssignStatus():
            return _assigned(wish, operator, incident, book)
        case SaveForm():
            if len(wish.answers) > FORM_LIMIT:
                return Refused(refused="The form is too long to keep. Shorten its longest field.")
            kept = FormSaved(definition=wish.definition, answers=wish.answers)
            return [EventDraft(event=kept, incident=wish.incident, operator=operator)]
        case DiscardForm():
            gone = FormDiscarded(definition=wish.definition)
            return [EventDraft(event=gone, incident=wish.incident, operator=operator)]
        case _:
            typing.assert_never(wish)


def in_flight(incident: Incident) -> Refused | None:
    """Why an incident can't be closed yet: a trigger of it is on its way, or nobody knows whether it started."""
    if incident.unknown_triggers:
        return Refused(refused="A trigger's outcome is unknown. Find out and say whether it started, then close.")
    if any(trigger.stage in (TriggerStage.CONFIRMED, TriggerStage.SENT) for trigger in incident.triggers):
        return Refused(refused="A trigger is on its way. Wait for its outcome, then close.")
    return None


def _settled(wish: SettleTrigger, operator: str, incident: Incident | None) -> list[EventDraft] | Refused:
    trigger = _named(wish.trigger, incident)
    if trigger is None or incident is None:
        return Refused(refused="There is no such trigger. Open its incident and look at its timeline.")
    if not may_settle(trigger):
        return Refused(refused="This trigger's outcome is known already. There is nothing to settle.")
    settled = Settled(trigger=trigger.id, started=wish.started, note=wish.note.strip()[:NOTE_LIMIT])
    return [EventDraft(event=TriggerSettled(settled=settled), incident=incident.number, operator=operator)]


def _assigned(
    wish: AssignStatus, operator: str, incident: Incident | None, book: IncidentProjection
) -> list[EventDraft] | Refused:
    trigger = _named(wish.trigger, incident)
    message = book.unmatched.get(wish.status)
    if trigger is None or incident is None:
        return Refused(refused="There is no such trigger. Open its incident and look at its timeline.")
    if message is None:
        return Refused(refused="This message was assigned already.")
    report = FlowMessage(
        status=message.status, seq=wish.status, received_at=message.received_at, verified=message.verified
    )
    assigned = StatusAssigned(trigger=trigger.id, report=report)
    placed = StatusPlaced(status=wish.status, incident=incident.number)
    return [
        EventDraft(event=assigned, incident=incident.number, operator=operator),
        EventDraft(event=placed, operator=operator),
    ]


def _named(trigger: str, incident: Incident | None) -> Trigger | None:
    return next((one for one in incident.triggers if one.id == trigger), None) if incident else None
