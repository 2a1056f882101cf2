"""What happened to a callflow, in words: what RapidSOS said stands in its own words, and unknown is never "failed"."""

import typing

from app.console.theme.icons import Shape
from app.console.theme.text import one_line, span
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    AnyEvent,
    ChecklistsAdopted,
    FormDiscarded,
    FormSaved,
    HandedOver,
    HandoverSigned,
    HttpCallbackReceived,
    IncidentClosed,
    IncidentExported,
    IncidentHeard,
    IncidentHeld,
    IncidentReleased,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    ShareMovedOut,
    ShareSplit,
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
)

FlowEvent = (
    TriggerConfirmed
    | TriggerSent
    | TriggerAccepted
    | TriggerRefused
    | TriggerUnknown
    | TriggerSettled
    | StatusReceived
    | StatusAssigned
    | HttpCallbackReceived
    | FormSaved
    | FormDiscarded
)


class Said(typing.NamedTuple):
    """Shape, words, detail, and whether the line is emphasised."""

    shape: Shape
    text: str
    detail: str = ""
    strong: bool = False


def is_status(event: AnyEvent) -> bool:
    """Whether RapidSOS said it about a running flow, rather than us or our trigger."""
    return isinstance(event, StatusReceived | StatusAssigned | HttpCallbackReceived)


def flow_words(event: FlowEvent) -> Said:
    """The line of one thing that happened to a callflow."""
    match event:
        case StatusReceived():
            status = event.status
            text = _quoted(status.untrusted_verb, status.untrusted_message)
            verified = "verified" if event.verified else "UNVERIFIED, proves nothing"
            return Said(Shape.RUNNING if event.verified else Shape.NOT_PROVEN, text, verified)
        case StatusAssigned():
            status = event.report.status
            detail = "assigned to a trigger by a person"
            return Said(Shape.RUNNING, _quoted(status.untrusted_verb, status.untrusted_message), detail)
        case HttpCallbackReceived():
            parameters = ", ".join(f"{name}={value}" for name, value in event.callback.untrusted_parameters)
            return Said(Shape.NEWS, "The flow called our HTTP address", one_line(parameters))
        case FormSaved() | FormDiscarded():
            kept = isinstance(event, FormSaved)
            text = "Callflow form kept" if kept else "Callflow form put away"
            return Said(Shape.QUIET, text, one_line(event.definition))
        case _:
            return _trigger(event)


def _trigger(
    event: TriggerConfirmed | TriggerSent | TriggerAccepted | TriggerRefused | TriggerUnknown | TriggerSettled,
) -> Said:
    match event:
        case TriggerConfirmed():
            confirmed = event.confirmed
            text = f"{one_line(confirmed.callflow)} confirmed by hand"
            bytes_ = len(confirmed.request.encode())
            detail = f"eventId {confirmed.trigger} · {bytes_} bytes"
            return Said(Shape.RUNNING, text, detail, strong=True)
        case TriggerSent():
            return Said(Shape.RUNNING, "Sent once")
        case TriggerAccepted():
            outcome = event.outcome
            text = "Accepted by RapidSOS: “{message}”"
            detail = f"alert_id {one_line(outcome.alert_id)}" if outcome.alert_id else ""
            return Said(Shape.SEEN, text.format(message=one_line(outcome.untrusted_message)), detail, strong=True)
        case TriggerRefused():
            text = f"Refused, nothing started: {event.outcome.why.value}"
            return Said(Shape.BROKEN, text, one_line(event.outcome.untrusted_said), strong=True)
        case TriggerUnknown():
            text = f"UNKNOWN, it may have started: {event.outcome.why.value}"
            return Said(Shape.UNKNOWN, text, one_line(event.outcome.untrusted_said), strong=True)
        case TriggerSettled():
            started, not_started = (
                "Found out: it started",
                "Found out: it did not start",
            )
            return Said(
                Shape.SEEN, started if event.settled.started else not_started, one_line(event.settled.note), strong=True
            )


def _quoted(verb: str, message: str) -> str:
    return f"{one_line(verb)}: “{one_line(message)}”" if message else one_line(verb)


_Delivered = IncidentShown | IncidentHeard
_Joining = IncidentsLinked | IncidentsUnlinked | ShareMovedOut | ShareSplit
_Having = IncidentHeld | IncidentReleased | IncidentTakenOver | HandedOver
WorkEvent = (
    _Having
    | _Joining
    | _Delivered
    | HandoverSigned
    | ChecklistsAdopted
    | StepChecked
    | StepUnchecked
    | IncidentExported
)


def closing_words(event: IncidentClosed) -> str:
    """What was said at closing, and what the checklist still asked for."""
    if not event.open_steps:
        return one_line(event.text)
    left = "left open: {steps}".replace("{steps}", one_line("; ".join(event.open_steps)))
    return f"{one_line(event.text)} ({left})".strip()


def working_words(record: Recorded, event: WorkEvent) -> Said:
    """The line of one thing that was done."""
    match event:
        case ChecklistsAdopted():
            return Said(Shape.NEWS, "The center's checklists were taken over")
        case StepChecked() | StepUnchecked():
            return _step(event)
        case IncidentExported():
            text = f"Exported as {one_line(event.form)}"
            return Said(Shape.NEWS, text, f"SHA-256 {one_line(event.sha256)}")
        case IncidentHeld() | IncidentReleased() | IncidentTakenOver() | HandedOver():
            return _having(record, event)
        case IncidentsLinked() | IncidentsUnlinked() | ShareMovedOut() | ShareSplit():
            return _joining(event)
        case IncidentShown() | IncidentHeard():
            return _delivered(event)
        case HandoverSigned():
            return Said(Shape.SEEN, "Handover sheet signed")
        case _:
            typing.assert_never(event)


def _step(event: StepChecked | StepUnchecked) -> Said:
    if isinstance(event, StepUnchecked):
        text = f"Not done after all: {one_line(event.words)}"
        return Said(Shape.QUIET, text)
    text = f"Done: {one_line(event.words)}"
    return Said(Shape.SEEN, text, one_line(event.note))


def _delivered(event: _Delivered) -> Said:
    """How far a ring came."""
    where = one_line(event.console)
    if isinstance(event, IncidentShown):
        return Said(Shape.SEEN, f"Shown at the console of {where}")
    text = f"Alarm rendered at the console of {where}"
    return Said(Shape.SEEN, text, one_line(event.device))


def _joining(event: _Joining) -> Said:
    """What persons know better than phone numbers."""
    match event:
        case IncidentsLinked():
            return Said(Shape.NEWS, f"Linked to {event.other}, the same event")
        case IncidentsUnlinked():
            return Said(Shape.QUIET, f"No longer linked to {event.other}")
        case ShareMovedOut():
            text = f"A share moved into incident {event.to}"
            return Said(Shape.NEWS, text, strong=True)
        case ShareSplit():
            text = f"Its share had joined incident {event.taken_from}"
            return Said(Shape.P1, text, strong=True)
        case _:
            typing.assert_never(event)


def _having(record: Recorded, event: _Having) -> Said:
    """Who has it, and whether it is set aside."""
    match event:
        case IncidentHeld():
            text = f"Held for {span(event.until - record.at)}"
            return Said(Shape.HELD, text)
        case IncidentReleased():
            return Said(Shape.RUNNING, "Hold released")
        case IncidentTakenOver():
            text = f"Taken over from {one_line(event.taken_from)}"
            return Said(Shape.NEWS, text, strong=True)
        case HandedOver(to=None):
            return Said(Shape.P2, "Given back to the floor, nobody has it", strong=True)
        case HandedOver():
            text = "Handed over to {who}".replace("{who}", one_line(event.to or ""))
            return Said(Shape.NEWS, text, strong=True)
        case _:
            typing.assert_never(event)
