"""Handlers of commands about callflows: confirming, settling and assigning triggers, and forms kept for later."""

import msgspec

from app.domain.callflow.definition import Definition, Ends
from app.domain.callflow.request import Admitted
from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import FRESH_MS, Confirmed, Settled, Trigger, TriggerStage, is_active, may_settle
from app.domain.checklist import LEAST_URGENT, ChecklistAction, wanted
from app.domain.incident.commands import AssignStatus, ConfirmTrigger, DiscardForm, Refused, SaveForm, SettleTrigger
from app.domain.incident.correlation import flow_of
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    AnyEvent,
    FormDiscarded,
    FormSaved,
    IncidentOpened,
    LocationFixed,
    StatusAssigned,
    StatusPlaced,
    StatusReceived,
    StepChecked,
    TriggerConfirmed,
    TriggerSettled,
)
from app.domain.incident.handlers.context import Decided, HandlerContext
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection

FORM_LIMIT = 64 * 1024
NOTE_LIMIT = 4_000
NO_SUCH_TRIGGER = Refused(refused="There is no such trigger. Open its incident and look at its timeline.")


def too_old(command: ConfirmTrigger, boot_ms: int) -> Refused | None:
    """Why a hold is not taken up any more at this moment of the boot clock (ms).

    One from the future was dated by another clock, so its age is not known.
    """
    if command.held_at is None or 0 <= boot_ms - command.held_at <= FRESH_MS:
        return None
    age_s = (boot_ms - command.held_at) // 1000
    ago = f"The hold was {age_s} s ago" if age_s > 0 else "It is not known how long ago the hold was"
    return Refused(refused=f"{ago} when the station could take it up. Nothing was sent. Look again, then hold again.")


def confirm(
    command: ConfirmTrigger,
    operator: str,
    definition: Definition,
    admitted: Admitted,
    projection: IncidentProjection,
    new_incident: int,
) -> list[EventDraft] | Refused:
    """The events of a confirmation: the only place that makes ``TriggerConfirmed``.

    A confirmation is one human act: its id can't be confirmed twice, whoever else holds at the same moment.
    """
    trigger = admitted.event_id or command.id
    if any(known.id == trigger for one in projection.incidents.values() for known in one.triggers):
        return Refused(refused="This form was sent before. Open it again and confirm anew if you want another flow.")
    number = new_incident if command.incident is None else command.incident
    incident = projection.incidents.get(number)
    if command.incident is not None and (incident is None or not incident.is_open):
        return Refused(refused=f"Incident {number} is not open. Reopen it first. Nothing was sent.")
    if (refused := _not_seen(command, admitted.phone, projection)) is not None:
        return refused
    confirmed = Confirmed(
        trigger=trigger,
        file=definition.file,
        callflow=definition.callflow,
        request=admitted.request.text,
        request_sha256=admitted.request.sha256,
        phone=admitted.phone,
        ends=Ends.of(definition.milestones),
    )
    first: list[AnyEvent] = [] if incident is not None else [IncidentOpened(phone=admitted.phone), _place(admitted)]
    acts = [*first, TriggerConfirmed(confirmed=confirmed), *_steps(incident, projection)]
    events = [EventDraft(event=event, incident=number, operator=operator) for event in acts]
    if (operator, command.incident) in projection.forms:
        gone = FormDiscarded(definition=definition.file)
        events.append(EventDraft(event=gone, incident=command.incident, operator=operator))
    return events


def _place(admitted: Admitted) -> LocationFixed:
    """Where the caller is by the operator's word: an incident opened by a callflow has no other place."""
    return LocationFixed(
        share=None,
        latitude=admitted.latitude,
        longitude=admitted.longitude,
        uncertainty_m=admitted.uncertainty_m,
        source="typed",
    )


def _steps(incident: Incident | None, projection: IncidentProjection) -> list[StepChecked]:
    """The checklist's steps that ask for a callflow and are open: whoever confirms one has done them."""
    origin, done = ("center", ()) if incident is None else (incident.origin, incident.checks)
    asked = wanted(projection.checklists, origin, LEAST_URGENT)
    return [
        StepChecked(step=step.id, words=step.words)
        for step in asked
        if step.deed is ChecklistAction.OPEN_TRIGGER and not step.note and all(one.step != step.id for one in done)
    ]


def _not_seen(command: ConfirmTrigger, phone: str, projection: IncidentProjection) -> Refused | None:
    """Why it is not sent: a flow for this incident or number began that the operator's screen did not show yet."""
    if command.read_to is None:
        return None
    for incident in projection.incidents.values():
        active = {one.id: one for one in incident.triggers if is_active(one)}
        for record in incident.timeline:
            if record.seq <= command.read_to or not isinstance(record.event, TriggerConfirmed):
                continue
            newer = active.get(record.event.confirmed.trigger)
            if newer is not None and (incident.number == command.incident or newer.confirmed.phone == phone):
                about = "incident" if incident.number == command.incident else "number"
                return Refused(
                    refused=f"{record.operator} just confirmed a callflow for this {about}, in incident "
                    f"{incident.number}. Nothing of yours was sent. Look at it, and confirm anew if another is needed."
                )
    return None


def settle(command: SettleTrigger, context: HandlerContext) -> Decided:
    """A person says whether a trigger of unknown outcome started."""
    trigger = _named(command.trigger, context.journal.find(command.incident))
    if trigger is None:
        return NO_SUCH_TRIGGER
    if not may_settle(trigger):
        return Refused(refused="This trigger's outcome is known already. There is nothing to settle.")
    settled = Settled(trigger=trigger.id, started=command.started, note=command.note.strip()[:NOTE_LIMIT])
    return [context.draft(TriggerSettled(settled=settled), command.incident)]


def assign_status(command: AssignStatus, context: HandlerContext) -> Decided:
    """A person says which trigger an unmatched status message is about; all others about the same flow go with it."""
    trigger = _named(command.trigger, context.journal.find(command.incident))
    message = context.journal.projection.unmatched.get(command.status)
    if trigger is None:
        return NO_SUCH_TRIGGER
    if message is None:
        return Refused(refused="This message was assigned already.")
    # The first of the drafts carries the command's id, and is the one that the person meant.
    same = {command.status: message} | {
        seq: one
        for seq, one in context.journal.projection.unmatched.items()
        if one.status.alert_id is not None and one.status.alert_id == message.status.alert_id
    }
    return [
        msgspec.structs.replace(draft, operator=context.operator)
        for seq, one in same.items()
        for draft in _placed(seq, one, command.incident, trigger.id)
    ]


def placements(projection: IncidentProjection) -> list[EventDraft]:
    """The events that place waiting messages whose trigger is known by now: a status often overtakes the answer."""
    return [
        draft
        for seq, message in projection.unmatched.items()
        if (found := flow_of(projection.incidents.values(), message.status.alert_id, message.status.event_id))
        for draft in _placed(seq, message, *found)
    ]


def _placed(seq: int, message: StatusReceived, incident: int, trigger: str) -> list[EventDraft]:
    report = FlowMessage(status=message.status, seq=seq, received_at=message.received_at, verified=message.verified)
    return [
        EventDraft(event=StatusAssigned(trigger=trigger, report=report), incident=incident),
        EventDraft(event=StatusPlaced(status=seq, incident=incident)),
    ]


def save_form(command: SaveForm, context: HandlerContext) -> Decided:
    """An unfinished form is kept for its operator, with or without an incident."""
    if len(command.answers) > FORM_LIMIT:
        return Refused(refused="The form is too long to keep. Shorten its longest field.")
    if (refused := _of_no_incident(command.incident, context)) is not None:
        return refused
    return [context.draft(FormSaved(definition=command.definition, answers=command.answers), command.incident)]


def discard_form(command: DiscardForm, context: HandlerContext) -> Decided:
    """An unfinished form is not kept any longer."""
    if (refused := _of_no_incident(command.incident, context)) is not None:
        return refused
    return [context.draft(FormDiscarded(definition=command.definition), command.incident)]


def _of_no_incident(number: int | None, context: HandlerContext) -> Refused | None:
    """Why nothing is kept under a number that no incident has; None for a form that belongs to none yet."""
    if number is None or context.journal.find(number) is not None:
        return None
    return Refused(refused=f"There is no incident {number}. Open the form from an incident that there is.")


def in_flight(incident: Incident) -> Refused | None:
    """Why an incident can't be closed yet: a trigger of it is on its way, or nobody knows whether it started."""
    if incident.unknown_triggers:
        return Refused(refused="A trigger's outcome is unknown. Find out and say whether it started, then close.")
    if any(trigger.stage in (TriggerStage.CONFIRMED, TriggerStage.SENT) for trigger in incident.triggers):
        return Refused(refused="A trigger is on its way. Wait for its outcome, then close.")
    return None


def _named(trigger: str, incident: Incident | None) -> Trigger | None:
    return next((one for one in incident.triggers if one.id == trigger), None) if incident else None
