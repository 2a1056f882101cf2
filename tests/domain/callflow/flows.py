"""A trigger and messages of its flow, for the tests of this room."""

from app.domain.callflow import trigger as callflow_trigger
from app.domain.callflow.outcome import Accepted, Outcome
from app.domain.callflow.status import FlowMessage, Status
from app.domain.callflow.trigger import Confirmed, Fact, Sent, Trigger, TriggerAnswer

T0 = 1_795_305_600_000
STARTED = Accepted(alert_id="flow-1", untrusted_message="Workflow started")


def confirmed(trigger: str = "event-1", phone: str = "+13125550127") -> Confirmed:
    return Confirmed(
        trigger=trigger,
        file="vehicle_crash",
        callflow="company_dataconnect_v1",
        request="{}",
        request_sha256="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        phone=phone,
    )


def fold(*facts: Fact, at: int = T0) -> Trigger:
    """Each fact a second after the one before."""
    trigger = None
    for seconds, fact in enumerate(facts):
        trigger = callflow_trigger.after(trigger, fact, at=at + 1000 * seconds, operator="ANNA")
    assert trigger is not None
    return trigger


def sent(outcome: Outcome = STARTED, name: str = "event-1", at: int = T0, phone: str = "+13125550127") -> Trigger:
    return fold(confirmed(name, phone), Sent(trigger=name), TriggerAnswer(trigger=name, outcome=outcome), at=at)


def report(verb: str, seconds: int | None, seq: int = 1, *, verified: bool = True, digest: str = "") -> FlowMessage:
    """A message that says it happened so many seconds after the start, or says no time at all."""
    status = Status(
        alert_id="flow-1",
        event_id="event-1",
        untrusted_verb=verb,
        told_at=None if seconds is None else T0 + 1000 * seconds,
        digest=digest or f"{verb} {seconds}",
    )
    return FlowMessage(status=status, seq=seq, received_at=T0 + 60_000, verified=verified)
