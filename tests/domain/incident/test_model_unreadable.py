"""Incidents whose bodies can't be opened: shown by what their kinds say, never lost, never silent."""

import pytest

from app.domain.incident.envelope import Record, received
from app.domain.incident.events import Erased, NoteAdded, Unreadable
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.journalled import T0, Journal


def locked(*kinds: str) -> Incident:
    journal, book = Journal(), IncidentProjection()
    for kind in kinds:
        book.apply(journal.add(Unreadable(kind=kind, reason="locked"), operator="ANNA"))
    return book.incidents[1001]


def test_a_locked_share_opens_an_incident_that_rings() -> None:
    incident = locked("ShareReceived", "LocationFixed")
    assert incident.has_unreadable
    assert incident.ring_at == T0 + 1000
    assert (incident.phone, incident.place) == (None, None)


def test_a_locked_acknowledgement_counts_for_all_before_it() -> None:
    assert locked("ShareReceived", "Acknowledged").owner == "ANNA"
    assert not locked("ShareReceived", "Acknowledged").unacknowledged
    assert locked("ShareReceived", "Acknowledged", "ShareReceived").unacknowledged


@pytest.mark.parametrize(
    ("kinds", "is_open"),
    [(("IncidentClosed",), False), (("IncidentClosed", "IncidentReopened"), True), (("ShareRepeated",), True)],
)
def test_open_and_closed_are_known_without_bodies(kinds: tuple[str, ...], is_open: bool) -> None:
    assert locked("ShareReceived", *kinds).is_open is is_open


def test_an_erased_share_still_begins_its_incident_and_rings_for_nobody() -> None:
    journal, book = Journal(), IncidentProjection()
    book.apply(journal.add(Erased(kind="ShareReceived")))
    book.apply(journal.add(NoteAdded(text="kept")))
    incident = book.incidents[1001]
    assert not incident.unacknowledged
    assert not incident.has_unreadable
    assert incident.notes == 1


def test_a_record_that_cannot_be_opened_says_why() -> None:
    record = Record(seq=1, at=T0, kind="NoteAdded", version=1, unreadable="damaged")
    assert received(record).event == Unreadable(kind="NoteAdded", reason="damaged")
