"""What the station tells of itself, until somebody has seen it."""

import pytest

from app.domain.incident.alarms import Priority, ringing
from app.domain.incident.commands import Refused, SeeNotice
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    AnyEvent,
    BecameUnwatched,
    Erased,
    GapFound,
    JournalMissing,
    JournalSetAside,
    NoticeSeen,
    PathLost,
    PathProven,
    QuarantineSeen,
    ShareTakenOver,
)
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded, quarantined

GAP = GapFound(since=T0, until=T0 + 60_000, cause="The station was stopped.")
ADDRESS = "https://shares.example.org"
LOST = PathLost(address=ADDRESS, proven_at=T0, problem="HTTP 502")
ASIDE = JournalSetAside(file="journal.set-aside.sqlite3", reason="malformed")


@pytest.mark.parametrize(
    ("event", "priority", "reason"),
    [
        (GAP, Priority.P2, "gap"),
        (LOST, Priority.P1, "path_lost"),
        (ASIDE, Priority.P1, "journal_lost"),
        (JournalMissing(), Priority.P1, "journal_lost"),
    ],
)
def test_a_notice_needs_a_person_until_one_has_seen_it(event: AnyEvent, priority: Priority, reason: str) -> None:
    journal = Journal()
    journal.add(event, incident=None)
    journal.add(BecameUnwatched(since=T0), incident=None)
    alarms = ringing(folded(journal))
    assert [(one.priority, one.reason, one.notice) for one in alarms] == [(priority, reason, 1)]
    journal.add(NoticeSeen(notice=1), incident=None)
    assert ringing(folded(journal)) == []


def test_a_path_that_is_proven_again_needs_nobody() -> None:
    journal = Journal()
    proven = journal.add(PathProven(address=ADDRESS), incident=None)
    assert folded(journal).proven_path == proven
    journal.add(LOST, incident=None)
    journal.add(GAP, incident=None)
    assert folded(journal).proven_path is None
    journal.add(PathProven(address=ADDRESS), incident=None)
    assert [one.reason for one in ringing(folded(journal))] == ["gap"]


def test_a_notice_is_seen_once() -> None:
    journal = Journal()
    journal.add(GAP, incident=None)
    command = SeeNotice(id="1", notice=1)
    event = NoticeSeen(notice=1)
    assert decided(command, folded(journal)) == [EventDraft(event=event, operator="ANNA")]
    journal.add(event, incident=None)
    assert isinstance(decided(command, folded(journal)), Refused)


def test_a_quarantined_body_that_was_seen_rings_no_more() -> None:
    journal = Journal()
    journal.add(quarantined(rings=True), incident=None)
    journal.add(QuarantineSeen(quarantine=2), incident=None)
    assert len(folded(journal).quarantine_rings) == 1
    journal.add(QuarantineSeen(quarantine=1), incident=None)
    assert folded(journal).quarantine_rings == ()


def test_what_is_no_share_begins_an_incident_of_who_took_it() -> None:
    journal = Journal()
    journal.add(ShareTakenOver(quarantine=1, untrusted_text="?"), operator="ANNA")
    incident = folded(journal).incidents[1001]
    assert (incident.origin, incident.owner, incident.unacknowledged) == ("quarantine", "ANNA", False)


def test_a_share_taken_over_into_an_incident_that_rings_silences_nothing() -> None:
    journal = Journal()
    journal.add(share())
    journal.add(share("b" * 64, verified=False))
    journal.add(ShareTakenOver(quarantine=1), operator="ANNA")
    incident = folded(journal).incidents[1001]
    assert (incident.origin, incident.owner, incident.unacknowledged) == ("share", None, True)


def test_a_share_taken_over_alone_is_acknowledged_by_who_took_it() -> None:
    journal = Journal()
    journal.add(share(verified=False))
    journal.add(ShareTakenOver(quarantine=1), operator="ANNA")
    incident = folded(journal).incidents[1001]
    assert (incident.origin, incident.owner, incident.unacknowledged) == ("share", "ANNA", False)


def test_an_erased_beginning_is_still_one() -> None:
    journal = Journal()
    journal.add(Erased(kind="ShareTakenOver"))
    assert 1001 in folded(journal).incidents
