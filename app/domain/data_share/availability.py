"""How long a feed may still answer: a subtraction, since nobody tells when a call ended (docs/contract.md#8)."""

import enum

import msgspec

from app.domain.data_share.feed import Ending, Feed

NOMINAL_MS = 600_000
"""Nothing comes later than 10 minutes after the end of the call; that end is never sent, so receipt stands in."""


class State(enum.Enum):
    """Where a feed stands."""

    OPEN = "open"
    PAST_NOMINAL = "past_nominal"
    NEVER_ANSWERED = "never_answered"
    ENDED = "ended"


class Availability(msgspec.Struct, frozen=True, kw_only=True):
    """A feed at one moment; lengths in ms, never below 0."""

    state: State
    since_receipt_ms: int
    nominal_left_ms: int
    """Approximate: write it with "≈"."""
    past_nominal_ms: int
    answered: bool
    """Whether it ever had data."""
    ending: Ending | None = None
    ended_after_ms: int | None = None
    """From receipt to its end."""

    @property
    def ended_early(self) -> bool:
        """Whether it ended before the nominal close, which is normal when a call was shared after hanging up."""
        return self.ended_after_ms is not None and self.ended_after_ms < NOMINAL_MS


def at(feed: Feed, now: int) -> Availability:
    """The feed at ``now``; only an ending that was recorded ends it, the clock alone never does."""
    passed = max(0, now - feed.received_at)
    return Availability(
        state=_state(feed, passed),
        since_receipt_ms=passed,
        nominal_left_ms=max(0, NOMINAL_MS - passed),
        past_nominal_ms=max(0, passed - NOMINAL_MS),
        answered=feed.first_data_at is not None,
        ending=feed.ending,
        ended_after_ms=None if feed.ended_at is None else max(0, feed.ended_at - feed.received_at),
    )


def _state(feed: Feed, passed: int) -> State:
    if feed.ending is not None:
        return State.ENDED
    if passed < NOMINAL_MS:
        return State.OPEN
    return State.NEVER_ANSWERED if feed.first_data_at is None else State.PAST_NOMINAL
