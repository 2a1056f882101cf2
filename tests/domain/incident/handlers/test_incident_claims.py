"""Hold, release and take over: what comes true, what it changes, and the sentence when it can't."""

import pytest

from app.domain.incident.alarms import Concern, Priority, concerns, is_held, priority
from app.domain.incident.commands import Command, HoldIncident, Refused, ReleaseIncident, TakeOverIncident
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    IncidentClosed,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentTakenOver,
    ShareRepeated,
    Unreadable,
)
from app.domain.incident.model import Incident
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

MINUTE = 60_000
UNTIL = T0 + 2 * MINUTE


def incident(*happened: AnyEvent) -> Incident:
    journal = Journal()
    journal.add(share())
    for event in happened:
        journal.add(event, operator="ANNA")
    return folded(journal).incidents[1001]


NEW = incident()
TAKEN = incident(Acknowledged(through=1))
HELD = incident(Acknowledged(through=1), IncidentHeld(until=UNTIL))
CLOSED = incident(Acknowledged(through=1), IncidentClosed(reason="TEST", text=""))


def hold(minutes: float = 2) -> HoldIncident:
    return HoldIncident(id="c", incident=1001, for_ms=int(minutes * MINUTE))


RELEASE = ReleaseIncident(id="c", incident=1001)


def take(taken_from: str = "ANNA") -> TakeOverIncident:
    return TakeOverIncident(id="c", incident=1001, taken_from=taken_from)


@pytest.mark.parametrize(
    ("command", "operator", "before", "event"),
    [
        (hold(), "ANNA", TAKEN, IncidentHeld(until=UNTIL)),
        (hold(30), "ANNA", HELD, IncidentHeld(until=T0 + 30 * MINUTE)),
        (RELEASE, "BEN", HELD, IncidentReleased()),
        (take(), "BEN", HELD, IncidentTakenOver(taken_from="ANNA")),
    ],
)
def test_a_command_comes_true(command: Command, operator: str, before: Incident, event: AnyEvent) -> None:
    outcome = decided(command, before, operator)
    assert not isinstance(outcome, Refused)
    assert [(one.event, one.incident, one.operator) for one in outcome] == [(event, 1001, operator)]


@pytest.mark.parametrize(
    ("command", "operator", "before", "said"),
    [
        (hold(), "ANNA", None, "no incident 1001"),
        (hold(), "ANNA", CLOSED, "is closed"),
        (hold(), "ANNA", NEW, "needs somebody now"),
        (hold(), "BEN", TAKEN, "Taken by ANNA"),
        (hold(0.5), "ANNA", TAKEN, "1 to 30 minutes"),
        (hold(31), "ANNA", TAKEN, "1 to 30 minutes"),
        (RELEASE, "ANNA", TAKEN, "is not held"),
        (take(), "BEN", NEW, "Acknowledge incident 1001"),
        (take(), "BEN", incident(Acknowledged(through=0)), "Acknowledge incident 1001"),
        (take(), "ANNA", TAKEN, "already"),
        (take("CARL"), "BEN", TAKEN, "Taken by ANNA"),
    ],
)
def test_a_command_is_refused_in_a_sentence(
    command: Command, operator: str, before: Incident | None, said: str
) -> None:
    outcome = decided(command, before, operator)
    assert isinstance(outcome, Refused)
    assert said in outcome.refused


def test_a_held_incident_is_quiet_until_its_time_and_then_p2_until_somebody_releases_it() -> None:
    assert is_held(HELD, UNTIL - 1)
    assert priority(HELD, UNTIL - 1) is Priority.P3
    assert not is_held(HELD, UNTIL)
    assert concerns(HELD, UNTIL) == (Concern.HOLD_ENDED,)
    assert priority(HELD, UNTIL) is Priority.P2
    released = incident(Acknowledged(through=1), IncidentHeld(until=UNTIL), IncidentReleased())
    assert released.held_until is None
    assert concerns(released, UNTIL) == ()


def test_a_hold_of_an_incident_opened_here_ends_too() -> None:
    journal = Journal()
    journal.add(IncidentOpened(phone=None), operator="ANNA")
    journal.add(IncidentHeld(until=UNTIL), operator="ANNA")
    assert concerns(folded(journal).incidents[1001], UNTIL) == (Concern.HOLD_ENDED,)


def again(*, quiet: bool) -> ShareRepeated:
    one = share()
    return ShareRepeated(share=one.share, request_sha256=one.request_sha256, received_at=T0 + 5000, quiet=quiet)


def test_what_rings_ends_a_hold_and_a_quiet_repetition_does_not() -> None:
    before = (Acknowledged(through=1), IncidentHeld(until=UNTIL))
    assert incident(*before, share("b" * 64)).held_until is None
    assert incident(*before, again(quiet=False)).held_until is None
    assert incident(*before, again(quiet=True)).held_until == UNTIL


def test_closing_ends_a_hold() -> None:
    held = (Acknowledged(through=1), IncidentHeld(until=UNTIL))
    assert incident(*held, IncidentClosed(reason="TEST", text="")).held_until is None
    assert incident(*held, Unreadable(kind="IncidentClosed", reason="locked")).held_until is None


def test_who_takes_over_has_it_from_then_on_and_is_not_credited_with_the_answer() -> None:
    journal = Journal()
    journal.add(share())
    journal.add(Acknowledged(through=1), operator="ANNA")
    journal.add(IncidentHeld(until=UNTIL), operator="ANNA")
    journal.add(IncidentTakenOver(taken_from="ANNA"), operator="BEN")
    taken = folded(journal).incidents[1001]
    assert (taken.owner, taken.owned_at, taken.acknowledged_at) == ("BEN", T0 + 4000, T0 + 2000)
    assert taken.held_until is None


def test_a_locked_take_over_or_release_still_tells_who_has_it() -> None:
    held = (Acknowledged(through=1), IncidentHeld(until=UNTIL))
    assert incident(*held, Unreadable(kind="IncidentReleased", reason="locked")).held_until is None
    taken = incident(*held, Unreadable(kind="IncidentTakenOver", reason="locked"))
    assert (taken.owner, taken.held_until) == ("ANNA", None)
    assert incident(*held, Unreadable(kind="IncidentHeld", reason="locked")).held_until == UNTIL
