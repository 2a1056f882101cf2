"""Forgetting: what retention may erase, what a hold keeps, and what is still told afterwards."""

import pytest

from app.domain.incident.commands import Refused
from app.domain.incident.envelope import KINDS
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    BodiesErased,
    Erased,
    FeedRecovered,
    IncidentClosed,
    IncidentOpened,
    IncidentReopened,
    LegalHoldLifted,
    LegalHoldPlaced,
    NoteAdded,
    UnknownKind,
    Unreadable,
)
from app.domain.incident.model import Incident
from app.domain.incident.retention import DAY_MS, KEPT, OF_NONE, erasable, erasure, may_be_erased
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

LATER = T0 + 31 * DAY_MS
CLOSING = (Acknowledged(through=1), IncidentClosed(reason="CALLER_SAFE", text="spoke with her"))


def incident(*happened: AnyEvent) -> Incident:
    journal = Journal()
    for event in (share(), *happened):
        journal.add(event, operator="ANNA")
    return folded(journal).incidents[1001]


def test_a_long_closed_incident_loses_what_tells_of_people() -> None:
    due = erasure(incident(NoteAdded(text="she hid"), *CLOSING), LATER, 30)
    assert due == BodiesErased(bodies=3, retention_days=30, disposition="CALLER_SAFE")


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        ((), "is open"),
        ((*CLOSING, IncidentReopened(text="")), "is open"),
        ((*CLOSING, LegalHoldPlaced(reason="subpoena")), "legal hold"),
        ((*CLOSING, Unreadable(kind="LegalHoldPlaced", reason="locked")), "legal hold"),
    ],
)
def test_what_is_open_or_held_stays(happened: tuple[AnyEvent, ...], words: str) -> None:
    refused = erasure(incident(*happened), LATER, 30)
    assert isinstance(refused, Refused)
    assert words in refused.refused


def test_retention_counts_from_the_closing() -> None:
    closed = incident(*CLOSING)
    assert closed.closed_at is not None
    assert isinstance(erasure(closed, closed.closed_at + 30 * DAY_MS - 1, 30), Refused)
    assert isinstance(erasure(closed, closed.closed_at + 30 * DAY_MS, 30), BodiesErased)


def test_a_lifted_hold_keeps_nothing() -> None:
    held = incident(*CLOSING, LegalHoldPlaced(reason="subpoena"), LegalHoldLifted(reason="settled"))
    assert isinstance(erasure(held, LATER, 30), BodiesErased)


def test_nothing_is_erased_twice() -> None:
    journal = Journal()
    for event in (Erased(kind="ShareReceived"), Acknowledged(through=1), Erased(kind="IncidentClosed")):
        journal.add(event, operator="ANNA")
    journal.add(BodiesErased(bodies=2, retention_days=30, disposition="CALLER_SAFE"))
    assert erasure(folded(journal).incidents[1001], LATER, 30) is None


def test_what_cannot_be_read_is_erased_all_the_same() -> None:
    locked = incident(Unreadable(kind="NoteAdded", reason="locked"), UnknownKind(kind="FaceSeen"), *CLOSING)
    due = erasure(locked, LATER, 30)
    assert isinstance(due, BodiesErased)
    assert due.bodies == 4


def test_an_erased_incident_still_tells_times_operators_and_outcome() -> None:
    journal = Journal()
    journal.add(Erased(kind="ShareReceived"))
    journal.add(Acknowledged(through=1), operator="ANNA")
    journal.add(Erased(kind="IncidentClosed"), operator="ANNA")
    journal.add(BodiesErased(bodies=2, retention_days=30, disposition="CALLER_SAFE"))
    erased = folded(journal).incidents[1001]
    assert (erased.phone, erased.owner, erased.close_reason) == (None, "ANNA", "CALLER_SAFE")
    assert (erased.closed_at, erased.unacknowledged) == (T0 + 3000, False)


def test_an_erased_incident_of_this_center_stays_one() -> None:
    journal = Journal()
    journal.add(Erased(kind=IncidentOpened.__name__), operator="ANNA")
    assert folded(journal).incidents[1001].origin == "center"


def test_every_kind_that_is_spared_exists() -> None:
    assert set(KINDS) >= KEPT | OF_NONE


@pytest.mark.parametrize(
    ("kind", "number", "may"),
    [
        ("ShareReceived", 1001, True),
        ("FaceSeen", 1001, True),
        (FeedRecovered.__name__, 1001, False),
        ("FormSaved", None, True),
        ("StationStarted", None, False),
    ],
)
def test_only_what_tells_of_people_may_lack_its_body(kind: str, number: int | None, may: bool) -> None:
    assert may_be_erased(kind, number) is may
    assert erasable(kind) is may or number is None


def test_an_erasure_of_what_a_book_does_not_hold_makes_it_fetch_nothing() -> None:
    journal = Journal()
    journal.add(BodiesErased(bodies=2, retention_days=30, disposition=None))
    book = folded(journal)
    assert (book.incidents, book.missing) == ({}, set())
