"""Events of a callflow that an operator triggered (docs/contract.md#6, #7), and of forms kept for later."""

from app.domain.callflow.outcome import Accepted, Refused, Unknown
from app.domain.callflow.status import FlowMessage, HttpCallback, Status
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.incident.events.event import Event


class TriggerConfirmed(Event, frozen=True, kw_only=True):
    """The record's operator held to send exactly these bytes; only the command ``ConfirmTrigger`` makes it."""

    confirmed: Confirmed


class TriggerSent(Event, frozen=True, kw_only=True):
    """From here on the request may have reached RapidSOS; on disk before its first byte leaves, never written twice."""

    trigger: str


class TriggerAccepted(Event, frozen=True, kw_only=True):
    """RapidSOS started the flow (docs/contract.md#6)."""

    trigger: str
    outcome: Accepted


class TriggerRefused(Event, frozen=True, kw_only=True):
    """Nothing started, as far as RapidSOS says."""

    trigger: str
    outcome: Refused


class TriggerUnknown(Event, frozen=True, kw_only=True):
    """It may have started; nothing is sent again, and a person finds out. It rings."""

    trigger: str
    outcome: Unknown


class TriggerSettled(Event, frozen=True, kw_only=True):
    """The record's operator found out whether an unknown trigger started."""

    settled: Settled


class StatusReceived(Event, frozen=True, kw_only=True):
    """A status message came; without an incident it belongs to no trigger that is known (docs/contract.md#7.2)."""

    status: Status
    verified: bool
    received_at: int
    trigger: str | None


class StatusAssigned(Event, frozen=True, kw_only=True):
    """A waiting message belongs to a trigger: the record's operator said so, or, without one, the flow's id did."""

    trigger: str
    report: FlowMessage


class StatusPlaced(Event, frozen=True, kw_only=True):
    """A message that belonged to no incident has one now, and still has when that incident is closed."""

    status: int
    """The message's seq."""
    incident: int


class HttpCallbackReceived(Event, frozen=True, kw_only=True):
    """The HTTP utility of a flow called us; it is shown and changes nothing (docs/contract.md#7.1)."""

    callback: HttpCallback
    received_at: int
    trigger: str | None


class FormSaved(Event, frozen=True, kw_only=True):
    """The record's operator's unfinished callflow form, sealed here so that it survives a crash."""

    definition: str
    answers: str
    """JSON of the answers; the console's own business."""


class FormDiscarded(Event, frozen=True, kw_only=True):
    """The unfinished form is gone: sent, or thrown away by the record's operator."""

    definition: str
