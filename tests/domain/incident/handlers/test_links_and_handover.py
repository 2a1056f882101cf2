"""Linking, unlinking, and moving a share into an incident of its own."""

import msgspec
import pytest

from app.domain.data_share.feed import FeedKind
from app.domain.incident.commands import Command, LinkIncidents, Refused, SplitShare, UnlinkIncidents
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    Erased,
    FeedFailed,
    IncidentClosed,
    IncidentsLinked,
    IncidentsUnlinked,
    LocationFixed,
    ShareMovedOut,
    ShareSplit,
    Unreadable,
)
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

FIRST, SECOND = "a" * 64, "b" * 64
NAME = SECOND[:16]
LINK, UNLINK = LinkIncidents(id="c", incident=1001, other=1002), UnlinkIncidents(id="c", incident=1001, other=1002)
SPLIT = SplitShare(id="c", incident=1001, share=NAME)


def fix(latitude: float, name: str, source: str = "lei") -> LocationFixed:
    return LocationFixed(latitude=latitude, longitude=-89.6, source=source, share=name)


def floor() -> Journal:
    """Two shares in one incident, each with what was learned by it, and another incident."""
    journal = Journal()
    journal.add(share(FIRST))
    journal.add(fix(39.8, FIRST[:16]))
    journal.add(Acknowledged(through=9), operator="ANNA")
    journal.add(share(SECOND, received_at=T0 + 60_000, phone="+12175550144"))
    journal.add(fix(39.9, NAME))
    journal.add(AdditionalDataReceived(share=NAME, untrusted_answer='{"a": 1}'))
    journal.add(FeedFailed(share=NAME, feed=FeedKind.LEI, problem="HTTP 503"))
    journal.add(Acknowledged(through=9), operator="ANNA")
    journal.add(share("c" * 64, phone="+12175550199"), incident=1002)
    return journal


def after(journal: Journal, command: Command, *, last: int = T0 + 60_000) -> IncidentProjection:
    """The projection after a command of BEN came true."""
    outcome = decided(command, folded(journal), "BEN", delivered_at=last)
    assert not isinstance(outcome, Refused), outcome
    assert {draft.operator for draft in outcome} == {"BEN"}
    for draft in outcome:
        journal.add_draft(draft)
    return folded(journal)


def test_a_link_stands_in_both_until_it_is_taken_back() -> None:
    journal = floor()
    book = after(journal, LINK)
    assert (book.incidents[1001].related, book.incidents[1002].related) == ((1002,), (1001,))
    book = after(journal, UNLINK)
    assert (book.incidents[1001].related, book.incidents[1002].related) == ((), ())


def test_a_split_takes_with_it_all_that_was_learned_by_the_share_and_nothing_else() -> None:
    journal = floor()
    before = folded(journal).incidents[1001]
    book = after(journal, SPLIT, last=T0 + 90_000)
    old, new = book.incidents[1001], book.incidents[1003]
    assert old.shares == before.shares[:1]
    assert new.shares == before.shares[1:]
    assert [one.fix.latitude for one in old.sightings] == [39.8]
    assert new.sightings == before.sightings[1:]
    assert (new.phone, old.phone) == ("+12175550144", "+12175550143")
    assert (old.related, new.related) == ((1003,), (1001,))
    assert [type(one.event).__name__ for one in new.timeline] == [
        "ShareReceived",
        "LocationFixed",
        "AdditionalDataReceived",
        "FeedFailed",
        "ShareSplit",
    ]
    split = new.timeline[-1].event
    assert isinstance(split, ShareSplit)
    assert split.last_receipt == T0 + 90_000
    assert book.open_of_phone("+12175550144") == [new]


def test_the_new_incident_rings_from_the_split_on_and_the_old_one_stays_as_it_was() -> None:
    book = after(floor(), SPLIT)
    old, new = book.incidents[1001], book.incidents[1003]
    assert (old.owner, old.unacknowledged) == ("ANNA", False)
    assert (new.owner, new.ring_seq, new.ring_at) == (None, new.last_seq, new.timeline[-1].at)
    assert isinstance(new.timeline[-1].event, ShareSplit)
    assert new.timeline[-1].event.last_receipt == T0 + 60_000


def test_both_fold_from_their_own_events_alone() -> None:
    journal = floor()
    book = after(journal, SPLIT)
    for number in (1001, 1003):
        alone = IncidentProjection()
        alone.replace(number, [one for one in journal.records if one.incident == number])
        assert alone.incidents[number] == book.incidents[number]


def test_what_was_erased_or_locked_of_a_split_begins_an_incident_all_the_same() -> None:
    journal = Journal()
    journal.add(Erased(kind="ShareSplit"), incident=1003)
    journal.add(Unreadable(kind="ShareSplit", reason="locked"), incident=1004)
    book = folded(journal)
    assert not book.incidents[1003].unacknowledged
    assert book.incidents[1004].unacknowledged
    assert book.missing == set()


@pytest.mark.parametrize(
    ("command", "happened", "said"),
    [
        (msgspec.structs.replace(LINK, incident=7), None, "no incident 7"),
        (msgspec.structs.replace(LINK, other=7), None, "no incident 7"),
        (msgspec.structs.replace(LINK, other=1001), None, "not linked to itself"),
        (LINK, IncidentsLinked(other=1002), "linked already"),
        (UNLINK, IncidentsUnlinked(other=1002), "not linked"),
        (SPLIT, IncidentClosed(reason="TEST", text=""), "is closed"),
        (msgspec.structs.replace(SPLIT, share="x"), None, "not in incident 1001"),
        (SPLIT, ShareMovedOut(share=NAME, request_sha256=SECOND, to=1003), "not in incident 1001"),
        (msgspec.structs.replace(SPLIT, share=FIRST[:16]), None, "began with this share"),
        (SPLIT, Unreadable(kind="NoteAdded", reason="locked"), "Unlock the keyring"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(command: Command, happened: AnyEvent | None, said: str) -> None:
    journal = floor()
    if happened is not None:
        journal.add(happened, operator="ANNA")
    outcome = decided(command, folded(journal), "BEN")
    assert isinstance(outcome, Refused)
    assert said in outcome.refused
