import msgspec
import pytest

from app.console.incident.clocks import feed_words
from app.domain.data_share.feed import Ending, Feed, FeedKind
from app.export.event_text import ending_words
from app.protocol.sync import FeedPulse

FEED = Feed(kind=FeedKind.LEI, received_at=0)


def test_each_state_of_a_feed_differs() -> None:
    pulse = FeedPulse(incident=1, share="a", feed="lei", last_answered=8_000, next_due=21_001)
    failing = msgspec.structs.replace(FEED, failing_since=2_000)
    answering = msgspec.structs.replace(FEED, first_data_at=1_000, answered_at=1_000)
    assert feed_words(FEED, None, 10_000) == "no answer yet"
    assert feed_words(FEED, pulse, 10_000) == "no data, 2 s ago"
    assert feed_words(failing, pulse, 14_000) == "failed, retry 0:08"
    assert feed_words(failing, pulse, 22_000) == "failed, asking again"
    assert feed_words(failing, None, 14_000) == "failed, asking again"
    assert feed_words(answering, pulse, 10_000) == "answered 2 s ago"


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending.ACCESS_ENDED, "ended at 6:12"),
        (Ending.NO_DATA, "ended at 6:12"),
        (Ending.NOT_PERMITTED, "not permitted"),
        (Ending.REJECTED, "number not accepted"),
        (Ending.NO_NUMBER, "no number to ask"),
        (Ending.NO_TOKEN, "token not here"),
    ],
)
def test_a_refusal_is_no_end(ending: Ending, words: str) -> None:
    ended = msgspec.structs.replace(FEED, ending=ending, ended_at=372_000)
    assert feed_words(ended, None, 400_000) == words


def test_no_ending_says_that_the_call_ended() -> None:
    assert not [ending for ending in Ending if "call" in ending_words(ending)]
