import pytest

from app.domain.callflow.outcome import OutcomeReason, Refused, Unknown
from app.domain.callflow.progress import Name, NodeMark, ReportedBy, Stepper, stepper
from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import Sent, Settled, Trigger, TriggerAnswer, after
from tests.domain.callflow import files
from tests.domain.callflow.flows import T0, confirmed, fold, report, sent

MILESTONES = files.definition().milestones
STEPS_TO_COME = [milestone.title for milestone in MILESTONES]


def shown(line: Stepper, group: ReportedBy) -> list[tuple[Name | str, NodeMark]]:
    return [(node.title, node.mark) for node in line.nodes if node.group is group]


def line(trigger: Trigger, *reports: FlowMessage) -> Stepper:
    return stepper(trigger, MILESTONES, reports)


def test_accepted_and_nothing_reported_yet() -> None:
    accepted = line(sent())
    assert shown(accepted, ReportedBy.THIS_CONSOLE) == [(Name.CONFIRMED, NodeMark.DONE), (Name.SENT, NodeMark.DONE)]
    assert shown(accepted, ReportedBy.REPORTED) == [(Name.ACCEPTED, NodeMark.DONE)]
    assert shown(accepted, ReportedBy.NOT_REPORTED) == [(title, NodeMark.EXPECTED) for title in STEPS_TO_COME]
    assert [node.at for node in accepted.nodes[:3]] == [T0, T0 + 1000, T0 + 2000]
    assert (accepted.seen_started, accepted.ended_at, accepted.messages) == (False, None, ())


def test_the_newest_report_runs_and_those_before_it_are_done() -> None:
    running = line(sent(), report("user_contacted", 20, 2), report("flow_started", 3, 1))
    assert shown(running, ReportedBy.REPORTED) == [
        (Name.ACCEPTED, NodeMark.DONE),
        ("Flow starting", NodeMark.DONE),
        ("Caller contacted", NodeMark.RUNNING),
    ]
    assert [title for title, _ in shown(running, ReportedBy.NOT_REPORTED)] == STEPS_TO_COME[2:]
    assert running.seen_started


def test_a_step_that_was_never_reported_stays_not_reported() -> None:
    skipping = line(sent(), report("routing_911", 30))
    assert [title for title, _ in shown(skipping, ReportedBy.NOT_REPORTED)] == [
        "Flow starting",
        "Caller contacted",
        "Caller's decision",
        "9-1-1 call ended",
    ]


def test_unverified_and_unknown_words_are_listed_and_move_nothing() -> None:
    told = line(sent(), report("flow_started", 3, verified=False), report("tea_served", 4, 2))
    assert shown(told, ReportedBy.REPORTED) == [(Name.ACCEPTED, NodeMark.DONE)]
    assert [message.status.untrusted_verb for message in told.messages] == ["flow_started", "tea_served"]
    assert told.ended_at is None


def test_the_end_leaves_nothing_running() -> None:
    ended = line(sent(), report("routing_911", 30), report("call_ended_911", 90, 2))
    assert shown(ended, ReportedBy.REPORTED)[1:] == [
        ("Routing to 9-1-1", NodeMark.DONE),
        ("9-1-1 call ended", NodeMark.DONE),
    ]
    assert ended.ended_at == T0 + 90_000


def test_a_decision_that_changes_shows_the_newest_word_since_the_first() -> None:
    decided = line(sent(), report("user_no_answer", 20, 1), report("user_declined", 50, 2))
    node = decided.nodes[3]
    assert node.report is not None
    assert (node.at, node.report.status.untrusted_verb) == (T0 + 20_000, "user_declined")
    assert decided.ended_at == T0 + 50_000


def test_confirmed_only() -> None:
    waiting = line(fold(confirmed()))
    assert shown(waiting, ReportedBy.THIS_CONSOLE) == [(Name.CONFIRMED, NodeMark.DONE), (Name.SENT, NodeMark.RUNNING)]
    assert shown(waiting, ReportedBy.NOT_REPORTED)[0] == (Name.ANSWER, NodeMark.EXPECTED)


def test_refused_expects_nothing_more() -> None:
    refused = line(sent(Refused(why=OutcomeReason.VALIDATION)))
    assert shown(refused, ReportedBy.REPORTED) == [(Name.REFUSED, NodeMark.REFUSED)]
    assert shown(refused, ReportedBy.NOT_REPORTED) == []


def test_never_sent_is_this_consoles_own_word() -> None:
    never = fold(confirmed(), TriggerAnswer(trigger="event-1", outcome=Refused(why=OutcomeReason.NEVER_SENT)))
    assert shown(line(never), ReportedBy.THIS_CONSOLE) == [
        (Name.CONFIRMED, NodeMark.DONE),
        (Name.NEVER_SENT, NodeMark.REFUSED),
    ]


def test_unknown_is_a_node_of_its_own_and_a_report_proves_the_start() -> None:
    unknown = sent(Unknown(why=OutcomeReason.CUT))
    assert shown(line(unknown), ReportedBy.ANSWER) == [(Name.UNKNOWN, NodeMark.UNKNOWN)]
    proven = line(unknown, report("flow_started", 3))
    assert proven.seen_started
    assert shown(proven, ReportedBy.REPORTED) == [("Flow starting", NodeMark.RUNNING)]


def test_what_a_person_settled_stands_after_the_unknown() -> None:
    unknown = fold(
        confirmed(),
        Sent(trigger="event-1"),
        TriggerAnswer(trigger="event-1", outcome=Unknown(why=OutcomeReason.TIMEOUT)),
    )
    for started, title, to_come in ((True, Name.STARTED, STEPS_TO_COME), (False, Name.DID_NOT_START, [])):
        settled = after(unknown, Settled(trigger="event-1", started=started), at=T0 + 9_000)
        assert settled is not None
        mark = NodeMark.DONE if started else NodeMark.UNKNOWN
        assert shown(line(settled), ReportedBy.ANSWER) == [(Name.UNKNOWN, mark), (title, NodeMark.DONE)]
        assert [title for title, _ in shown(line(settled), ReportedBy.NOT_REPORTED)] == to_come


@pytest.mark.parametrize("verb", ["user_declined", "user_no_answer"])
def test_a_flow_that_is_over_without_911_says_so_and_expects_nothing(verb: str) -> None:
    over = line(sent(), report("user_contacted", 10), report(verb, 20, 2))
    assert shown(over, ReportedBy.REPORTED)[-1] == (Name.NOT_REACHED, NodeMark.REFUSED)
    assert shown(over, ReportedBy.NOT_REPORTED) == []
    assert over.ended_at == T0 + 20_000


def test_an_end_without_proof_and_a_flow_that_went_on_are_not_over() -> None:
    for told in (
        line(sent(), report("user_declined", 20, verified=False)),
        line(sent(), report("user_no_answer", 20, 1), report("routing_911", 40, 2)),
    ):
        assert Name.NOT_REACHED not in [node.title for node in told.nodes]
        assert told.ended_at is None
        assert shown(told, ReportedBy.NOT_REPORTED)


def test_a_flow_that_came_to_its_end_expects_nothing() -> None:
    ended = line(sent(), report("call_ended_911", 90, 2))
    assert shown(ended, ReportedBy.NOT_REPORTED) == []
    assert Name.NOT_REACHED not in [node.title for node in ended.nodes]
