import msgspec

from app.console.incident.feed_words import ending_words, feed_words
from app.domain.data_share.feed import Ending, Feed, Kind
from app.domain.incident.pulse import FeedPulse

FEED = Feed(kind=Kind.LEI, received_at=0)


def test_each_state_of_a_feed_differs() -> None:
    pulse = FeedPulse(incident=1, share="a", feed="lei", last_answered=8_000)
    failing = msgspec.structs.replace(FEED, failing_since=2_000)
    answering = msgspec.structs.replace(FEED, first_data_at=1_000, answered_at=1_000)
    ended = msgspec.structs.replace(FEED, ending=Ending.ACCESS_ENDED)
    assert feed_words(FEED, None, 10_000) == "no answer yet"
    assert feed_words(FEED, pulse, 10_000) == "no data yet, 0:02 ago"
    assert feed_words(failing, pulse, 14_000) == "failing 0:12"
    assert feed_words(answering, pulse, 10_000) == "answered 0:02 ago"
    assert feed_words(ended, pulse, 10_000) == "the share's access has ended"


def test_no_ending_says_that_the_call_ended() -> None:
    assert not [ending for ending in Ending if "call" in ending_words(ending)]
