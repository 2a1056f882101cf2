"""A feed: what one share's token has been answered by LEI or RAD-E so far, as a fold of asks and answers.

See docs/contract.md#8.

The folds are pure. Times are UTC milliseconds; None means that it did not happen.
"""

import enum

import msgspec

NO_DATA_TIMES = 3
NO_DATA_SPAN_MS = 60_000
"""Data, then "no data" three times over at least 60 s, ends a feed (docs/contract.md#8)."""
LAST_ASK_MS = 3_600_000
"""From 60 minutes after receipt on, an answer without data ends a feed (docs/contract.md#8)."""


class Kind(enum.Enum):
    """The two things that RapidSOS is asked with a share's token."""

    LEI = "lei"
    RAD_E = "rad_e"


class Ending(enum.Enum):
    """Why a feed is asked no more; none of them says that the call ended."""

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
    """The number is not accepted; asking again would only be told the same."""


class Unavailable(msgspec.Struct, frozen=True):
    """408, 429, 5xx, a timeout or no network; ``retry_after_ms`` if RapidSOS said how long to wait."""

    retry_after_ms: int | None = None


Outcome = Data | NoData | Refused401 | Refused403 | Rejected400 | Unavailable


class Feed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One feed of one share: everything that plan and availability decide on."""

    kind: Kind
    received_at: int
    """When the share was received."""
    asks: int = 0
    asked_at: int | None = None
    wanted_at: int | None = None
    """When an operator last wished to capture it at once."""
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
    """The feed as a request leaves."""
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
    """The feed over for good; the first ending stays."""
    if feed.ending is not None:
        return feed
    return msgspec.structs.replace(feed, ended_at=now, ending=ending)
