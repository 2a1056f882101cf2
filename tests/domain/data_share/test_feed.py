import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.feed import (
    Data,
    Ending,
    Feed,
    FeedKind,
    NoData,
    Outcome,
    Refused401,
    Refused403,
    Rejected400,
    Unavailable,
    answered,
    asked,
    ended,
    wanted,
)

T0 = 1_795_305_600_000
MINUTE = 60_000
FRESH = Feed(kind=FeedKind.LEI, received_at=T0)

outcomes = st.one_of(
    st.just(Data()),
    st.just(NoData()),
    st.just(Refused401()),
    st.just(Refused403()),
    st.just(Rejected400()),
    st.builds(Unavailable, st.none() | st.integers(0, 100_000)),
)


def told(*answers: tuple[int, Outcome], feed: Feed = FRESH) -> Feed:
    """The feed after asks and answers at these seconds."""
    for seconds, outcome in answers:
        at = T0 + seconds * 1000
        feed = answered(asked(feed, at), outcome, at)
    return feed


def test_data_is_remembered_from_first_to_last() -> None:
    feed = told((0, Data()), (10, Data()))
    assert (feed.asks, feed.first_data_at, feed.last_data_at) == (2, T0, T0 + 10_000)
    assert feed.ending is None


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (Refused401(), Ending.ACCESS_ENDED),
        (Refused403(), Ending.NOT_PERMITTED),
        (Rejected400(), Ending.REJECTED),
    ],
)
def test_a_refusal_ends_it_at_once(outcome: Outcome, ending: Ending) -> None:
    feed = told((0, Data()), (10, outcome))
    assert (feed.ending, feed.ended_at) == (ending, T0 + 10_000)


def test_no_data_three_times_over_a_minute_ends_what_had_data() -> None:
    feed = told((0, NoData()), (10, Data()), (660, NoData()), (675, NoData()))
    assert feed.ending is None
    feed = told((725, NoData()), feed=feed)
    assert (feed.ending, feed.ended_at) == (Ending.NO_DATA, T0 + 725_000)


def test_no_data_three_times_within_a_minute_does_not() -> None:
    feed = told((0, Data()), (10, NoData()), (20, NoData()), (30, NoData()), (69, NoData()))
    assert feed.ending is None
    assert told((70, NoData()), feed=feed).ending is Ending.NO_DATA


def test_data_in_between_begins_the_count_anew() -> None:
    feed = told((0, Data()), (10, NoData()), (50, NoData()), (60, Data()), (75, NoData()), (90, NoData()))
    assert feed.ending is None


def test_an_outage_in_between_neither_counts_nor_forgives() -> None:
    feed = told((0, Data()), (10, NoData()), (40, Unavailable()), (70, NoData()))
    assert feed.ending is None
    assert told((80, NoData()), feed=feed).ending is Ending.NO_DATA


def test_what_never_had_data_may_still_get_some() -> None:
    feed = told(*((seconds, NoData()) for seconds in range(0, 3_590, 15)))
    assert feed.ending is None


@pytest.mark.parametrize("had_data", [True, False])
def test_an_empty_answer_after_an_hour_ends_it(had_data: bool) -> None:
    feed = told((0, Data() if had_data else NoData()), (3_600, NoData()))
    assert feed.ending is Ending.LAST_ASK


def test_an_answer_to_a_question_asked_before_the_hour_is_not_the_last() -> None:
    feed = answered(asked(FRESH, T0 + 3_599_999), NoData(), T0 + 3_600_500)
    assert feed.ending is None


def test_data_after_an_hour_keeps_it_alive() -> None:
    assert told((0, Data()), (3_600, Data())).ending is None


def test_an_outage_begins_and_ends() -> None:
    feed = told((0, Data()), (10, Unavailable(20_000)))
    assert (feed.failures, feed.failing_since, feed.not_before) == (1, T0 + 10_000, T0 + 30_000)
    feed = told((30, Unavailable()), feed=feed)
    assert (feed.failures, feed.failing_since, feed.not_before) == (2, T0 + 10_000, None)
    feed = told((60, NoData()), feed=feed)
    assert (feed.failures, feed.failing_since, feed.answered_at) == (0, None, T0 + 60_000)


def test_a_negative_retry_after_is_no_wait() -> None:
    assert told((0, Unavailable(-5))).not_before == T0


def test_closing_by_an_operator_ends_it_and_overrules_nothing() -> None:
    assert ended(FRESH, T0, Ending.CLOSED).ending is Ending.CLOSED
    refused = told((0, Refused401()))
    assert ended(refused, T0 + 1, Ending.CLOSED) == refused


def test_that_an_operator_asked_to_capture_is_remembered() -> None:
    assert wanted(FRESH, T0 + 7).wanted_at == T0 + 7


@given(st.lists(st.tuples(st.integers(0, 400), outcomes), max_size=30))
def test_what_ended_stays_ended_whatever_arrives(answers: list[tuple[int, Outcome]]) -> None:
    feed, at = FRESH, T0
    for seconds, outcome in answers:
        before, at = feed, at + seconds * 1000
        feed = answered(asked(feed, at), outcome, at)
        if before.ending is not None:
            assert (feed.ending, feed.ended_at) == (before.ending, before.ended_at)
        if isinstance(outcome, Unavailable):
            assert feed.ending is before.ending
