import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.location.fix import distance_m
from app.domain.location.geometry import Course, course

places = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("end", "point"),
    [((40.0, -89.0), "N"), ((39.0, -88.0), "E"), ((38.0, -89.0), "S"), ((39.0, -90.0), "W"), ((39.4, -88.0), "ENE")],
)
def test_direction_at_the_start(end: tuple[float, float], point: str) -> None:
    assert course((39.0, -89.0), end).point == point


@pytest.mark.parametrize(("degrees", "point"), [(0, "N"), (11.2, "N"), (11.3, "NNE"), (348.7, "NNW"), (359.9, "N")])
def test_compass_points_are_the_nearest(degrees: float, point: str) -> None:
    assert Course(1, degrees).point == point


def test_the_short_way_over_the_antimeridian() -> None:
    over = course((52, 179.9), (52, -179.9))
    assert over.point == "E"
    assert over.metres == pytest.approx(13_735, abs=10)


@example((-1.0, 0.0), (0.0, -3e-17))
@given(places, places)
def test_ellipsoid_and_sphere_agree_within_half_a_percent(a: tuple[float, float], b: tuple[float, float]) -> None:
    way = course(a, b)
    assert way.metres == pytest.approx(distance_m(a, b), rel=0.006, abs=0.01)
    assert 0 <= way.degrees < 360
