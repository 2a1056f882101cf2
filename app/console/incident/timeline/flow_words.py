"""What happened to a callflow, in words: what RapidSOS said stands in its own words, and unknown is never "failed"."""

import typing

from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape
from app.domain.incident.events import (
    AnyEvent,
    FormDiscarded,
    FormSaved,
    HttpCallbackReceived,
    StatusAssigned,
    StatusReceived,
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
