import random

from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow.outcome import OutcomeReason, Unknown
from app.domain.callflow.status import FlowMessage, belongs_to, in_order
from tests.domain.callflow.flows import STARTED, T0, report, sent


def verbs(reports: tuple[FlowMessage, ...]) -> list[str]:
    return [one.status.untrusted_verb for one in reports]


def test_a_message_belongs_by_alert_id_first_then_by_our_event_id() -> None:
    first, second = sent(name="event-1"), sent(Unknown(why=OutcomeReason.TIMEOUT), name="event-2")
    assert belongs_to("flow-1", "event-2", [first, second]) is first
    assert belongs_to(None, "event-2", [first, second]) is second
    assert belongs_to("flow-9", "event-1", [first, second]) is first
    assert belongs_to("flow-9", "event-9", [first, second]) is None
    assert belongs_to(None, None, [second]) is None


def test_of_two_with_the_same_alert_id_the_newest_has_it() -> None:
    older, newer = sent(STARTED, "event-1", at=T0), sent(STARTED, "event-2", at=T0 + 5_000)
    assert belongs_to("flow-1", None, [older, newer]) is newer


def test_messages_stand_by_their_own_time_and_by_arrival_where_times_are_equal() -> None:
    reports = [report("late", 30, 1), report("early", 10, 2), report("tie", 30, 3), report("no time", None, 4)]
    assert verbs(in_order(reports)) == ["early", "late", "tie", "no time"]


def test_the_same_message_twice_is_one() -> None:
    once, again = report("started", 1, 1), report("started", 1, 2)
    assert in_order([again, once]) == (once,)


def test_a_verified_copy_verifies_it() -> None:
    forged_first = [report("started", 1, 1, verified=False), report("started", 1, 2)]
    (only,) = in_order(forged_first)
    assert (only.seq, only.verified) == (1, True)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=8), st.randoms())
def test_the_order_they_are_given_in_does_not_matter(told: list[tuple[str, int]], luck: random.Random) -> None:
    reports = [report(verb, seconds, seq) for seq, (verb, seconds) in enumerate(told)]
    shuffled = list(reports)
    luck.shuffle(shuffled)
    assert in_order(shuffled) == in_order(reports) == in_order(in_order(reports) + tuple(reports))
