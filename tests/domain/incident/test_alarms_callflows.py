"""A callflow that came to nothing is an alarm; one that a person settled is none any more."""

import msgspec
import pytest

from app.domain.callflow.definition import Ends
from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from app.domain.callflow.status import Status
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.incident.alarms import Concern, Priority, concerns, priority, unhandled
from app.domain.incident.events import (
    AnyEvent,
    IncidentOpened,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from app.domain.incident.model import Incident
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

FLOW = Confirmed(
    trigger="t1",
    file="f",
    callflow="c",
    request="{}",
    request_sha256="0",
    phone="+12175550143",
    ends=Ends(missed=("declined",), later=("routing",)),
)


def with_flow(*after: AnyEvent) -> Incident:
    """An incident of this center whose callflow was sent, and what came of it."""
    journal = Journal()
    journal.add(IncidentOpened(phone="+12175550143"), operator="ANNA")
    journal.add(TriggerConfirmed(confirmed=FLOW), operator="ANNA")
    journal.add(TriggerSent(trigger="t1"))
    for event in after:
        journal.add(event)
    return folded(journal).incidents[1001]


def told(verb: str, *, verified: bool = True) -> StatusReceived:
    status = Status(alert_id="a1", event_id=None, untrusted_verb=verb, digest=verb)
    return StatusReceived(status=status, verified=verified, received_at=T0 + 60_000, trigger="t1")


ACCEPTED = TriggerAccepted(trigger="t1", outcome=Accepted(alert_id="a1", untrusted_message=""))
REFUSED = TriggerRefused(trigger="t1", outcome=Refused(why=OutcomeReason.VALIDATION))


@pytest.mark.parametrize(
    ("happened", "failed"),
    [
        ((), False),
        ((ACCEPTED,), False),
        ((REFUSED,), True),
        ((ACCEPTED, told("declined")), True),
        ((ACCEPTED, told("declined", verified=False)), False),
        ((ACCEPTED, told("declined"), told("routing")), False),
        ((ACCEPTED, told("anything")), False),
        ((REFUSED, TriggerConfirmed(confirmed=msgspec.structs.replace(FLOW, trigger="t2"))), False),
        ((REFUSED, TriggerConfirmed(confirmed=msgspec.structs.replace(FLOW, trigger="t2", ends=Ends()))), False),
    ],
)
def test_a_callflow_that_came_to_nothing_is_p2_until_a_newer_one(
    happened: tuple[AnyEvent, ...], *, failed: bool
) -> None:
    incident = with_flow(*happened)
    now = T0 + 70_000
    assert (Concern.CALLFLOW_FAILED in concerns(incident, now)) is failed
    assert priority(incident, now) is (Priority.P2 if failed else Priority.P3)
    if incident.bad_end is not None:
        assert unhandled(incident, now) == ((Concern.CALLFLOW_FAILED, incident.bad_end.at),)


@pytest.mark.parametrize("started", [True, False])
def test_who_settled_an_unknown_trigger_has_answered_its_alarm(*, started: bool) -> None:
    unknown = TriggerUnknown(trigger="t1", outcome=Unknown(why=OutcomeReason.CUT))
    settled = TriggerSettled(settled=Settled(trigger="t1", started=started))
    assert priority(with_flow(unknown), T0) is Priority.P1
    assert priority(with_flow(unknown, settled), T0) is Priority.P3
    ringing = with_flow(unknown, share(), settled)
    assert priority(ringing, T0) is Priority.P1
