"""How a feed stands, in a few words: when it answered, that it failed, why it ended."""

from app.console.incident.place.place_words import duration
from app.console.times import span
from app.domain.data_share.feed import Ending, Feed, Kind
from app.domain.incident.pulse import FeedPulse

ROUND_UP_MS = 999


def feed_name(kind: Kind) -> str:
    """A feed as operators call it."""
    return {Kind.LEI: "LEI", Kind.RAD_E: "RAD-E"}[kind]


def ending_words(ending: Ending) -> str:
    """Why a feed is asked no more; none of these says that the call ended."""
    return {
        Ending.ACCESS_ENDED: "the share's access has ended",
        Ending.NOT_PERMITTED: "not permitted for this agency",
        Ending.NO_DATA: "no data any more",
        Ending.LAST_ASK: "last asked 60 min after receipt",
        Ending.REJECTED: "the number is not accepted",
        Ending.CLOSED: "the incident was closed",
        Ending.NO_NUMBER: "the share has no number to ask with",
        Ending.NO_TOKEN: "the share's token is not here: this journal was restored",
    }[ending]


def feed_words(feed: Feed, pulse: FeedPulse | None, now: int) -> str:
    """``answered 4 s ago``, ``failed, retrying in 0:08``, ``not permitted``, ``ended at 6:12`` or ``no answer yet``."""
    if feed.ending is not None:
        return _ended(feed, feed.ending)
    if feed.failing_since is not None:
        return _failed(pulse, now)
    answered = max(filter(None, (feed.answered_at, pulse.last_answered if pulse else None)), default=None)
    if answered is None:
        return "no answer yet"
    age = duration(max(now - answered, 0))
    if feed.first_data_at is None:
        return f"no data, {age} ago"
    return f"answered {age} ago"


def _ended(feed: Feed, ending: Ending) -> str:
    """A refusal is a state of its own; everything else ended at a time, for a reason that the tool tip tells."""
    refusals = {
        Ending.NOT_PERMITTED: "not permitted",
        Ending.REJECTED: "number not accepted",
        Ending.NO_NUMBER: "no number to ask",
        Ending.NO_TOKEN: "token not here",
    }
    if ending in refusals:
        return refusals[ending]
    return f"ended at {span((feed.ended_at or 0) - feed.received_at)}"


def _failed(pulse: FeedPulse | None, now: int) -> str:
    due = pulse.next_due if pulse else None
    if due is None or due <= now:
        return "failed, asking again"
    return f"failed, retry {span(due - now + ROUND_UP_MS)}"
