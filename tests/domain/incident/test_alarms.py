"""What rings, and in which order the queue stands."""

import pytest

from app.domain.callflow.outcome import OutcomeReason, Unknown
from app.domain.callflow.trigger import Settled
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.alarms import (
    Concern,
    Priority,
    concerns,
    next_to_answer,
    priority,
    queue_order,
    ringing,
    rings_for_trigger,
)
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    FeedEmpty,
    FeedEnded,
    IncidentClosed,
    IncidentOpened,
    LocationFixed,
    TriggerConfirmed,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from app.domain.incident.model import Incident
from tests.domain.callflow.flows import confirmed
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded, quarantined


def test_what_nobody_has_acknowledged_rings_oldest_first() -> None:
    journal = Journal()
    journal.add(share("a" * 64))
    journal.add(quarantined(rings=True), incident=None)
    journal.add(share("b" * 64), incident=1002)
    journal.add(share("c" * 64), incident=1003)
    journal.add(Acknowledged(through=4), incident=1003, operator="ANNA")
    alarms = ringing(folded(journal))
    assert [(alarm.incident, alarm.reason) for alarm in alarms] == [
        (1001, "unacknowledged"),
        (None, "quarantined"),
        (1002, "unacknowledged"),
    ]


def test_what_rings_and_is_no_incident_is_passed_over_by_the_next_to_answer() -> None:
    journal = Journal()
    journal.add(quarantined(rings=True), incident=None)
    assert next_to_answer(folded(journal), T0, "ANNA") is None
    journal.add(share("a" * 64))
    assert next_to_answer(folded(journal), T0, "ANNA") == 1001


def test_the_queue_puts_the_unacknowledged_first_then_the_oldest() -> None:
    journal = Journal()
    journal.add(share("a" * 64, received_at=T0))
    journal.add(share("b" * 64, received_at=T0 + 1), incident=1002)
    journal.add(share("c" * 64, received_at=T0 + 2), incident=1003)
    journal.add(Acknowledged(through=1), operator="ANNA")
    book = folded(journal)
    assert [one.number for one in sorted(book.open_incidents, key=lambda one: queue_order(one, T0))] == [
        1002,
        1003,
        1001,
    ]
    assert priority(book.incidents[1001], T0) is Priority.P3
    assert priority(book.incidents[1002], T0) is Priority.P1


@pytest.mark.parametrize("settled", [False, True])
def test_a_ring_of_an_unknown_trigger_is_told_from_a_share(settled: bool) -> None:
    told = [
        TriggerConfirmed(confirmed=confirmed()),
        TriggerSent(trigger="event-1"),
        TriggerUnknown(trigger="event-1", outcome=Unknown(why=OutcomeReason.CUT)),
    ]
    said = [TriggerSettled(settled=Settled(trigger="event-1", started=False))] if settled else []
    assert rings_for_trigger(claimed(*told, *said)) is not settled
    assert not rings_for_trigger(claimed(*told[:2]))
    assert not rings_for_trigger(claimed(*told, *said, Acknowledged(through=99)))


SHARE = "a" * 16
MINUTE = 60_000


def claimed(*events: object, at: int = T0 + 1000) -> Incident:
    journal = Journal()
    journal.add(share(), at=T0)
    journal.add(Acknowledged(through=1), operator="ANNA", at=T0)
    for event in events:
        journal.add(event, at=at)  # type: ignore[arg-type]
    return folded(journal).incidents[1001]


def fixed(latitude: float, uncertainty_m: float | None, fixed_at: int | None) -> LocationFixed:
    return LocationFixed(
        latitude=latitude,
        longitude=-89.6,
        source="lei",
        uncertainty_m=uncertainty_m,
        fixed_at=fixed_at,
        share=SHARE,
    )


def test_rad_e_that_never_answered_is_a_concern_from_two_minutes_before_the_nominal_close() -> None:
    incident = claimed()
    assert concerns(incident, T0 + 8 * MINUTE) == ()
    assert concerns(incident, T0 + 8 * MINUTE + 1) == (Concern.RAD_E_NEVER_FETCHED,)
    assert concerns(incident, T0 + 11 * MINUTE) == (Concern.RAD_E_NEVER_FETCHED,)
    assert priority(incident, T0 + 9 * MINUTE) is Priority.P2
    assert priority(incident, T0) is Priority.P3


@pytest.mark.parametrize(
    "event",
    [
        AdditionalDataReceived(share=SHARE, untrusted_answer="{}"),
        FeedEmpty(share=SHARE, feed=FeedKind.RAD_E),
        FeedEnded(share=SHARE, feed=FeedKind.RAD_E, reason=Ending.NOT_PERMITTED),
    ],
)
def test_an_answer_of_any_kind_or_a_refusal_is_no_missed_fetch(event: object) -> None:
    assert concerns(claimed(event), T0 + 9 * MINUTE) == ()


@pytest.mark.parametrize("feed", list(FeedKind))
@pytest.mark.parametrize("reason", [Ending.ACCESS_ENDED, Ending.NO_DATA])
def test_a_source_that_stops_early_is_a_concern_until_the_nominal_close(feed: FeedKind, reason: Ending) -> None:
    fetched = AdditionalDataReceived(share=SHARE, untrusted_answer="{}")
    incident = claimed(fetched, FeedEnded(share=SHARE, feed=feed, reason=reason), at=T0 + 6 * MINUTE)
    assert concerns(incident, T0 + 7 * MINUTE) == (Concern.STOPPED_EARLY,)
    assert concerns(incident, T0 + 10 * MINUTE) == ()


def test_an_end_after_the_nominal_close_or_by_our_own_act_is_no_concern() -> None:
    fetched = AdditionalDataReceived(share=SHARE, untrusted_answer="{}")
    late = claimed(fetched, FeedEnded(share=SHARE, feed=FeedKind.LEI, reason=Ending.NO_DATA), at=T0 + 10 * MINUTE)
    assert concerns(late, T0 + 10 * MINUTE) == ()
    refused = claimed(fetched, FeedEnded(share=SHARE, feed=FeedKind.LEI, reason=Ending.NOT_PERMITTED))
    assert concerns(refused, T0 + MINUTE) == ()


def test_a_fix_that_jumps_beyond_twice_its_radius_is_a_concern_for_a_minute() -> None:
    jumped = claimed(fixed(39.8, 10.0, T0 - 20_000), fixed(39.8073, 50.0, T0 - 10_000))
    assert concerns(jumped, T0 + 1000) == (Concern.FIX_JUMPED,)
    assert concerns(jumped, T0 + 1000 + 59_999) == (Concern.FIX_JUMPED,)
    assert concerns(jumped, T0 + 1000 + MINUTE) == ()


def test_what_radii_can_explain_or_nobody_stated_is_no_jump() -> None:
    for latitude, uncertainty_m in ((39.801, 60.0), (39.8071, 50.0)):
        moved = claimed(fixed(39.8, 10.0, T0 - 20_000), fixed(latitude, uncertainty_m, T0 - 10_000))
        assert concerns(moved, T0 + 1000) == ()
    assert concerns(claimed(fixed(39.8, None, T0 - 20_000), fixed(39.9, None, T0 - 10_000)), T0 + 1000) == ()
    assert concerns(claimed(fixed(39.8, 10.0, T0 - 20_000)), T0 + 1000) == ()


def test_without_times_of_their_own_fixes_are_as_far_apart_as_we_learned_of_them() -> None:
    assert concerns(claimed(fixed(39.8, 10.0, None), fixed(39.801, 10.0, None)), T0 + 1000) == (Concern.FIX_JUMPED,)
    assert concerns(claimed(fixed(39.8, 10.0, T0), fixed(39.801, 10.0, None)), T0 + 1000) == (Concern.FIX_JUMPED,)


def test_history_that_comes_late_is_no_jump_and_moves_nobody() -> None:
    incident = claimed(fixed(39.8, 10.0, T0 - 10_000), fixed(39.8001, 10.0, T0 - 30_000))
    assert concerns(incident, T0 + 1000) == ()
    assert [one.fix.latitude for one in incident.trail] == [39.8001, 39.8]
    assert incident.place is not None
    assert incident.place.latitude == 39.8


def test_nothing_is_worrying_about_what_is_closed_or_was_opened_here() -> None:
    closed = claimed(IncidentClosed(reason="TEST", text=""))
    assert concerns(closed, T0 + 9 * MINUTE) == ()
    assert priority(closed, T0 + 9 * MINUTE) is Priority.P3
    journal = Journal()
    journal.add(IncidentOpened(phone="+12175550143"), operator="ANNA")
    assert concerns(folded(journal).incidents[1001], T0 + 9 * MINUTE) == ()
