import collections.abc
import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.feed import (
    FLOOR_MS,
    Data,
    Ending,
    Feed,
    FeedKind,
    Fetch,
    NoData,
    Outcome,
    Refused401,
    StopPolling,
    Unavailable,
    WaitUntil,
    answered,
    asked,
    chosen,
    ended,
    plan,
    wanted,
)

T0 = 1_795_305_600_000
HOUR = 3_600_000
LEI = Feed(kind=FeedKind.LEI, received_at=T0)
RAD_E = Feed(kind=FeedKind.RAD_E, received_at=T0)
Script = collections.abc.Callable[[int], Outcome]
jitters = st.floats(-1, 1)
outcomes = st.one_of(st.just(Data()), st.just(NoData()), st.builds(Unavailable, st.none() | st.integers(0, 300_000)))


def always(outcome: Outcome) -> Script:
    return lambda _: outcome


def lived(feed: Feed, until_ms: int, script: Script, jitter: float = 0.0) -> tuple[Feed, list[int]]:
    """Play a feed on a fake clock; the moments of asking in ms since receipt."""
    now, moments = T0, list[int]()
    while now <= T0 + until_ms:
        match plan(feed, now, jitter):
            case Fetch():
                moments.append(now - T0)
                feed = answered(asked(feed, now), script(now - T0), now)
            case WaitUntil(at):
                assert at > now
                now = at
            case StopPolling():
                break
    return feed, moments


def test_lei_asks_every_10_s_for_2_min_then_every_15() -> None:
    _, moments = lived(LEI, 200_000, always(Data()))
    assert moments == [*range(0, 120_000, 10_000), *range(120_000, 200_001, 15_000)]


def test_rad_e_asks_at_once_after_15_s_after_45_s_then_every_minute() -> None:
    _, moments = lived(RAD_E, 240_000, always(NoData()))
    assert moments == [0, 15_000, 45_000, 105_000, 165_000, 225_000]


def test_failures_double_the_wait_up_to_a_minute() -> None:
    _, moments = lived(LEI, 250_000, always(Unavailable()))
    assert moments == [0, 20_000, 60_000, 120_000, 180_000, 240_000]


def test_one_good_answer_ends_the_back_off() -> None:
    _, moments = lived(LEI, 80_000, lambda at: Unavailable() if at < 60_000 else Data())
    assert moments == [0, 20_000, 60_000, 70_000, 80_000]


def test_retry_after_is_honoured() -> None:
    _, moments = lived(LEI, 100_000, lambda at: Unavailable(90_000) if at == 0 else Data())
    assert moments == [0, 90_000, 100_000]


def test_after_an_hour_one_more_request_decides() -> None:
    feed, moments = lived(RAD_E, 3 * HOUR, lambda at: Data() if at < HOUR else NoData())
    assert moments[-1] == HOUR
    assert feed.ending is Ending.LAST_ASK


def test_data_after_an_hour_is_asked_for_each_minute() -> None:
    feed, moments = lived(LEI, HOUR + 130_000, always(Data()))
    assert feed.ending is None
    assert moments[-3:] == [HOUR, HOUR + 60_000, HOUR + 120_000]


def test_an_outage_at_the_hour_ends_nothing() -> None:
    feed, moments = lived(LEI, HOUR + 200_000, lambda at: Unavailable() if at < HOUR + 90_000 else NoData())
    assert feed.ending is Ending.LAST_ASK
    assert moments[-1] >= HOUR + 90_000


def test_the_life_of_a_share() -> None:
    def script(at: int) -> Outcome:
        if at < 10_000:
            return NoData()
        return Data() if at < 660_000 else NoData()

    feed, moments = lived(LEI, 3 * HOUR, script)
    assert feed.ending is Ending.NO_DATA
    assert moments[-1] == 720_000


@pytest.mark.parametrize("feed", [ended(LEI, T0, Ending.CLOSED), answered(LEI, Refused401(), T0)])
def test_what_ended_is_never_asked(feed: Feed) -> None:
    assert feed.ending is not None
    assert plan(feed, T0 + HOUR) == StopPolling(feed.ending)


def test_an_operator_may_ask_sooner_but_not_below_the_floor() -> None:
    feed = wanted(asked(LEI, T0), T0 + 1_000)
    assert plan(feed, T0 + 1_000) == WaitUntil(T0 + FLOOR_MS)
    assert plan(feed, T0 + FLOOR_MS) == Fetch()
    assert plan(asked(feed, T0 + FLOOR_MS), T0 + 6_000) == WaitUntil(T0 + FLOOR_MS + 10_000)


def test_an_operator_does_not_overrule_retry_after() -> None:
    feed = wanted(answered(asked(LEI, T0), Unavailable(60_000), T0), T0 + 10_000)
    assert plan(feed, T0 + 10_000) == WaitUntil(T0 + 60_000)


def test_after_sleep_it_asks_at_once() -> None:
    feed = answered(asked(LEI, T0), Data(), T0)
    assert plan(feed, T0 + 8 * HOUR) == Fetch()


def test_a_clock_set_back_does_not_silence_a_feed() -> None:
    feed = answered(asked(LEI, T0 + HOUR), Unavailable(60_000), T0 + HOUR)
    assert plan(feed, T0 + 10) == Fetch()


def test_lei_asks_with_the_newest_share_that_lives() -> None:
    first, second, third = (msgspec.structs.replace(LEI, received_at=T0 + n) for n in range(3))
    assert chosen([first, third, second]) is third
    assert chosen([first, ended(third, T0, Ending.CLOSED), second]) is second
    assert chosen([ended(first, T0, Ending.CLOSED), RAD_E]) is None


@given(st.sampled_from([LEI, RAD_E]), st.data(), jitters)
def test_never_below_the_floor_never_before_retry_after_never_longer_than_it_must(
    feed: Feed, data: st.DataObject, jitter: float
) -> None:
    now = T0
    for _ in range(25):
        feed = answered(asked(feed, now), data.draw(outcomes), now)
        decision = plan(feed, now, jitter)
        if isinstance(decision, StopPolling):
            break
        assert isinstance(decision, WaitUntil)
        assert decision.at - now >= FLOOR_MS
        assert feed.not_before is None or decision.at >= feed.not_before
        assert decision.at <= max(now + 72_000, feed.not_before or 0)
        assert plan(feed, decision.at, jitter) == Fetch()
        now = decision.at


@given(st.sampled_from([LEI, RAD_E]), jitters)
def test_jitter_moves_a_gap_by_a_fifth_at_most(feed: Feed, jitter: float) -> None:
    _, even = lived(feed, 300_000, always(Data()))
    _, shaken = lived(feed, 300_000, always(Data()), jitter)
    for begun, next_begun in itertools.pairwise(shaken):
        assert any(0.8 * gap - 1 <= next_begun - begun <= 1.2 * gap + 1 for gap in (10_000, 15_000, 30_000, 60_000))
    assert abs(len(shaken) - len(even)) <= len(even) // 3 + 1
