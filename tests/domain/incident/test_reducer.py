"""The fold: what feeds, answers and endings change in an incident."""

from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.events import (
    AdditionalDataReceived,
    AnyEvent,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    LocationFixed,
    ShareRepeated,
)
from app.domain.incident.model import Share
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

DIGEST = "a" * 64
NAME = DIGEST[:16]


def after(*events: AnyEvent) -> Share:
    """The first of two shares after events that name it; the second stays as it was."""
    journal = Journal()
    journal.add(share(DIGEST))
    journal.add(share("b" * 64))
    for event in events:
        journal.add(event)
    first, second = folded(journal).incidents[1001].shares
    assert (second.lei.answered_at, second.rad_e.answered_at, second.additional_data) == (None, None, None)
    return first


def fix(source: str) -> LocationFixed:
    return LocationFixed(latitude=39.8, longitude=-89.6, source=source, share=NAME)


def test_a_fix_from_lei_is_an_answer_and_the_shares_own_place_is_not() -> None:
    assert after(fix("lei")).lei.first_data_at == T0 + 3000
    assert after(fix("share")).lei.first_data_at is None


def test_additional_data_is_kept_as_the_newest_answer() -> None:
    answered = after(
        AdditionalDataReceived(share=NAME, untrusted_answer="{}"),
        AdditionalDataReceived(share=NAME, untrusted_answer='{"a": 1}'),
    )
    assert answered.additional_data is not None
    assert (answered.additional_data.seq, answered.additional_data.untrusted_answer) == (4, '{"a": 1}')
    assert answered.rad_e.last_data_at == T0 + 4000


def test_a_feed_fails_and_recovers() -> None:
    failing = after(FeedFailed(share=NAME, feed=FeedKind.LEI, problem="HTTP 503"))
    assert failing.lei.failing_since == T0 + 3000
    assert failing.rad_e.failing_since is None
    well = after(
        FeedFailed(share=NAME, feed=FeedKind.RAD_E, problem="HTTP 503"), FeedRecovered(share=NAME, feed=FeedKind.RAD_E)
    )
    assert (well.rad_e.failing_since, well.rad_e.answered_at) == (None, T0 + 4000)


def test_no_data_is_an_answer_and_no_end() -> None:
    empty = after(FeedEmpty(share=NAME, feed=FeedKind.LEI))
    assert (empty.lei.answered_at, empty.lei.ending) == (T0 + 3000, None)


def test_an_ending_is_for_good_until_the_share_comes_again() -> None:
    ended = FeedEnded(share=NAME, feed=FeedKind.LEI, reason=Ending.ACCESS_ENDED)
    assert after(ended).lei.ending is Ending.ACCESS_ENDED
    again = ShareRepeated(share=NAME, request_sha256=DIGEST, received_at=T0 + 90_000, quiet=False)
    anew = after(ended, again)
    assert (anew.lei.ending, anew.received_at, anew.times) == (None, T0 + 90_000, 2)
    quiet = after(ended, ShareRepeated(share=NAME, request_sha256=DIGEST, received_at=T0 + 9, quiet=True))
    assert (quiet.lei.ending, quiet.received_at) == (Ending.ACCESS_ENDED, T0)
