"""About what somebody is called."""

import pytest

from app.domain.data_share.feed import SKEW_MS
from app.domain.incident.alarms import Alarm, Priority, has_waited, key, to_call_about

NOW = 1_000_000
OLD = Alarm(priority=Priority.P1, reason="unacknowledged", since=NOW - 60_000, incident=1001)
NEW = Alarm(priority=Priority.P1, reason="unacknowledged", since=NOW - 59_999, incident=1002)
NOTICE = Alarm(priority=Priority.P1, reason="path_lost", since=NOW - 70_000, notice=7)
GAP = Alarm(priority=Priority.P2, reason="gap", since=NOW - 600_000, notice=8)
ALL = (OLD, NEW, NOTICE, GAP)


@pytest.mark.parametrize(
    ("watched", "patience_ms", "begun", "found"),
    [
        (False, 0, (), (OLD, NEW, NOTICE)),
        (True, 0, (), ()),
        (True, 0, (NEW,), (NEW,)),
        (True, 60_000, (), (OLD, NOTICE)),
        (True, 60_000, (NEW,), (OLD, NEW, NOTICE)),
        (True, 70_001, (), ()),
        (True, 60_000, (GAP,), (OLD, NOTICE)),
    ],
)
def test_whom_it_is_about(watched: bool, patience_ms: int, begun: tuple[Alarm, ...], found: tuple[Alarm, ...]) -> None:
    keys = {key(one) for one in begun}
    about = to_call_about(ALL, keys, NOW, watched=watched, patience_ms=patience_ms)
    assert tuple(about.values()) == found


def test_a_share_that_rings_anew_is_another() -> None:
    again = Alarm(priority=Priority.P1, reason="unacknowledged", since=NOW, incident=1001)
    assert key(again) != key(OLD)


def test_what_began_in_the_future_waits_too_long_already() -> None:
    """The clock was ahead when it began, and was set right since: a difference below nought must not mean silence."""
    ahead = Alarm(priority=Priority.P1, reason="unacknowledged", since=NOW + 3_600_000, incident=1004)
    about = to_call_about([ahead], (), NOW, watched=True, patience_ms=60_000)
    assert tuple(about.values()) == (ahead,)
    assert not has_waited(NOW + SKEW_MS, NOW, 60_000)
