"""The projection: folding events into incidents."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.feed import NOMINAL_MS, at
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    Acknowledged,
    BodyQuarantined,
    ClockStepped,
    IncidentClosed,
    IncidentReopened,
    LocationFixed,
    NoteAdded,
    OperatorSignedOff,
    OperatorSignedOn,
    ShareRepeated,
    StationStarted,
    UnknownKind,
)
from app.domain.incident.projection import IncidentProjection
from app.domain.location.fix import Box
from tests.domain.incident.journalled import T0, Journal, share

DIGEST = "a" * 64


def repeat(*, quiet: bool) -> ShareRepeated:
    return ShareRepeated(share=DIGEST[:16], request_sha256=DIGEST, received_at=T0, quiet=quiet)


def folded(journal: Journal) -> IncidentProjection:
    book = IncidentProjection()
    for record in journal.records:
        book.apply(record)
    return book


def test_a_share_opens_an_incident_that_rings() -> None:
    journal = Journal()
    journal.add(share(DIGEST, box=Box(south=39, west=-90, north=40, east=-89)))
    incident = folded(journal).incidents[1001]
    assert incident.is_open
    assert incident.unacknowledged
    assert (incident.ring_seq, incident.ring_at) == (1, T0 + 1000)
    assert (incident.phone, incident.ecc, incident.received_at) == ("+12175550143", "IL_0142", T0)
    assert incident.box is not None


def test_an_incident_of_the_center_has_neither_phone_nor_place() -> None:
    journal = Journal()
    journal.add(share(phone=None, ecc=None))
    incident = msgspec.structs.replace(folded(journal).incidents[1001], shares=())
    assert (incident.phone, incident.ecc, incident.box, incident.place, incident.sighting) == (None,) * 5
    assert incident.received_at == incident.opened_at


def test_acknowledging_what_was_seen_stops_the_ring_and_gives_an_owner() -> None:
    journal = Journal()
    journal.add(share())
    journal.add(Acknowledged(through=1), operator="ANNA")
    incident = folded(journal).incidents[1001]
    assert not incident.unacknowledged
    assert (incident.owner, incident.acknowledged_at) == ("ANNA", T0 + 2000)


def test_a_share_that_came_after_the_look_keeps_ringing() -> None:
    journal = Journal()
    journal.add(share())
    journal.add(share("b" * 64))
    journal.add(Acknowledged(through=1), operator="ANNA")
    incident = folded(journal).incidents[1001]
    assert incident.ring_at == T0 + 1000
    journal.add(Acknowledged(through=2), operator="BEN")
    incident = folded(journal).incidents[1001]
    assert not incident.unacknowledged
    assert (incident.owner, incident.acknowledged_at) == ("BEN", T0 + 3000)


def test_a_quiet_repeat_counts_and_a_later_one_reopens_and_rings() -> None:
    journal = Journal()
    journal.add(share(DIGEST))
    journal.add(share("b" * 64))
    journal.add(Acknowledged(through=2), operator="ANNA")
    journal.add(IncidentClosed(reason="TEST", text=""), operator="ANNA")
    journal.add(repeat(quiet=True))
    incident = folded(journal).incidents[1001]
    assert not incident.is_open
    assert [one.times for one in incident.shares] == [2, 1]
    journal.add(repeat(quiet=False))
    incident = folded(journal).incidents[1001]
    assert incident.is_open
    assert incident.unacknowledged
    assert incident.shares[0].times == 3


def test_closing_notes_and_reopening() -> None:
    journal = Journal()
    journal.add(share())
    journal.add(NoteAdded(text="called back"), operator="ANNA")
    journal.add(IncidentClosed(reason="CALLER_SAFE", text=""), operator="ANNA")
    book = folded(journal)
    assert book.open_incidents == []
    assert (book.incidents[1001].notes, book.incidents[1001].close_reason) == (1, "CALLER_SAFE")
    journal.add(IncidentReopened(text=""), operator="ANNA")
    assert folded(journal).incidents[1001].is_open


def test_the_newest_fix_counts_by_its_own_time() -> None:
    journal = Journal()
    journal.add(share())
    for fixed_at in (T0 + 1500, T0 + 500, None, T0 + 9_000_000):
        journal.add(LocationFixed(latitude=39.8, longitude=-89.6, source="lei", fixed_at=fixed_at, share="a" * 16))
    incident = folded(journal).incidents[1001]
    newest = incident.sighting
    assert newest is not None
    assert newest.fix.fixed_at == T0 + 9_000_000
    assert incident.place is newest.fix
    journal.records.pop()
    newest = folded(journal).incidents[1001].sighting
    assert newest is not None
    assert newest.fix.fixed_at is None


def test_links_and_unknown_events_join_the_timeline() -> None:
    journal = Journal()
    journal.add(share(linked_to=1000))
    journal.add(UnknownKind(kind="FloorPlanDrawn"))
    incident = folded(journal).incidents[1001]
    assert incident.linked == (1000,)
    assert [record.seq for record in incident.timeline] == [1, 2]


def test_the_same_record_twice_is_nothing() -> None:
    journal = Journal()
    journal.add(share())
    note = journal.add(NoteAdded(text="once"), operator="ANNA")
    book = folded(journal)
    assert book.apply(note) is None
    assert book.incidents[1001].notes == 1


def test_an_incident_without_its_beginning_is_missing_until_fetched_whole() -> None:
    journal = Journal()
    first = journal.add(share())
    second = journal.add(NoteAdded(text="x"), operator="ANNA")
    book = IncidentProjection()
    assert book.apply(second) is None
    assert book.missing == {1001}
    book.replace(1001, [first, second])
    assert book.missing == set()
    assert book.incidents[1001].notes == 1
    assert book.last_seq == 2
    book.forget(1001)
    assert book.incidents == {}


def test_operators_and_quarantine_belong_to_no_incident() -> None:
    journal = Journal()
    journal.add(OperatorSignedOn(), incident=None, operator="ANNA")
    journal.add(OperatorSignedOn(), incident=None, operator="BEN")
    journal.add(OperatorSignedOff(), incident=None, operator="BEN")
    journal.add(StationStarted(version="0.1.0", environment="simulator"), incident=None)
    journal.add(quarantined(rings=True), incident=None)
    journal.add(quarantined(rings=False), incident=None)
    book = folded(journal)
    assert book.operators == {"ANNA"}
    assert [record.seq for record in book.quarantine_rings] == [5]


def quarantined(*, rings: bool) -> BodyQuarantined:
    return BodyQuarantined(
        quarantine=1,
        status=400,
        problem="not JSON",
        signature="good",
        request_sha256=DIGEST,
        received_at=T0,
        remote="127.0.0.1",
        rings=rings,
    )


EVENTS = st.sampled_from(
    [
        share(DIGEST),
        repeat(quiet=True),
        repeat(quiet=False),
        Acknowledged(through=3),
        NoteAdded(text="x"),
        IncidentClosed(reason="TEST", text=""),
        IncidentReopened(text=""),
        LocationFixed(latitude=39.8, longitude=-89.6, source="lei", share=None),
    ]
)


@given(st.lists(st.tuples(EVENTS, st.sampled_from([1001, 1002])), max_size=30), st.data())
def test_any_prefix_then_the_rest_folds_to_the_same_book(
    happened: list[tuple[NoteAdded, int]], data: st.DataObject
) -> None:
    journal = Journal()
    for event, number in happened:
        journal.add(event, incident=number, operator="ANNA")
    cut = data.draw(st.integers(0, len(journal.records)))
    book = folded(journal)
    resumed = IncidentProjection()
    for record in [*journal.records[:cut], *journal.records]:
        resumed.apply(record)
    assert resumed.incidents == book.incidents
    assert resumed.last_seq == book.last_seq


def test_records_are_values() -> None:
    record = Journal().add(share())
    with pytest.raises(AttributeError):
        record.seq = 2  # type: ignore[misc]
    assert isinstance(record, Recorded)


def test_open_incidents_of_a_phone_are_found_without_looking_through_all() -> None:
    journal = Journal()
    for number, phone in enumerate(["+12175550143", "+12175550101", "+12175550143", None]):
        journal.add(share(f"{number:064x}", phone=phone), incident=1001 + number)
    journal.add(share("f" * 64, phone="+12175550199"), incident=1001)
    journal.add(IncidentClosed(reason="TEST", text=""), incident=1002)
    book = folded(journal)
    for phone in ("+12175550143", "+12175550101", "+12175550199", "+12175550100", None):
        wanted = [one for one in book.open_incidents if phone is not None and one.phone == phone]
        assert book.open_of_phone(phone) == wanted
    book.forget(1003)
    assert book.open_of_phone("+12175550143") == []


def test_a_clock_set_right_brings_open_feeds_back_so_that_their_time_runs_again() -> None:
    journal = Journal()
    journal.add(share(received_at=T0 + 3_600_000), at=T0 + 3_600_000)
    journal.add(share("b" * 64), incident=1002, at=T0 + 3_600_001)
    journal.add(IncidentClosed(reason="TEST", text=""), incident=1002, operator="ANNA", at=T0 + 3_600_002)
    journal.add(ClockStepped(step_ms=-3_600_002), incident=None, at=T0)
    [open_share] = folded(journal).incidents[1001].shares
    assert (open_share.lei.received_at, open_share.rad_e.received_at) == (T0, T0)
    assert at(open_share.lei, T0 + 60_000).nominal_left_ms == NOMINAL_MS - 60_000


def test_a_step_of_the_wall_clock_alone_changes_no_feed() -> None:
    journal = Journal()
    journal.add(share(), at=T0)
    before = folded(journal).incidents[1001]
    journal.add(ClockStepped(step_ms=3_600_000), incident=None, at=T0 + 5)
    assert folded(journal).incidents[1001] == before
