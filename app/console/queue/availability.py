"""What the bar and the last word of a row say about the ten minutes, from the domain's own subtraction.

See docs/contract.md#8.
"""

import enum

import msgspec

from app.console.times import span
from app.domain.data_share import availability as feeds
from app.domain.data_share.availability import NOMINAL_MS, State
from app.domain.data_share.feed import Ending, Feed
from app.domain.incident.incident import Incident

EXPIRING_MS = 120_000
AXIS_END_MS = 1_200_000
ROUND_UP_MS = 999
"""A countdown shows 0:01 until it is over."""


class Stage(enum.Enum):
    """Where a feed stands on its bar; nothing here claims that a call ended."""

    RUNNING = "running"
    EXPIRING = "expiring"
    PAST = "past"
    ENDED = "ended"


class Availability(msgspec.Struct, frozen=True):
    """Time since receipt (ms), the stage, whether the feed ever had data, and when it ended after receipt (ms)."""

    passed_ms: int
    stage: Stage
    answered: bool = False
    ended_after_ms: int | None = None

    @property
    def left_ms(self) -> int:
        """Nominal time left, never below zero."""
        return max(NOMINAL_MS - self.passed_ms, 0)

    @property
    def ended_early(self) -> bool:
        """Whether it ended before the nominal close, which is normal when shared after hanging up."""
        return self.ended_after_ms is not None and self.ended_after_ms < NOMINAL_MS


def at(incident: Incident, now: int) -> Availability:
    """Where an incident stands at ``now``: LEI of its newest share, else the time since it was opened."""
    share = incident.newest_share
    if share is None:
        return _by_time(max(now - incident.received_at, 0))
    return of_feed(share.lei, now)


def of_feed(feed: Feed, now: int) -> Availability:
    """Where one feed stands at ``now``."""
    there = feeds.at(feed, now)
    if there.state is State.ENDED and there.ending is not Ending.CLOSED:
        return Availability(there.since_receipt_ms, Stage.ENDED, there.answered, there.ended_after_ms)
    return msgspec.structs.replace(_by_time(there.since_receipt_ms), answered=there.answered)


def words(availability: Availability) -> str:
    """``≈ 6:41 nominal``, ``+3:12 answering``, ``+3:12 past`` or ``ended at 6:12``."""
    if availability.ended_after_ms is not None:
        return f"ended at {span(availability.ended_after_ms)}"
    if availability.stage is not Stage.PAST:
        left = span(availability.left_ms + ROUND_UP_MS)
        return f"≈ {left} nominal"
    over = span(availability.passed_ms - NOMINAL_MS)
    if availability.answered:
        return f"+{over} answering"
    return f"+{over} past"


def calls_for_care(availability: Availability) -> bool:
    """Whether the words are a warning: little time left, or ended before its time."""
    return availability.stage is Stage.EXPIRING or availability.ended_early


def _by_time(passed: int) -> Availability:
    if passed >= NOMINAL_MS:
        return Availability(passed, Stage.PAST)
    return Availability(passed, Stage.EXPIRING if NOMINAL_MS - passed < EXPIRING_MS else Stage.RUNNING)
