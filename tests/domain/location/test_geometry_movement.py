import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.location.fix import Fix
from app.domain.location.geometry import movement

T0 = 1_795_305_600_000


def seen(seconds: float | None, north_m: float = 0.0, radius: float | None = 5.0) -> Fix:
    at = None if seconds is None else T0 + round(seconds * 1000)
    return Fix(latitude=39.8 + north_m / 111_034, longitude=-89.6, source="lei", uncertainty_m=radius, fixed_at=at)


def test_moved_since_two_minutes_ago() -> None:
    moved = movement([seen(0), seen(60, 20), seen(120, 31)])
    assert moved is not None
    assert moved.over_ms == 120_000
    assert moved.course.metres == pytest.approx(31, abs=0.1)
    assert moved.course.point == "N"
    assert moved.beyond_radius


def test_older_than_two_minutes_is_another_story() -> None:
    moved = movement([seen(0, -500), seen(100), seen(200, 31)])
    assert moved is not None
    assert moved.over_ms == 100_000
    assert moved.course.metres == pytest.approx(31, abs=0.1)


def test_a_lone_old_fix_still_tells_how_long_it_took() -> None:
    moved = movement([seen(0), seen(600, 31)])
    assert moved is not None
    assert moved.over_ms == 600_000


@pytest.mark.parametrize(("radius", "beyond"), [(30.0, True), (32.0, False), (None, True)])
def test_within_the_radius_nothing_is_claimed(radius: float | None, beyond: bool) -> None:
    moved = movement([seen(0, 0, radius), seen(60, 31, radius)])
    assert moved is not None
    assert moved.beyond_radius is beyond


def test_the_larger_radius_counts() -> None:
    moved = movement([seen(0, 0, 5), seen(60, 31, 40)])
    assert moved is not None
    assert not moved.beyond_radius


@pytest.mark.parametrize(
    "fixes", [[], [seen(0)], [seen(0), seen(0, 31)], [seen(None), seen(None, 31)], [seen(0), seen(None)]]
)
def test_no_two_times_no_movement(fixes: list[Fix]) -> None:
    assert movement(fixes) is None


@given(st.lists(st.tuples(st.none() | st.integers(0, 600), st.floats(-1000, 1000)), max_size=8))
def test_the_order_of_arrival_does_not_matter(walk: list[tuple[int | None, float]]) -> None:
    fixes = [seen(seconds, north) for seconds, north in {seconds: (seconds, north) for seconds, north in walk}.values()]
    moved = movement(fixes)
    assert movement(reversed(fixes)) == moved
    assert moved is None or moved.over_ms > 0
