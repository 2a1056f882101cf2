"""How a feed stands, in a few words: when it answered, that it failed, why it ended."""

from PySide6.QtCore import QCoreApplication

from app.console.times import span
from app.domain.data_share.feed import Ending, Feed, Kind
from app.domain.incident.pulse import FeedPulse

translate = QCoreApplication.translate


def feed_name(kind: Kind) -> str:
    """A feed as operators call it."""
    return {Kind.LEI: translate("Feeds", "LEI"), Kind.RAD_E: translate("Feeds", "RAD-E")}[kind]


def ending_words(ending: Ending) -> str:
    """Why a feed is asked no more; none of these says that the call ended."""
    return {
        Ending.ACCESS_ENDED: translate("Feeds", "the share's access has ended"),
        Ending.NOT_PERMITTED: translate("Feeds", "not permitted for this agency"),
        Ending.NO_DATA: translate("Feeds", "no data any more"),
        Ending.LAST_ASK: translate("Feeds", "last asked 60 min after receipt"),
        Ending.REJECTED: translate("Feeds", "the number is not accepted"),
        Ending.CLOSED: translate("Feeds", "the incident was closed"),
    }[ending]


def feed_words(feed: Feed, pulse: FeedPulse | None, now: int) -> str:
    """``answered 4 s ago``, ``failing 0:12``, ``no data yet``, or why it ended."""
    if feed.ending is not None:
        return ending_words(feed.ending)
    if feed.failing_since is not None:
        return translate("Feeds", "failing {time}").format(time=span(now - feed.failing_since))
    answered = max(filter(None, (feed.answered_at, pulse.last_answered if pulse else None)), default=None)
    if answered is None:
        return translate("Feeds", "no answer yet")
    if feed.first_data_at is None:
        return translate("Feeds", "no data yet, {age} ago").format(age=span(now - answered))
    return translate("Feeds", "answered {age} ago").format(age=span(now - answered))
