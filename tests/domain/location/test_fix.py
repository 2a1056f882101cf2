import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.location.fix import EARTH_RADIUS_M, Fix, distance_m, usable

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
places = st.tuples(latitudes, longitudes)
HALF_TURN_M = math.pi * EARTH_RADIUS_M


def test_what_is_not_stated_is_none_and_never_zero() -> None:
    fix = Fix(latitude=39.8, longitude=-89.6, source="share")
    stated = (fix.uncertainty_m, fix.confidence, fix.fixed_at, fix.altitude_m, fix.floor, fix.address)
    assert stated == (None,) * 6


@pytest.mark.parametrize("place", [(90, 180), (-90, -180), (0, 0.000001), (0.000001, 0), (39.8, -89.6)])
def test_places_on_earth_are_usable(place: tuple[float, float]) -> None:
    assert usable(*place)


@pytest.mark.parametrize(
    "place",
    [
        (0, 0),
        (-0.0, 0.0),
        (90.0001, 0),
        (-90.0001, 0),
        (0, 180.0001),
        (0, -180.0001),
        (math.nan, 1),
        (1, math.nan),
        (math.inf, 1),
        (1, -math.inf),
    ],
)
def test_what_cannot_be_a_place_is_not_usable(place: tuple[float, float]) -> None:
    assert not usable(*place)


def test_a_degree_of_latitude() -> None:
    assert distance_m((39, -89), (40, -89)) == pytest.approx(111_195, abs=1)


@pytest.mark.parametrize("longitude", [-180, -90, 0, 45.5, 180])
def test_every_meridian_meets_at_a_pole(longitude: float) -> None:
    assert distance_m((90, 0), (90, longitude)) == pytest.approx(0, abs=1e-6)


def test_the_antimeridian_is_no_wall() -> None:
    assert distance_m((52, 179.999), (52, -179.999)) == pytest.approx(137, abs=1)


@given(places, places)
def test_distance_is_symmetric_and_at_most_half_way_round(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-3)
    assert 0 <= distance_m(a, b) <= HALF_TURN_M + 1


@given(places)
def test_the_other_side_of_the_earth_is_half_a_turn_away(place: tuple[float, float]) -> None:
    assert distance_m(place, (-place[0], place[1] + 180)) == pytest.approx(HALF_TURN_M, abs=1)


@given(places, places, places)
def test_a_detour_is_never_shorter(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert distance_m(a, c) <= distance_m(a, b) + distance_m(b, c) + 1
