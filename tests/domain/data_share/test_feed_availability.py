import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.feed import (
    NOMINAL_MS,
    SKEW_MS,
    Data,
    Ending,
    Feed,
    FeedKind,
    FeedState,
    NoData,
    Refused401,
    answered,
    asked,
    at,
    no_later_than,
)

T0 = 1_795_305_600_000
SECOND = 1_000
FRESH = Feed(kind=FeedKind.LEI, received_at=T0)
HEARD = answered(asked(FRESH, T0), Data(), T0)


@pytest.mark.parametrize(
    ("feed", "after_s", "state"),
    [
        (FRESH, 0, FeedState.OPEN),
        (HEARD, 599, FeedState.OPEN),
        (FRESH, 599, FeedState.OPEN),
        (HEARD, 600, FeedState.PAST_NOMINAL),
        (HEARD, 86_400, FeedState.PAST_NOMINAL),
        (FRESH, 600, FeedState.NEVER_ANSWERED),
        (answered(HEARD, Refused401(), T0 + 372_000), 400, FeedState.ENDED),
    ],
)
def test_states(feed: Feed, after_s: int, state: FeedState) -> None:
    assert at(feed, T0 + after_s * SECOND).state is state


def test_lengths_are_subtractions() -> None:
    before = at(HEARD, T0 + 199 * SECOND)
    assert (before.since_receipt_ms, before.nominal_left_ms, before.past_nominal_ms) == (199_000, 401_000, 0)
    after = at(HEARD, T0 + 792 * SECOND)
    assert (after.since_receipt_ms, after.nominal_left_ms, after.past_nominal_ms) == (792_000, 0, 192_000)


@pytest.mark.parametrize(("second", "early"), [(372, True), (599, True), (600, False)])
def test_an_end_before_the_nominal_close_is_early(second: int, early: bool) -> None:
    ended = at(answered(HEARD, Refused401(), T0 + second * SECOND), T0 + 2_000 * SECOND)
    assert ended.ending is Ending.ACCESS_ENDED
    assert ended.ended_after_ms == second * SECOND
    assert ended.ended_early is early


def test_what_lives_did_not_end_early() -> None:
    assert not at(HEARD, T0).ended_early


def test_no_data_is_not_an_answer() -> None:
    assert not at(answered(asked(FRESH, T0), NoData(), T0), T0).answered
    assert at(HEARD, T0).answered


@given(st.integers(-(10**9), 10**12), st.sampled_from([FRESH, HEARD]))
def test_the_clock_alone_never_ends_a_feed(passed: int, feed: Feed) -> None:
    seen = at(feed, T0 + passed)
    assert seen.state is not FeedState.ENDED
    assert seen.nominal_left_ms >= 0
    assert seen.past_nominal_ms >= 0
    assert seen.nominal_left_ms == 0 or seen.past_nominal_ms == 0


@pytest.mark.parametrize("ahead_s", [61, 3_600, 10 * 365 * 86_400])
def test_a_share_from_the_future_has_no_nominal_time_to_promise(ahead_s: int) -> None:
    there = at(FRESH, T0 - ahead_s * SECOND)
    assert (there.nominal_left_ms, there.state) == (0, FeedState.NEVER_ANSWERED)


def test_clocks_that_differ_a_little_promise_no_more_than_ten_minutes() -> None:
    assert at(FRESH, T0 - SKEW_MS).nominal_left_ms == NOMINAL_MS


def test_times_after_a_moment_are_brought_back_to_it() -> None:
    back = no_later_than(HEARD, T0 - 60 * SECOND)
    assert (back.received_at, back.asked_at, back.answered_at) == (T0 - 60 * SECOND,) * 3
    assert back.no_data_since is None
    assert at(back, T0).nominal_left_ms == 540 * SECOND
    over = answered(HEARD, Refused401(), T0)
    assert no_later_than(over, T0 - 60 * SECOND) is over
