"""Commands about callflows: the events they become, and the sentence when they can't."""

import msgspec
import pytest

from app.domain.callflow import admission
from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from app.domain.callflow.request import Admitted
from app.domain.callflow.status import Status
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.checklist import Checklist, ChecklistAction, ChecklistStep
from app.domain.incident.commands import AssignStatus, Command, ConfirmTrigger, DiscardForm, SaveForm, SettleTrigger
from app.domain.incident.commands import Refused as RefusedCommand
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    AnyEvent,
    ChecklistsAdopted,
    FormDiscarded,
    FormSaved,
    IncidentClosed,
    IncidentOpened,
    StatusAssigned,
    StatusReceived,
    StepChecked,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from app.domain.incident.handlers import trigger
from app.domain.incident.projection import IncidentProjection
from tests.domain.callflow import files, filled
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal
from tests.domain.incident.test_projection import folded

CRASH = files.definition()
REQUEST = filled.request(CRASH, filled.CRASH)
COMMAND = ConfirmTrigger(
    id="press-1", incident=1001, definition=CRASH.file, request=REQUEST.text, request_sha256=REQUEST.sha256
)
CONFIRMED = TriggerConfirmed(
    confirmed=Confirmed(
        trigger="t1", file="f", callflow="c", request="{}", request_sha256="0" * 64, phone="+12175550143"
    )
)
SENT = TriggerSent(trigger="t1")
UNKNOWN = TriggerUnknown(trigger="t1", outcome=Unknown(why=OutcomeReason.TIMEOUT))
ACCEPTED = TriggerAccepted(trigger="t1", outcome=Accepted(alert_id="a1", untrusted_message=""))


def book(*happened: AnyEvent) -> IncidentProjection:
    journal = Journal()
    journal.add(IncidentOpened(phone="+12175550143"), operator="ANNA")
    for event in happened:
        of = None if isinstance(event, ChecklistsAdopted) else 1001
        journal.add(event, incident=of, operator="ANNA")
    return folded(journal)


def admitted() -> Admitted:
    found = admission.admit(CRASH, COMMAND.request, COMMAND.request_sha256)
    assert isinstance(found, Admitted)
    return found


def confirm(command: ConfirmTrigger, known: IncidentProjection) -> list[EventDraft] | RefusedCommand:
    return trigger.confirm(command, "ANNA", CRASH, admitted(), known, 1002)


def kinds(drafts: list[EventDraft] | RefusedCommand) -> list[tuple[str, int | None]]:
    assert not isinstance(drafts, RefusedCommand)
    assert {draft.operator for draft in drafts} == {"ANNA"}
    return [(type(draft.event).__name__, draft.incident) for draft in drafts]


def test_a_confirmation_carries_the_exact_bytes() -> None:
    drafts = confirm(COMMAND, book())
    assert kinds(drafts) == [("TriggerConfirmed", 1001)]
    assert not isinstance(drafts, RefusedCommand)
    event = drafts[0].event
    assert isinstance(event, TriggerConfirmed)
    assert (event.confirmed.trigger, event.confirmed.request) == ("press-1", REQUEST.text)


def test_a_blank_trigger_opens_an_incident_of_the_center() -> None:
    blank = ConfirmTrigger(
        id="press-1", incident=None, definition=CRASH.file, request=REQUEST.text, request_sha256=REQUEST.sha256
    )
    drafts = confirm(blank, book())
    assert kinds(drafts) == [("IncidentOpened", 1002), ("LocationFixed", 1002), ("TriggerConfirmed", 1002)]


def test_an_incident_opened_by_a_callflow_shows_its_place_as_the_operators_word() -> None:
    blank = msgspec.structs.replace(COMMAND, incident=None)
    journal = Journal()
    drafts = confirm(blank, book())
    assert not isinstance(drafts, RefusedCommand)
    for draft in drafts:
        journal.add(draft.event, incident=1002, operator=draft.operator)
    opened = folded(journal).incidents[1002]
    assert opened.place is not None
    sent = admitted()
    assert (opened.place.latitude, opened.place.longitude) == (sent.latitude, sent.longitude)
    assert (opened.place.uncertainty_m, opened.place.source) == (sent.uncertainty_m, "typed")
    assert (opened.owner, opened.phone, opened.shares) == ("ANNA", sent.phone, ())


STEPS = (
    ChecklistStep(id="callflow", words="Start the callflow", deed=ChecklistAction.OPEN_TRIGGER),
    ChecklistStep(id="asked", words="Start it, and why?", note="Why?", deed=ChecklistAction.OPEN_TRIGGER),
    ChecklistStep(id="result", words="See what came of it"),
)


@pytest.mark.parametrize("incident", [None, 1001])
def test_the_step_that_asks_for_a_callflow_is_done_by_confirming_one(incident: int | None) -> None:
    known = book(ChecklistsAdopted(checklists=(Checklist(name="Ours", steps=STEPS),)))
    drafts = confirm(msgspec.structs.replace(COMMAND, incident=incident), known)
    assert not isinstance(drafts, RefusedCommand)
    checked = [draft.event for draft in drafts if isinstance(draft.event, StepChecked)]
    assert [(one.step, one.words) for one in checked] == [("callflow", "Start the callflow")]


def test_a_step_that_is_done_is_not_done_again() -> None:
    known = book(
        ChecklistsAdopted(checklists=(Checklist(name="Ours", steps=STEPS),)),
        StepChecked(step="callflow", words="Start the callflow"),
    )
    assert kinds(confirm(COMMAND, known)) == [("TriggerConfirmed", 1001)]


def test_the_form_it_was_made_with_is_finished() -> None:
    drafts = confirm(COMMAND, book(FormSaved(definition=CRASH.file, answers="{}")))
    assert kinds(drafts) == [("TriggerConfirmed", 1001), ("FormDiscarded", 1001)]


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        ((IncidentClosed(reason="TEST", text=""),), "is not open"),
        (
            (
                TriggerConfirmed(
                    confirmed=Confirmed(
                        trigger="press-1", file="f", callflow="c", request="", request_sha256="", phone="+1"
                    )
                ),
            ),
            "was sent before",
        ),
    ],
)
def test_what_may_not_be_confirmed(happened: tuple[AnyEvent, ...], words: str) -> None:
    answer = confirm(COMMAND, book(*happened))
    assert isinstance(answer, RefusedCommand)
    assert words in answer.refused


OTHERS = TriggerConfirmed(
    confirmed=Confirmed(
        trigger="t2", file="f", callflow="c", request="{}", request_sha256="0" * 64, phone="+13125550127"
    )
)
NEVER_SENT = TriggerRefused(trigger="t2", outcome=Refused(why=OutcomeReason.NEVER_SENT))


@pytest.mark.parametrize(
    ("happened", "incident", "read_to", "about"),
    [
        ((OTHERS,), 1001, 1, "this incident"),
        ((OTHERS,), None, 1, "this number"),
        ((CONFIRMED,), 1001, 1, "this incident"),
        ((OTHERS, NEVER_SENT), 1001, 1, None),
        ((OTHERS,), 1001, 2, None),
        ((OTHERS,), 1001, None, None),
        ((CONFIRMED,), None, 1, None),
    ],
)
def test_a_flow_that_began_unseen_refuses_another_one(
    happened: tuple[AnyEvent, ...], incident: int | None, read_to: int | None, about: str | None
) -> None:
    known = book(*happened)
    command = msgspec.structs.replace(COMMAND, incident=incident, read_to=read_to)
    answer = confirm(command, known)
    assert isinstance(answer, RefusedCommand) is (about is not None)
    if isinstance(answer, RefusedCommand):
        assert f"ANNA just confirmed a callflow for {about}, in incident 1001. Nothing of yours" in answer.refused


def test_a_command_of_an_older_console_is_read() -> None:
    old = b'{"command":"ConfirmTrigger","id":"1","incident":null,"definition":"d","request":"{}","request_sha256":"0"}'
    command = msgspec.json.decode(old, type=ConfirmTrigger)
    assert (command.held_at, command.read_to) == (None, None)
    assert trigger.too_old(command, 10**9) is None


@pytest.mark.parametrize(("age_ms", "refused"), [(0, False), (5_000, False), (5_001, True), (-1, True)])
def test_a_hold_keeps_for_five_seconds_of_the_boot_clock(age_ms: int, *, refused: bool) -> None:
    command = msgspec.structs.replace(COMMAND, held_at=60_000)
    assert (trigger.too_old(command, 60_000 + age_ms) is not None) is refused


def test_an_incident_that_is_not_there() -> None:
    answer = confirm(COMMAND, IncidentProjection())
    assert isinstance(answer, RefusedCommand)


def decide(command: Command, known: IncidentProjection) -> list[EventDraft] | RefusedCommand:
    return decided(command, known, "BEN")


def settle(**changes: object) -> SettleTrigger:
    fields: dict[str, object] = {"id": "c", "incident": 1001, "trigger": "t1", "started": True, "note": " rang back "}
    return SettleTrigger(**{**fields, **changes})  # type: ignore[arg-type]


def test_an_unknown_trigger_is_settled_by_a_person() -> None:
    drafts = decide(settle(), book(CONFIRMED, SENT, UNKNOWN))
    assert not isinstance(drafts, RefusedCommand)
    assert drafts == [
        EventDraft(
            event=TriggerSettled(settled=Settled(trigger="t1", started=True, note="rang back")),
            incident=1001,
            operator="BEN",
        )
    ]


@pytest.mark.parametrize(
    ("command", "happened", "words"),
    [
        (settle(trigger="other"), (CONFIRMED,), "no such trigger"),
        (settle(incident=7), (CONFIRMED,), "no such trigger"),
        (settle(), (CONFIRMED, SENT, ACCEPTED), "nothing to settle"),
        (AssignStatus(id="c", incident=1001, trigger="other", status=2), (), "no such trigger"),
        (AssignStatus(id="c", incident=1001, trigger="t1", status=99), (CONFIRMED,), "assigned already"),
        (SaveForm(id="c", incident=None, definition="f", answers="x" * 65_537), (), "too long"),
        (SaveForm(id="c", incident=7, definition="f", answers="{}"), (), "There is no incident 7"),
        (DiscardForm(id="c", incident=7, definition="f"), (), "There is no incident 7"),
    ],
)
def test_what_is_refused_says_why(command: Command, happened: tuple[AnyEvent, ...], words: str) -> None:
    answer = decide(command, book(*happened))
    assert isinstance(answer, RefusedCommand)
    assert words in answer.refused


def test_an_unmatched_message_is_assigned() -> None:
    journal = Journal()
    journal.add(IncidentOpened(phone=None), operator="ANNA")
    journal.add(CONFIRMED, operator="ANNA")
    status = Status(alert_id="a9", event_id=None, digest="d")
    came = journal.add(StatusReceived(status=status, verified=True, received_at=T0, trigger=None), incident=None)
    drafts = decide(AssignStatus(id="c", incident=1001, trigger="t1", status=came.seq), folded(journal))
    assert not isinstance(drafts, RefusedCommand)
    event = drafts[0].event
    assert isinstance(event, StatusAssigned)
    assert (event.trigger, event.report.seq, event.report.verified) == ("t1", came.seq, True)
    without_the_incident = IncidentProjection()
    for record in (came, *(journal.add_draft(draft) for draft in drafts[1:])):
        without_the_incident.apply(record)
    assert not without_the_incident.unmatched


def test_messages_about_the_same_flow_go_with_the_assigned_one() -> None:
    journal = Journal()
    journal.add(IncidentOpened(phone=None), operator="ANNA")
    journal.add(CONFIRMED, operator="ANNA")
    came = [
        journal.add(
            StatusReceived(
                status=Status(alert_id=flow, event_id=None, digest=str(place)),
                verified=True,
                received_at=T0,
                trigger=None,
            ),
            incident=None,
        )
        for place, flow in enumerate(("a9", "a9", "b1", None))
    ]
    assigned = decide(AssignStatus(id="c", incident=1001, trigger="t1", status=came[1].seq), folded(journal))
    assert not isinstance(assigned, RefusedCommand)
    events = [draft.event for draft in assigned]
    assert [one.report.seq for one in events if isinstance(one, StatusAssigned)] == [came[1].seq, came[0].seq]
    assert {draft.operator for draft in assigned} == {"BEN"}


def test_what_waits_for_an_answer_is_placed_by_it_and_offered_to_nobody_before() -> None:
    journal = Journal()
    journal.add(IncidentOpened(phone=None), operator="ANNA")
    journal.add(CONFIRMED, operator="ANNA")
    journal.add(SENT)
    came = [
        journal.add(
            StatusReceived(
                status=Status(alert_id=flow, event_id=None, digest=flow),
                verified=True,
                received_at=T0 + after,
                trigger=None,
            ),
            incident=None,
        )
        for flow, after in (("a1", 99_000), ("b1", 99_000), ("c1", -1))
    ]
    waiting = folded(journal)
    assert list(waiting.unplaceable) == [came[2].seq]
    assert trigger.placements(waiting) == []
    journal.add(ACCEPTED)
    answered = folded(journal)
    for draft in trigger.placements(answered):
        assert draft.operator is None
        journal.add_draft(draft)
    placed = folded(journal)
    assert [one.report.status.alert_id for one in placed.incidents[1001].reports] == ["a1"]
    assert list(placed.unplaceable) == [came[1].seq, came[2].seq]


def test_forms_are_kept_and_thrown_away() -> None:
    kept = decide(SaveForm(id="c", incident=1001, definition="f", answers="{}"), book())
    gone = decide(DiscardForm(id="c", incident=None, definition="f"), book())
    assert not isinstance(kept, RefusedCommand)
    assert not isinstance(gone, RefusedCommand)
    assert (kept[0].event, kept[0].incident) == (FormSaved(definition="f", answers="{}"), 1001)
    assert (gone[0].event, gone[0].incident) == (FormDiscarded(definition="f"), None)


@pytest.mark.parametrize(
    ("happened", "words"),
    [((CONFIRMED,), "on its way"), ((CONFIRMED, SENT), "on its way"), ((CONFIRMED, SENT, UNKNOWN), "unknown")],
)
def test_an_incident_with_a_trigger_in_flight_stays_open(happened: tuple[AnyEvent, ...], words: str) -> None:
    refused = trigger.in_flight(book(*happened).incidents[1001])
    assert refused is not None
    assert words in refused.refused


def test_a_known_outcome_is_no_hindrance() -> None:
    known = book(CONFIRMED, SENT, ACCEPTED).incidents[1001]
    assert trigger.in_flight(known) is None
