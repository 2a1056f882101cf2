"""Which incident a share joins."""

import pytest

from app.domain.callflow.outcome import OutcomeReason, Unknown
from app.domain.callflow.status import FlowMessage, Status
from app.domain.callflow.trigger import Trigger
from app.domain.incident.correlation import KnownDelivery, flow_of, joined, repeated, share_id
from app.domain.incident.events import LocationFixed, ShareReceived, ShareRepeated
from app.domain.incident.model import FlowReport, Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.location.fix import Fix
from tests.domain.callflow.flows import sent
from tests.domain.incident.journalled import T0, Journal, share

PLACE = Fix(latitude=39.8, longitude=-89.6, source="share", uncertainty_m=12.0)


def fix(latitude: float, uncertainty_m: float | None = None) -> Fix:
    return Fix(latitude=latitude, longitude=-89.6, source="share", uncertainty_m=uncertainty_m)


def opened(place: Fix | None = PLACE) -> list[Incident]:
    journal = Journal()
    book = IncidentProjection()
    for draft in joined(share(), place, [], 1001):
        book.apply(journal.add_draft(draft))
    return book.open_incidents


def home_of(
    incoming: ShareReceived, place: Fix | None, open_incidents: list[Incident]
) -> tuple[int | None, int | None]:
    first = joined(incoming, place, open_incidents, 1002)[0]
    assert isinstance(first.event, ShareReceived)
    return first.incident, first.event.linked_to


def test_the_first_share_opens_an_incident_with_its_place() -> None:
    drafts = joined(share(), PLACE, [], 1001)
    assert [type(draft.event) for draft in drafts] == [ShareReceived, LocationFixed]
    assert {draft.incident for draft in drafts} == {1001}


def test_same_phone_same_ecc_near_joins() -> None:
    assert home_of(share("b" * 64), fix(39.805), opened()) == (1001, None)


def test_without_a_place_on_either_side_it_joins() -> None:
    assert home_of(share("b" * 64), None, opened()) == (1001, None)
    assert home_of(share("b" * 64), PLACE, opened(None)) == (1001, None)


def test_far_away_is_another_emergency_linked_to_the_first() -> None:
    assert home_of(share("b" * 64), fix(39.82), opened()) == (1002, 1001)


def test_a_wide_radius_reaches_further() -> None:
    assert home_of(share("b" * 64), fix(39.82, 1_500.0), opened()) == (1001, None)


def test_another_ecc_is_another_incident_linked() -> None:
    assert home_of(share("b" * 64, ecc="MO_0031"), PLACE, opened()) == (1002, 1001)


def test_another_phone_or_none_is_another_incident() -> None:
    assert home_of(share("b" * 64, phone="+12175550199"), PLACE, opened()) == (1002, None)
    assert home_of(share("b" * 64, phone=None), PLACE, opened()) == (1002, None)


def test_an_identical_body_is_quiet_for_a_minute() -> None:
    before = KnownDelivery(share=share_id("a" * 64), incident=1001, received_at=T0)
    soon = repeated(before, "a" * 64, T0 + 59_999)
    later = repeated(before, "a" * 64, T0 + 60_000)
    assert isinstance(soon.event, ShareRepeated)
    assert isinstance(later.event, ShareRepeated)
    assert (soon.event.quiet, later.event.quiet) == (True, False)
    assert soon.incident == 1001


def test_a_receipt_from_the_future_says_nothing_of_the_last_minute() -> None:
    ahead = KnownDelivery(share=share_id("a" * 64), incident=1001, received_at=T0 + 3_600_000)
    again = repeated(ahead, "a" * 64, T0)
    assert isinstance(again.event, ShareRepeated)
    assert not again.event.quiet


def flow(trigger: str, alert_id: str | None) -> Trigger:
    outcome = Unknown(why=OutcomeReason.CUT, alert_id=alert_id)
    return sent(outcome, trigger)


def reported(trigger: str, alert_id: str, *, verified: bool = True) -> FlowReport:
    status = Status(alert_id=alert_id, event_id=None, digest=alert_id)
    return FlowReport(trigger=trigger, report=FlowMessage(status=status, seq=9, received_at=T0, verified=verified))


FLOWS = (
    Incident(number=1001, origin="center", opened_at=T0, triggers=(flow("t1", "a1"),)),
    Incident(
        number=1002,
        origin="center",
        opened_at=T0,
        triggers=(flow("t2", None),),
        reports=(reported("t2", "a2"), reported("t2", "a3", verified=False), reported("gone", "a4")),
    ),
)


@pytest.mark.parametrize(
    ("alert_id", "event_id", "found"),
    [
        ("a1", None, (1001, "t1")),
        ("a1", "t2", (1001, "t1")),
        (None, "t2", (1002, "t2")),
        ("a2", None, (1002, "t2")),
        ("a3", None, None),
        ("a4", None, None),
        (None, None, None),
    ],
)
def test_a_message_is_placed_by_the_answer_by_our_id_or_by_what_a_verified_one_taught(
    alert_id: str | None, event_id: str | None, found: tuple[int, str] | None
) -> None:
    assert flow_of(FLOWS, alert_id, event_id) == found
