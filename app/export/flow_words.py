"""What happened to callflows, as English sentences for reports (docs/contract.md#6, #7)."""

from app.domain.incident.events import (
    AnyEvent,
    FormDiscarded,
    FormSaved,
    HttpCallbackReceived,
    IncidentOpened,
    StatusAssigned,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)


def sentence(event: AnyEvent) -> str | None:
    """The sentence; None for what has nothing to do with callflows."""
    match event:
        case IncidentOpened():
            return "Opened by this center for a callflow."
        case FormSaved() | FormDiscarded():
            return "Callflow form kept." if isinstance(event, FormSaved) else "Callflow form thrown away."
        case StatusReceived():
            proof = "" if event.verified else ", signature not verified"
            return f"Message{proof}: {event.status.untrusted_verb} {event.status.untrusted_message}".rstrip()
        case StatusAssigned():
            return f"Message assigned to a trigger: {event.report.status.untrusted_verb}"
        case HttpCallbackReceived():
            return "The flow's HTTP utility called this center."
        case _:
            return _trigger(event)


def _trigger(event: AnyEvent) -> str | None:
    match event:
        case TriggerConfirmed():
            return f"Callflow {event.confirmed.callflow} confirmed by hand."
        case TriggerSent():
            return "Its request may have left from here on."
        case TriggerAccepted():
            return f"RapidSOS accepted it: {event.outcome.untrusted_message}"
        case TriggerRefused():
            return f"Refused ({event.outcome.why.value.replace('_', ' ')}): {event.outcome.untrusted_said}"
        case TriggerUnknown():
            return f"Outcome unknown ({event.outcome.why.value.replace('_', ' ')}): {event.outcome.untrusted_said}"
        case TriggerSettled():
            return "A person found that it started." if event.settled.started else "A person found: it did not start."
        case _:
            return None
