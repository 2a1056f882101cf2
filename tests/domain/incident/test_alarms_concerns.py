"""Since when an incident is P2, and what counts as having dealt with it."""

from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.alarms import (
    Concern,
    Priority,
    began,
    is_raised,
    next_to_answer,
    of_the_station,
    priority,
    queue_order,
    rings,
    unanswered,
    unhandled,
)
from app.domain.incident.commands import Acknowledge, Refused
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    FeedEnded,
    GapFound,
    IncidentHeld,
    IncidentOpened,
    NoteAdded,
)
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_alarms import MINUTE, SHARE, claimed, fixed
from tests.domain.incident.test_projection import folded

FETCHED = AdditionalDataReceived(share=SHARE, untrusted_answer="{}")
EXPIRING = T0 + 8 * MINUTE
LATE = EXPIRING + 1


def test_each_concern_has_its_beginning() -> None:
    assert began(claimed(), Concern.RAD_E_NEVER_FETCHED) == EXPIRING
    stopped = claimed(FETCHED, FeedEnded(share=SHARE, feed=FeedKind.LEI, reason=Ending.NO_DATA), at=T0 + 6 * MINUTE)
    assert began(stopped, Concern.STOPPED_EARLY) == T0 + 6 * MINUTE
    held = claimed(IncidentHeld(until=T0 + 3 * MINUTE))
    assert began(held, Concern.HOLD_ENDED) == T0 + 3 * MINUTE
    jumped = claimed(fixed(39.8, 10.0, T0 - 20_000), fixed(39.9, 50.0, T0 - 10_000))
    assert began(jumped, Concern.FIX_JUMPED) == T0 + 1000
    journal = Journal()
    journal.add(IncidentOpened(phone="+12175550143"), operator="ANNA", at=T0 + 7)
    assert began(folded(journal).incidents[1001], Concern.STOPPED_EARLY) == T0 + 7


def test_anything_that_a_person_does_afterwards_deals_with_it() -> None:
    assert unhandled(claimed(), T0) == ()
    assert unhandled(claimed(), LATE) == ((Concern.RAD_E_NEVER_FETCHED, EXPIRING),)
    journal = Journal()
    journal.add(share(), at=T0)
    journal.add(Acknowledged(through=1), operator="ANNA", at=T0)
    journal.add(NoteAdded(text="Asked by phone."), operator="ANNA", at=LATE)
    noted = folded(journal)
    assert unhandled(noted.incidents[1001], LATE) == ()
    assert unanswered(noted, T0 + 60 * MINUTE) == []
    assert priority(noted.incidents[1001], T0 + 60 * MINUTE) is Priority.P2


def test_left_alone_for_three_minutes_it_is_p1_and_says_since_when() -> None:
    book = of(claimed_journal())
    (alarm,) = unanswered(book, LATE)
    assert (alarm.priority, alarm.reason, alarm.since) == (Priority.P2, "rad_e_never_fetched", EXPIRING)
    raised_at = EXPIRING + 3 * MINUTE
    (alarm,) = unanswered(book, raised_at)
    assert (alarm.priority, alarm.since) == (Priority.P1, raised_at)
    incident = book.incidents[1001]
    assert not rings(incident, raised_at - 1)
    assert rings(incident, raised_at)
    assert priority(incident, raised_at) is Priority.P1
    assert queue_order(incident, raised_at)[0] == Priority.P1


def test_the_time_is_a_setting_and_zero_never_raises() -> None:
    book = of(claimed_journal())
    later = EXPIRING + 60 * MINUTE
    assert not is_raised(book.incidents[1001], later, 0)
    assert [alarm.priority for alarm in unanswered(book, later, 0)] == [Priority.P2]
    assert is_raised(book.incidents[1001], EXPIRING + MINUTE, MINUTE)


def test_what_the_station_tells_of_itself_is_raised_as_well() -> None:
    journal = Journal()
    journal.add(GapFound(since=T0 - MINUTE, until=T0, cause="The station was not running."), incident=None, at=T0)
    book = folded(journal)
    assert [alarm.priority for alarm in unanswered(book, T0)] == [Priority.P2]
    assert [alarm.priority for alarm in unanswered(book, T0 + 3 * MINUTE)] == [Priority.P1]
    alarm = of_the_station(book, T0 + 3 * MINUTE)
    assert alarm is not None
    assert (alarm.priority, alarm.reason) == (Priority.P1, "gap")
    assert of_the_station(of(claimed_journal()), T0) is None


def test_who_has_it_acknowledges_a_concern_once() -> None:
    book = of(claimed_journal())
    command = Acknowledge(id="c-1", incident=1001, through=2)
    assert isinstance(decided(command, book, now=T0 + MINUTE), Refused)
    drafts = decided(command, book, now=LATE)
    assert isinstance(drafts, list)
    assert [draft.event for draft in drafts] == [Acknowledged(through=2)]
    journal = claimed_journal()
    journal.add(Acknowledged(through=2), operator="ANNA", at=LATE)
    assert isinstance(decided(command, of(journal), now=LATE), Refused)


def test_what_to_take_next_is_what_rings_then_a_concern_of_ones_own() -> None:
    journal = claimed_journal()
    assert next_to_answer(of(journal), T0, "ANNA") is None
    assert next_to_answer(of(journal), LATE, "ANNA") == 1001
    assert next_to_answer(of(journal), LATE, "BEN") is None
    journal.add(GapFound(since=T0, until=T0 + 1, cause="Stopped."), incident=None, at=LATE)
    journal.add(share("b" * 64, received_at=LATE), incident=1002, at=LATE)
    assert next_to_answer(of(journal), LATE, "ANNA") == 1002
    assert [one.reason for one in unanswered(of(journal), LATE)] == ["unacknowledged", "rad_e_never_fetched", "gap"]


def claimed_journal() -> Journal:
    journal = Journal()
    journal.add(share(), at=T0)
    journal.add(Acknowledged(through=1), operator="ANNA", at=T0)
    return journal


def of(journal: Journal) -> IncidentProjection:
    return folded(journal)
