import pytest

from app.simulator import callers
from app.simulator.scenario import RoutePlan, Still

NORTHWARD = RoutePlan(points=[(39.0, -89.0), (39.01, -89.0), (39.01, -88.99)], speed_mps=10.0)


def test_still_is_still() -> None:
    still = Still(at=(39.0, -89.0))
    assert callers.position(still, 0) == callers.position(still, 1e6) == (39.0, -89.0)
    assert callers.arrival_s(still) == 0


def test_a_route_is_gone_at_its_speed() -> None:
    before, after = callers.position(NORTHWARD, 20), callers.position(NORTHWARD, 30)
    assert callers.apart_m(before, after) == pytest.approx(100, rel=0.001)


def test_it_begins_at_the_first_point_and_stops_at_the_last() -> None:
    assert callers.position(NORTHWARD, -5) == (39.0, -89.0)
    arrival = callers.arrival_s(NORTHWARD)
    assert arrival is not None
    assert callers.position(NORTHWARD, arrival + 1) == (39.01, -88.99)


def test_back_and_forth_never_arrives() -> None:
    there_and_back = RoutePlan(points=[(39.0, -89.0), (39.01, -89.0)], speed_mps=10.0, then="back")
    once = callers.length_m(there_and_back) / 10
    assert callers.arrival_s(there_and_back) is None
    assert callers.position(there_and_back, once * 2) == pytest.approx((39.0, -89.0))
    assert callers.position(there_and_back, once * 1.5) == pytest.approx((39.005, -89.0))


def test_moving_by_metres_is_measured_back() -> None:
    there = callers.moved((39.0, -89.0), 300, 400)
    assert callers.apart_m((39.0, -89.0), there) == pytest.approx(500, rel=0.001)
