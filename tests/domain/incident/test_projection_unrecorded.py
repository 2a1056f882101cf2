import msgspec

from app.domain.incident.envelope import VERSION, Record
from app.domain.incident.events import AdditionalDataReceived, AnyEvent, LocationFixed
from app.domain.incident.projection import by_incident, shown
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

NAME = "a" * 16
FIX = LocationFixed(latitude=39.8, longitude=-89.6, source="lei", share=NAME)


def told(event: AnyEvent, incident: int | None = 1001) -> Record:
    body = msgspec.Raw(msgspec.json.encode(event))
    return Record(seq=0, at=T0, kind=type(event).__name__, version=VERSION, incident=incident, body=body)


def test_each_gets_a_number_of_its_own_and_what_belongs_to_nobody_is_left_away() -> None:
    found = by_incident([told(FIX), told(FIX, None), told(FIX, 1002), told(FIX)])
    assert {number: [one.seq for one in records] for number, records in found.items()} == {1001: [-1, -4], 1002: [-3]}


def test_values_are_shown_and_the_timeline_stays_what_is_on_disk() -> None:
    journal = Journal()
    journal.add(share("a" * 64))
    before = folded(journal).incidents[1001]
    answer = AdditionalDataReceived(share=NAME, untrusted_answer="{}")
    after = shown(before, by_incident([told(FIX), told(answer)])[1001])
    assert after.place is not None
    assert after.place.latitude == 39.8
    assert after.shares[0].additional_data is not None
    assert (after.timeline, after.last_seq) == (before.timeline, before.last_seq)


def test_nothing_unrecorded_is_the_incident_itself() -> None:
    journal = Journal()
    journal.add(share("a" * 64))
    incident = folded(journal).incidents[1001]
    assert shown(incident, ()) is incident
