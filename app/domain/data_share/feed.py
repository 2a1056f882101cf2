"""A feed: the state of asking LEI or RAD-E with one share's token, and the plan of when to ask next.

See docs/contract.md#8.

The folds are pure. Times are UTC milliseconds; None means that it did not happen.
"""

import collections.abc
import enum

import msgspec

NO_DATA_TIMES = 3
NO_DATA_SPAN_MS = 60_000
"""Data, then "no data" three times over at least 60 s, ends a feed (docs/contract.md#8)."""
LAST_ASK_MS = 3_600_000
"""From 60 minutes after receipt on, an answer without data ends a feed (docs/contract.md#8)."""


class FeedKind(enum.Enum):
    """The two things that RapidSOS is asked with a share's token."""

    LEI = "lei"
    RAD_E = "rad_e"


class Ending(enum.Enum):
    """Why a feed is not asked any more; none of the reasons means that the call ended."""

    ACCESS_ENDED = "access_ended"
    NOT_PERMITTED = "not_permitted"
    NO_DATA = "no_data"
    LAST_ASK = "last_ask"
    REJECTED = "request_rejected"
    CLOSED = "closed_by_operator"
    NO_NUMBER = "no_number"
    """LEI is asked by the caller's number, and the share has none (docs/contract.md#4.2)."""
    NO_TOKEN = "no_token"  # noqa: S105 a reason, no secret
    """The share's token is not here any more: this journal was restored from a backup, which holds none."""


class Data(msgspec.Struct, frozen=True):
    """200 with at least one usable record."""


class NoData(msgspec.Struct, frozen=True):
    """200 with nothing usable, 204 or 404: all the same, and no error (docs/contract.md#4.5)."""


class Refused401(msgspec.Struct, frozen=True):
    """The share's token is accepted no more."""


class Refused403(msgspec.Struct, frozen=True):
    """This feed is not permitted for this agency; the other feed may live on."""


class Rejected400(msgspec.Struct, frozen=True):
    """RapidSOS rejects the number; asking again would be answered the same."""


class Unavailable(msgspec.Struct, frozen=True):
    """408, 429, 5xx, a timeout or no network; ``retry_after_ms`` if RapidSOS said how long to wait."""

    retry_after_ms: int | None = None


Outcome = Data | NoData | Refused401 | Refused403 | Rejected400 | Unavailable


class Feed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One feed of one share: everything that plan and availability decide on."""

    kind: FeedKind
    received_at: int
    """When the share was received."""
    asks: int = 0
    asked_at: int | None = None
    wanted_at: int | None = None
    """When an operator last asked to capture it at once."""
    first_data_at: int | None = None
    last_data_at: int | None = None
    answered_at: int | None = None
    """The last answer of any kind but ``Unavailable``."""
    no_data_times: int = 0
    no_data_since: int | None = None
    failures: int = 0
    failing_since: int | None = None
    not_before: int | None = None
    """RapidSOS asked not to be asked before this time."""
    ended_at: int | None = None
    ending: Ending | None = None


def asked(feed: Feed, now: int) -> Feed:
    """The feed when a request is sent at ``now``."""
    return msgspec.structs.replace(feed, asks=feed.asks + 1, asked_at=now)


def wanted(feed: Feed, now: int) -> Feed:
    """The feed after an operator's "capture now"; the plan limits its rate."""
    return msgspec.structs.replace(feed, wanted_at=now)


def recovered(feed: Feed, now: int) -> Feed:
    """The feed after RapidSOS answers again, whatever it says."""
    return msgspec.structs.replace(feed, failures=0, failing_since=None, not_before=None, answered_at=now)


def answered(feed: Feed, outcome: Outcome, now: int) -> Feed:
    """The feed after an answer; what has ended stays ended, for an answer may arrive late."""
    if feed.ending is not None:
        return feed
    if isinstance(outcome, Unavailable):
        return _failed(feed, outcome, now)
    well = recovered(feed, now)
    match outcome:
        case Data():
            return _with_data(well, now)
        case NoData():
            return _without_data(well, now)
        case Refused401():
            return ended(well, now, Ending.ACCESS_ENDED)
        case Refused403():
            return ended(well, now, Ending.NOT_PERMITTED)
        case _:
            return ended(well, now, Ending.REJECTED)


def _failed(feed: Feed, outcome: Unavailable, now: int) -> Feed:
    wait = outcome.retry_after_ms
    return msgspec.structs.replace(
        feed,
        failures=feed.failures + 1,
        failing_since=now if feed.failing_since is None else feed.failing_since,
        not_before=None if wait is None else now + max(0, wait),
    )


def _with_data(feed: Feed, now: int) -> Feed:
    return msgspec.structs.replace(
        feed,
        first_data_at=now if feed.first_data_at is None else feed.first_data_at,
        last_data_at=now,
        no_data_times=0,
        no_data_since=None,
    )


def _without_data(feed: Feed, now: int) -> Feed:
    since = now if feed.no_data_since is None else feed.no_data_since
    feed = msgspec.structs.replace(feed, no_data_times=feed.no_data_times + 1, no_data_since=since)
    dried_up = feed.no_data_times >= NO_DATA_TIMES and now - since >= NO_DATA_SPAN_MS
    if feed.first_data_at is not None and dried_up:
        return ended(feed, now, Ending.NO_DATA)
    if feed.asked_at is not None and feed.asked_at - feed.received_at >= LAST_ASK_MS:
        return ended(feed, now, Ending.LAST_ASK)
    return feed


def ended(feed: Feed, now: int, ending: Ending) -> Feed:
    """The feed ended for good; of several endings the first one stays."""
    if feed.ending is not None:
        return feed
    return msgspec.structs.replace(feed, ended_at=now, ending=ending)


NOMINAL_MS = 600_000
"""Nothing comes later than 10 minutes after the end of the call; that end is never sent, so receipt stands in."""


class FeedState(enum.Enum):
    """The states that a feed can be in."""

    OPEN = "open"
    PAST_NOMINAL = "past_nominal"
    NEVER_ANSWERED = "never_answered"
    ENDED = "ended"


class Availability(msgspec.Struct, frozen=True, kw_only=True):
    """A feed at one moment; lengths in ms, never below 0."""

    state: FeedState
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


SKEW_MS = 60_000
"""So far the clocks of a console and its station may differ; what lies further ahead was written by a wrong clock."""


def no_later_than(feed: Feed, moment: int) -> Feed:
    """The feed with every time after ``moment`` (UTC ms) brought back to it: the clock was ahead, and was set right.

    What has ended keeps its times: only their difference is shown.
    """
    if feed.ending is not None:
        return feed
    named = {name: getattr(feed, name) for name in _TIMES}
    return msgspec.structs.replace(
        feed, **{name: moment for name, time in named.items() if time is not None and time > moment}
    )


_TIMES = (
    "received_at",
    "asked_at",
    "wanted_at",
    "first_data_at",
    "last_data_at",
    "answered_at",
    "no_data_since",
    "failing_since",
    "not_before",
)


def at(feed: Feed, now: int) -> Availability:
    """The feed at ``now``; only an ending that was recorded ends it, the clock alone never does.

    Of a share from the future nobody knows how long ago it came: it has no nominal time left to promise.
    """
    from_the_future = feed.received_at - now > SKEW_MS
    passed = NOMINAL_MS if from_the_future else max(0, now - feed.received_at)
    return Availability(
        state=_state(feed, passed),
        since_receipt_ms=passed,
        nominal_left_ms=max(0, NOMINAL_MS - passed),
        past_nominal_ms=max(0, passed - NOMINAL_MS),
        answered=feed.first_data_at is not None,
        ending=feed.ending,
        ended_after_ms=None if feed.ended_at is None else max(0, feed.ended_at - feed.received_at),
    )


def _state(feed: Feed, passed: int) -> FeedState:
    if feed.ending is not None:
        return FeedState.ENDED
    if passed < NOMINAL_MS:
        return FeedState.OPEN
    return FeedState.NEVER_ANSWERED if feed.first_data_at is None else FeedState.PAST_NOMINAL


FLOOR_MS = 5_000
"""Never ask a feed twice within this time, not even for an operator."""
LONGEST_BACKOFF_MS = 60_000
JITTER = 0.2

_LEI_EARLY_MS, _LEI_LATER_MS = 10_000, 15_000
_LEI_EARLY_FOR_MS = 120_000
_RAD_E_FIRST_MS = (15_000, 30_000)
"""At once, after 15 s, after 45 s, then every 60 s."""
_RAD_E_LATER_MS = 60_000
_AFTER_LAST_ASK_MS = 60_000


class Fetch(msgspec.Struct, frozen=True):
    """Ask now."""


class WaitUntil(msgspec.Struct, frozen=True):
    """Nothing to do before this time, UTC ms; it always lies ahead."""

    at: int


class StopPolling(msgspec.Struct, frozen=True):
    """Never ask again by itself."""

    ending: Ending


Plan = Fetch | WaitUntil | StopPolling


def plan(feed: Feed, now: int, jitter: float = 0.0) -> Plan:
    """What to do with a feed at ``now``; after waking, restarting or a clock set back it asks at once."""
    if feed.ending is not None:
        return StopPolling(feed.ending)
    if feed.asked_at is None or feed.asked_at > now:
        return Fetch()
    due = max(_next_ask_at(feed, feed.asked_at, jitter), feed.asked_at + FLOOR_MS, feed.not_before or 0)
    return Fetch() if due <= now else WaitUntil(due)


def chosen(feeds: collections.abc.Iterable[Feed]) -> Feed | None:
    """Of an incident's LEI feeds, the one to ask: the newest share that hasn't ended, else none.

    See docs/contract.md#3.5.
    """
    living = (feed for feed in feeds if feed.kind is FeedKind.LEI and feed.ending is None)
    return max(living, key=lambda feed: feed.received_at, default=None)


def _next_ask_at(feed: Feed, asked_at: int, jitter: float) -> int:
    """When to ask next (UTC ms) by the schedule, by the last ask after 60 minutes, or by an operator."""
    if feed.wanted_at is not None and feed.wanted_at > asked_at:
        return feed.wanted_at
    scheduled = asked_at + round(_gap_ms(feed, asked_at) * (1 + JITTER * jitter))
    last_ask = feed.received_at + LAST_ASK_MS
    return min(scheduled, last_ask) if asked_at < last_ask else scheduled


def _gap_ms(feed: Feed, asked_at: int) -> int:
    """Milliseconds between the last ask and the next, doubled for each failure up to a minute."""
    gap = _lei_gap_ms(asked_at - feed.received_at) if feed.kind is FeedKind.LEI else _rad_e_gap_ms(feed.asks)
    if asked_at - feed.received_at >= LAST_ASK_MS:
        gap = _AFTER_LAST_ASK_MS
    doublings = min(feed.failures, LONGEST_BACKOFF_MS.bit_length())
    return max(gap, min(gap << doublings, LONGEST_BACKOFF_MS))


def _lei_gap_ms(since_receipt_ms: int) -> int:
    return _LEI_EARLY_MS if since_receipt_ms < _LEI_EARLY_FOR_MS else _LEI_LATER_MS


def _rad_e_gap_ms(asks: int) -> int:
    return _RAD_E_FIRST_MS[asks - 1] if 1 <= asks <= len(_RAD_E_FIRST_MS) else _RAD_E_LATER_MS
