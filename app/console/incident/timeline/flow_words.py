"""What happened to a callflow, in words: what RapidSOS said stands in its own words, and unknown is never "failed"."""

import typing

from PySide6.QtCore import QCoreApplication

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

translate = QCoreApplication.translate

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
            verified = (
                translate("Flow", "verified") if event.verified else translate("Flow", "UNVERIFIED, proves nothing")
            )
            return Said(Shape.RUNNING if event.verified else Shape.NOT_PROVEN, text, verified)
        case StatusAssigned():
            status = event.report.status
            detail = translate("Flow", "assigned to a trigger by a person")
            return Said(Shape.RUNNING, _quoted(status.untrusted_verb, status.untrusted_message), detail)
        case HttpCallbackReceived():
            parameters = ", ".join(f"{name}={value}" for name, value in event.callback.untrusted_parameters)
            return Said(Shape.NEWS, translate("Flow", "The flow called our HTTP address"), one_line(parameters))
        case FormSaved() | FormDiscarded():
            kept = isinstance(event, FormSaved)
            text = translate("Flow", "Callflow form kept") if kept else translate("Flow", "Callflow form put away")
            return Said(Shape.QUIET, text, one_line(event.definition))
        case _:
            return _trigger(event)


def _trigger(
    event: TriggerConfirmed | TriggerSent | TriggerAccepted | TriggerRefused | TriggerUnknown | TriggerSettled,
) -> Said:
    match event:
        case TriggerConfirmed():
            confirmed = event.confirmed
            text = translate("Flow", "{callflow} confirmed by hand").format(callflow=one_line(confirmed.callflow))
            bytes_ = len(confirmed.request.encode())
            detail = translate("Flow", "eventId {id} · {bytes} bytes").format(id=confirmed.trigger, bytes=bytes_)
            return Said(Shape.RUNNING, text, detail, strong=True)
        case TriggerSent():
            return Said(Shape.RUNNING, translate("Flow", "Sent once"))
        case TriggerAccepted():
            outcome = event.outcome
            text = translate("Flow", "Accepted by RapidSOS: “{message}”")
            detail = f"alert_id {one_line(outcome.alert_id)}" if outcome.alert_id else ""
            return Said(Shape.SEEN, text.format(message=one_line(outcome.untrusted_message)), detail, strong=True)
        case TriggerRefused():
            text = translate("Flow", "Refused, nothing started: {why}").format(why=event.outcome.why.value)
            return Said(Shape.BROKEN, text, one_line(event.outcome.untrusted_said), strong=True)
        case TriggerUnknown():
            text = translate("Flow", "UNKNOWN, it may have started: {why}").format(why=event.outcome.why.value)
            return Said(Shape.UNKNOWN, text, one_line(event.outcome.untrusted_said), strong=True)
        case TriggerSettled():
            started, not_started = (
                translate("Flow", "Found out: it started"),
                translate("Flow", "Found out: it did not start"),
            )
            return Said(
                Shape.SEEN, started if event.settled.started else not_started, one_line(event.settled.note), strong=True
            )


def _quoted(verb: str, message: str) -> str:
    return f"{one_line(verb)}: “{one_line(message)}”" if message else one_line(verb)
