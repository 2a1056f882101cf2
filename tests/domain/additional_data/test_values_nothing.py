import pytest

from app.domain.additional_data.values import NEVER_INCLUDED, Nothing, why
from app.domain.data_share.feed import (
    Data,
    Feed,
    FeedKind,
    NoData,
    Outcome,
    Refused401,
    Refused403,
    Unavailable,
    answered,
)

FRESH = Feed(kind=FeedKind.RAD_E, received_at=0)


@pytest.mark.parametrize(
    ("answers", "nothing"),
    [
        ([], Nothing.NOT_YET),
        ([NoData()], Nothing.EMPTY),
        ([Unavailable()], Nothing.FAILED),
        ([NoData(), Unavailable()], Nothing.FAILED),
        ([Unavailable(), NoData()], Nothing.EMPTY),
        ([Refused403()], Nothing.NOT_PERMITTED),
        ([Refused401()], Nothing.ENDED),
        ([Data()], None),
        ([Data(), Refused403()], None),
    ],
)
def test_each_nothing_is_another(answers: list[Outcome], nothing: Nothing | None) -> None:
    feed = FRESH
    for outcome in answers:
        feed = answered(feed, outcome, 1)
    assert why(feed) is nothing


def test_what_is_never_included_has_a_name() -> None:
    assert NEVER_INCLUDED == "Apple Medical ID"
