"""The kinds of nothing in words: what was seen and when, and what it means; none is mistaken for another."""

import datetime as dt
import enum

import msgspec

from app.console.incident.feed_words import ending_words
from app.console.times import clock, span
from app.domain.additional_data.nothing import Nothing, why
from app.domain.data_share.availability import at
from app.domain.data_share.feed import Ending, Feed
from app.domain.incident.pulse import FeedPulse

ROUND_UP_MS = 999


class Look(enum.Enum):
    """How an absence is drawn."""

    NOT_YET = "not_yet"
    NO_NUMBER = "no_number"
    EMPTY = "empty"
    FAILED = "failed"
    NOT_PERMITTED = "not_permitted"
    ENDED = "ended"


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """One card's words; ``early`` when the source ended before the nominal close."""

    look: Look
    title: str
    state: str
    sentence: str
    early: bool = False


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """What an absence is told with: the present, the zone, the feed's pulse and its last problem."""

    now: int
    zone: dt.tzinfo | None
    pulse: FeedPulse | None = None
    untrusted_problem: str = ""


def feed_absence(feed: Feed, moment: Moment) -> Absence | None:
    """Why RAD-E has no data for a share, None when it has some."""
    title = "Additional data"
    match why(feed):
        case Nothing.NOT_YET:
            return _not_yet(title, moment)
        case Nothing.EMPTY:
            return _empty(title, feed, moment)
        case Nothing.FAILED:
            return failed(feed, moment)
        case Nothing.NOT_PERMITTED:
            sentence = "403: not enabled at this ECC, or not approved for us. It is not asked again."
            state = "not permitted"
            return Absence(look=Look.NOT_PERMITTED, title=title, state=state, sentence=sentence)
        case Nothing.ENDED:
            return ended(feed, moment)
        case None:
            return None


def failed(feed: Feed, moment: Moment) -> Absence:
    """RapidSOS can't be reached or can't answer."""
    since = feed.failing_since or moment.now
    problem = moment.untrusted_problem or "no answer"
    said = "{problem}, since {time}. Nothing came from RAD-E in that time."
    return Absence(
        look=Look.FAILED,
        title="RAD-E fails",
        state=retry_words(moment),
        sentence=said.replace("{time}", clock(since, moment.zone)).replace("{problem}", problem),
    )


def ended(feed: Feed, moment: Moment) -> Absence:
    """The feed is asked no more: why, and when; the call itself may go on."""
    if feed.ending is Ending.NO_NUMBER:
        return no_number()
    there = at(feed, moment.now)
    after = span(there.ended_after_ms or 0)
    reason = ending_words(feed.ending) if feed.ending is not None else ""
    said = "RAD-E is asked no more: {reason}. Whether the call goes on is not known here."
    return Absence(
        look=Look.ENDED,
        title="RAD-E ended",
        state=f"ended at {after}",
        sentence=said.replace("{reason}", reason),
        early=there.ended_early and feed.ending in (Ending.ACCESS_ENDED, Ending.NO_DATA),
    )


def no_number() -> Absence:
    """RapidSOS is asked by phone number or alert id, and this share has neither."""
    return Absence(
        look=Look.NO_NUMBER,
        title="Additional data",
        state="no number to ask with",
        sentence="The share has no phone number. Ask the ECC, and who is with the caller.",
    )


def without_record(name: str, since: int, zone: dt.tzinfo | None) -> Absence:
    """A source that answered without data."""
    return Absence(
        look=Look.EMPTY,
        title=name,
        state=f"no record · {clock(since, zone)}",
        sentence="It answered: nothing on file for this number at that time.",
    )


def unreadable(since: int, zone: dt.tzinfo | None) -> Absence:
    """RapidSOS answered something that is no JSON."""
    return Absence(
        look=Look.FAILED,
        title="Answer not readable",
        state=f"since {clock(since, zone)}",
        sentence="RAD-E answered something that can't be read. What was readable before stays.",
    )


def retry_words(moment: Moment) -> str:
    """``failed, retrying in 0:08``."""
    due = moment.pulse.next_due if moment.pulse else None
    if due is None:
        return "failed, will be asked again"
    if due <= moment.now:
        return "failed, asking again now"
    left = span(due - moment.now + ROUND_UP_MS)
    return f"failed, retrying in {left}"


def _not_yet(title: str, moment: Moment) -> Absence:
    asked = moment.pulse.last_asked if moment.pulse else None
    if asked is None:
        state = "not asked yet"
        sentence = "RAD-E has not been asked about this share. Nothing is known either way."
    else:
        state = f"asked {span(moment.now - asked)} ago, no answer yet"
        sentence = "Nothing is known either way until RAD-E answers."
    return Absence(look=Look.NOT_YET, title=title, state=state, sentence=sentence)


def _empty(title: str, feed: Feed, moment: Moment) -> Absence:
    heard = [seen for seen in (feed.answered_at, moment.pulse.last_answered if moment.pulse else None) if seen]
    return Absence(
        look=Look.EMPTY,
        title=title,
        state=f"no record · {clock(max(heard), moment.zone)}",
        sentence="RAD-E answered: nothing on file for this number at that time. It is asked again.",
    )
