"""Only what changed is an event: begin and end of failing and of emptiness, new fixes, new data, the end."""

import msgspec
import pytest

from app.domain.data_share.feed import Data, Ending, FeedKind, NoData, Outcome, Refused401, Unavailable
from app.domain.incident.events import AnyEvent, CaptureAsked, FeedEnded, IncidentClosed
from app.domain.incident.feed_changes import FeedResult, changes, is_over
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.location.fix import Fix
from app.domain.location.lei import SWAPPED, ZERO, NoFix
from tests.domain.incident.journalled import T0, Journal, share

HERE = Fix(latitude=39.8, longitude=-89.6, source="lei", fixed_at=T0)
THERE = msgspec.structs.replace(HERE, latitude=39.81, fixed_at=T0 + 10_000)
NOTHING = FeedResult(outcome=NoData())
FAILURE = FeedResult(outcome=Unavailable(), problem="HTTP 503")


def at(*fixes: Fix) -> FeedResult:
    return FeedResult(outcome=Data(), fixes=fixes)


def knows(text: str) -> FeedResult:
    return FeedResult(outcome=Data(), untrusted_answer=text)


class Life:
    """An incident whose events come from nothing but answers."""

    def __init__(self) -> None:
        self.journal = Journal()
        self.book = IncidentProjection()
        self.add(share())

    @property
    def incident(self) -> Incident:
        return self.book.incidents[1001]

    def empty(self) -> bool:
        return self.incident.shares[0].lei.no_data_since is not None

    def add(self, event: AnyEvent) -> None:
        self.book.apply(self.journal.add(event))

    def hears(self, heard: FeedResult, kind: FeedKind = FeedKind.LEI, ending: Ending | None = None) -> list[str]:
        events = changes(self.incident, self.incident.shares[0], kind, heard, ending)
        for event in events:
            self.add(event)
        return [type(event).__name__ for event in events]


def test_a_place_is_told_once() -> None:
    life = Life()
    assert life.hears(at(HERE)) == ["LocationFixed"]
    assert life.hears(at(HERE)) == []
    assert life.hears(at(HERE, THERE)) == ["LocationFixed"]
    assert life.incident.place == THERE


def test_the_first_answer_for_a_share_says_that_lei_answers_even_if_the_place_was_known() -> None:
    life = Life()
    life.hears(at(HERE))
    life.add(share("b" * 64))
    second = life.incident.shares[1]
    told = changes(life.incident, second, FeedKind.LEI, at(HERE), None)
    assert [type(event).__name__ for event in told] == ["LocationFixed"]


def test_a_place_that_can_be_none_is_told_once_for_each_reason() -> None:
    life = Life()
    zero, swapped = NoFix(reason=ZERO, latitude=0, longitude=0), NoFix(reason=SWAPPED, latitude=-89.6, longitude=39.8)
    assert life.hears(FeedResult(outcome=NoData(), refused=(zero, zero))) == ["FeedEmpty", "LocationRefused"]
    assert life.hears(FeedResult(outcome=NoData(), refused=(zero, swapped))) == ["LocationRefused"]
    assert life.incident.shares[0].refused_places == (ZERO, SWAPPED)
    assert life.hears(FeedResult(outcome=NoData(), refused=(swapped,))) == []


def test_data_are_told_when_they_say_something_else() -> None:
    life = Life()
    assert life.hears(knows('{"a": 1, "b": [2]}'), FeedKind.RAD_E) == ["AdditionalDataReceived"]
    assert life.hears(knows('{"a": 1, "b": [2]}'), FeedKind.RAD_E) == []
    assert life.hears(knows('{"b":[2],"a":1}'), FeedKind.RAD_E) == []
    assert life.hears(knows('{"b":[2],"a":true}'), FeedKind.RAD_E) == ["AdditionalDataReceived"]
    assert life.hears(knows("no json"), FeedKind.RAD_E) == ["AdditionalDataReceived"]
    assert life.hears(knows("no json either"), FeedKind.RAD_E) == ["AdditionalDataReceived"]


@pytest.mark.parametrize("kind", FeedKind)
def test_failing_begins_and_ends(kind: FeedKind) -> None:
    life = Life()
    assert life.hears(FAILURE, kind) == ["FeedFailed"]
    assert life.hears(FAILURE, kind) == []
    assert life.hears(NOTHING, kind) == ["FeedRecovered", "FeedEmpty"]
    assert life.hears(NOTHING, kind) == []
    assert life.hears(FAILURE, kind) == ["FeedFailed"]
    assert life.hears(NOTHING, kind) == ["FeedRecovered", "FeedEmpty"]


def test_emptiness_ends_with_data_even_if_they_are_the_same_as_before() -> None:
    life = Life()
    life.hears(at(HERE))
    assert life.hears(NOTHING) == ["FeedEmpty"]
    assert life.empty()
    assert life.hears(at(HERE)) == ["FeedRecovered"]
    assert not life.empty()
    assert life.hears(NOTHING) == ["FeedEmpty"]


@pytest.mark.parametrize("outcome", [Refused401(), None])
def test_an_end_is_told_once_and_nothing_after_it(outcome: Outcome | None) -> None:
    life = Life()
    assert life.hears(FeedResult(outcome=outcome), ending=Ending.ACCESS_ENDED) == ["FeedEnded"]
    assert life.hears(at(HERE)) == []
    assert life.hears(FAILURE) == []


def test_a_closed_incident_hears_nothing() -> None:
    life = Life()
    life.add(IncidentClosed(reason="TEST", text=""))
    assert life.hears(at(HERE)) == []


def test_a_token_is_needed_until_both_feeds_are_over() -> None:
    life = Life()
    ends = [FeedEnded(share=share().share, feed=kind, reason=Ending.ACCESS_ENDED) for kind in FeedKind]
    one = life.incident.shares[0]
    assert not is_over(one, ends[:1])
    assert is_over(one, ends)
    life.add(ends[0])
    assert is_over(life.incident.shares[0], ends[1:])
    assert not is_over(life.incident.shares[0], [CaptureAsked()])


def test_nothing_of_an_answer_is_in_a_repr() -> None:
    assert repr(FAILURE) == "FeedResult(Unavailable, 'HTTP 503')"
