"""Triggers and status messages in an incident."""

from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from app.domain.callflow.status import FlowMessage, HttpCallback, Status
from app.domain.callflow.trigger import Confirmed, Settled, TriggerStage
from app.domain.incident.alarms import Priority, priority
from app.domain.incident.events import (
    Acknowledged,
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
from app.domain.incident.model import Incident
from tests.domain.incident.journalled import T0, Journal
from tests.domain.incident.test_projection import folded

CONFIRMED = TriggerConfirmed(
    confirmed=Confirmed(
        trigger="t1", file="crash", callflow="c", request="{}", request_sha256="0" * 64, phone="+12175550143"
    )
)
STATUS = Status(alert_id="a1", event_id="t1", digest="d1")


def after(*events: AnyEvent) -> Incident:
    journal = Journal()
    journal.add(IncidentOpened(phone="+12175550143"), operator="ANNA")
    for event in events:
        journal.add(event, operator="ANNA")
    return folded(journal).incidents[1001]


def test_the_center_opens_an_incident_that_is_its_operators() -> None:
    incident = after()
    assert (incident.origin, incident.phone, incident.owner) == ("center", "+12175550143", "ANNA")
    assert not incident.unacknowledged


def test_a_trigger_goes_its_way() -> None:
    stages = [
        after(CONFIRMED),
        after(CONFIRMED, TriggerSent(trigger="t1")),
        after(
            CONFIRMED,
            TriggerSent(trigger="t1"),
            TriggerAccepted(trigger="t1", outcome=Accepted(alert_id="a1", untrusted_message="")),
        ),
        after(
            CONFIRMED,
            TriggerSent(trigger="t1"),
            TriggerRefused(trigger="t1", outcome=Refused(why=OutcomeReason.VALIDATION)),
        ),
    ]
    assert [incident.triggers[0].stage for incident in stages] == [
        TriggerStage.CONFIRMED,
        TriggerStage.SENT,
        TriggerStage.ACCEPTED,
        TriggerStage.REFUSED,
    ]
    assert after(TriggerSent(trigger="nobody's")).triggers == ()


def test_an_unknown_trigger_rings_and_stays_urgent_until_settled() -> None:
    unknown = (
        CONFIRMED,
        TriggerSent(trigger="t1"),
        TriggerUnknown(trigger="t1", outcome=Unknown(why=OutcomeReason.TIMEOUT)),
    )
    assert after(*unknown).unacknowledged
    heard = after(*unknown, Acknowledged(through=4))
    assert not heard.unacknowledged
    assert [trigger.id for trigger in heard.unknown_triggers] == ["t1"]
    assert priority(heard, T0) is Priority.P1
    settled = after(*unknown, Acknowledged(through=4), TriggerSettled(settled=Settled(trigger="t1", started=False)))
    assert settled.unknown_triggers == ()
    assert priority(settled, T0) is Priority.P3


def test_messages_join_their_trigger() -> None:
    incident = after(
        CONFIRMED,
        StatusReceived(status=STATUS, verified=True, received_at=T0, trigger="t1"),
        StatusReceived(status=STATUS, verified=True, received_at=T0, trigger=None),
        HttpCallbackReceived(
            callback=HttpCallback(flow="t1", untrusted_parameters=(), digest="d"), received_at=T0, trigger="t1"
        ),
    )
    assert [(one.trigger, one.report.seq, one.report.verified) for one in incident.reports] == [("t1", 3, True)]


def test_an_unmatched_message_waits_until_a_person_assigns_it() -> None:
    journal = Journal()
    journal.add(IncidentOpened(phone=None), operator="ANNA")
    came = journal.add(StatusReceived(status=STATUS, verified=False, received_at=T0, trigger=None), incident=None)
    assert list(folded(journal).unmatched) == [came.seq]
    report = FlowMessage(status=STATUS, seq=came.seq, received_at=T0, verified=False)
    journal.add(StatusAssigned(trigger="t1", report=report), operator="ANNA")
    book = folded(journal)
    assert book.unmatched == {}
    assert [one.report for one in book.incidents[1001].reports] == [report]


def test_an_unfinished_form_is_its_operators_until_it_is_gone() -> None:
    journal = Journal()
    journal.add(IncidentOpened(phone=None), operator="ANNA")
    journal.add(FormSaved(definition="crash", answers="{}"), operator="ANNA")
    journal.add(FormSaved(definition="crash", answers='{"a": 1}'), operator="BEN", incident=None)
    forms = folded(journal).forms
    assert {key: form.answers for key, form in forms.items()} == {("ANNA", 1001): "{}", ("BEN", None): '{"a": 1}'}
    journal.add(FormDiscarded(definition="crash"), operator="ANNA")
    assert list(folded(journal).forms) == [("BEN", None)]
