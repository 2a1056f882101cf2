import json

import pytest

from app.simulator import callers, scenario, sender

HOSTILE = scenario.load("hostile")


def shared(plan_id: str, at_s: float = 0.0) -> dict[str, object]:
    """The decoded body of that call of the hostile scenario."""
    plan = next(plan for plan in HOSTILE.calls if plan.id == plan_id)
    call = callers.make_call(plan, 0, 0.0)
    body: dict[str, object] = json.loads(sender.body(call, "token", plan.ecc, HOSTILE.eccs[plan.ecc], at_s))
    return body


def test_the_required_three_are_there() -> None:
    assert {"access_token", "query", "bounding_box"} <= shared("hostile-ride").keys()


def test_a_query_may_be_an_alert_id() -> None:
    assert str(shared("alert-only")["query"]).startswith("alert-")


@pytest.mark.parametrize(
    ("plan", "latitude", "longitude"),
    [("place-zero", 0.0, 0.0), ("place-swapped", -76.62, 39.30), ("place-outside", 39.88, -76.52)],
)
def test_odd_places(plan: str, latitude: float, longitude: float) -> None:
    place = shared(plan)["location"]
    assert isinstance(place, dict)
    assert (place["latitude"], place["longitude"]) == pytest.approx((latitude, longitude), abs=0.01)


def test_without_an_ecc_id() -> None:
    assert "account_id" not in shared("place-outside")


def test_before_the_first_record_the_place_is_coarse_and_near() -> None:
    place = shared("date-line", at_s=-100.0)["location"]
    assert isinstance(place, dict)
    assert place["uncertainty_radius"] == 480.0
    assert place["latitude"] == pytest.approx(52.8312, abs=0.01)


def test_boxes_in_every_writing() -> None:
    area = HOSTILE.eccs["MD_0007"].box
    written = [sender.box(area, shape) for shape in ("min_max", "compass", "corners", "lon_first", "lat_first")]
    assert all("39.19" in str(box) and "-76.72" in str(box) for box in written)
    assert sender.box(area, "points") == [[-76.72, 39.19], [-76.52, 39.38]]
    assert "encoded" in str(sender.box(area, "unreadable"))
