import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.location.fix import Box, Fix, distance_m
from app.domain.location.geometry import BoxRelation, distance_to_edge_m, standing

SPRINGFIELD = Box(south=39.70, west=-89.75, north=39.88, east=-89.55)
ALEUTIANS = Box(south=51.0, west=172.0, north=53.0, east=-176.0)
ARCTIC = Box(south=80.0, west=-20.0, north=90.0, east=20.0)
EVERYWHERE = Box(south=-90.0, west=-180.0, north=90.0, east=180.0)

MICRO = 1_000_000
latitudes = st.integers(-90 * MICRO, 90 * MICRO).map(lambda degrees: degrees / MICRO)
longitudes = st.integers(-180 * MICRO, 180 * MICRO).map(lambda degrees: degrees / MICRO)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    south, north = sorted((draw(latitudes), draw(latitudes)))
    return Box(south=south, west=draw(longitudes), north=north, east=draw(longitudes))


def at(latitude: float, longitude: float, radius: float | None = None) -> Fix:
    return Fix(latitude=latitude, longitude=longitude, source="lei", uncertainty_m=radius)


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        (SPRINGFIELD, (39.8, -89.64)),
        (SPRINGFIELD, (39.70, -89.75)),
        (SPRINGFIELD, (39.88, -89.55)),
        (ALEUTIANS, (52.0, 179.0)),
        (ALEUTIANS, (52.0, -179.0)),
        (ALEUTIANS, (52.0, 180.0)),
        (ALEUTIANS, (52.0, -180.0)),
        (ALEUTIANS, (51.0, 172.0)),
        (ALEUTIANS, (53.0, -176.0)),
        (ARCTIC, (90.0, 0.0)),
        (EVERYWHERE, (-90.0, 180.0)),
    ],
)
def test_contains_its_inside_and_its_edges(box: Box, inside: tuple[float, float]) -> None:
    assert box.contains(*inside)


@pytest.mark.parametrize(
    ("box", "outside"),
    [
        (SPRINGFIELD, (39.69, -89.64)),
        (SPRINGFIELD, (39.89, -89.64)),
        (SPRINGFIELD, (39.8, -89.76)),
        (SPRINGFIELD, (39.8, -89.54)),
        (ALEUTIANS, (52.0, 171.9)),
        (ALEUTIANS, (52.0, -175.9)),
        (ALEUTIANS, (52.0, 0.0)),
    ],
)
def test_does_not_contain_what_lies_beside_it(box: Box, outside: tuple[float, float]) -> None:
    assert not box.contains(*outside)


def test_180_east_and_180_west_are_the_same_meridian() -> None:
    ends_there = Box(south=51, west=172, north=53, east=180)
    begins_there = Box(south=51, west=-180, north=53, east=-176)
    assert ends_there.contains(52, -180)
    assert begins_there.contains(52, 180)


@pytest.mark.parametrize(
    ("fix", "expected"),
    [
        (at(39.8, -89.64), BoxRelation.INSIDE),
        (at(39.8, -89.64, 7), BoxRelation.INSIDE),
        (at(39.8, -89.7499, 5), BoxRelation.INSIDE),
        (at(39.8, -89.7499, 10), BoxRelation.STRADDLING),
        (at(39.8, -89.7501, 10), BoxRelation.STRADDLING),
        (at(39.8, -89.7501, 5), BoxRelation.OUTSIDE),
        (at(39.8, -89.7501), BoxRelation.OUTSIDE),
        (at(39.8, -89.75), BoxRelation.INSIDE),
        (at(39.9, -89.64, 480), BoxRelation.OUTSIDE),
        (at(39.884, -89.64, 480), BoxRelation.STRADDLING),
        (at(39.8, -89.64, 50_000), BoxRelation.STRADDLING),
        (at(39.8, -92.0, 5_000_000), BoxRelation.STRADDLING),
    ],
)
def test_standing_is_the_circle_against_the_edges(fix: Fix, expected: BoxRelation) -> None:
    assert standing(fix, SPRINGFIELD) is expected


def test_standing_across_the_antimeridian() -> None:
    assert standing(at(52, 180, 500), ALEUTIANS) is BoxRelation.INSIDE
    assert standing(at(52, -176.001, 500), ALEUTIANS) is BoxRelation.STRADDLING
    assert standing(at(52, -175.999, 500), ALEUTIANS) is BoxRelation.STRADDLING
    assert standing(at(52, -175.9, 500), ALEUTIANS) is BoxRelation.OUTSIDE


def test_a_box_around_the_whole_earth_has_no_sides_to_straddle() -> None:
    assert standing(at(39.8, 179.9999, 500), EVERYWHERE) is BoxRelation.INSIDE


@pytest.mark.parametrize(
    ("fix", "metres"),
    [
        (at(39.8, -89.75), 0),
        (at(39.88, -89.64), 0),
        (at(39.89, -89.64), 1112),
        (at(39.69, -89.64), 1112),
        (at(39.8, -89.76), 854),
        (at(39.89, -89.76), 1401),
    ],
)
def test_distance_to_the_edge(fix: Fix, metres: float) -> None:
    assert distance_to_edge_m(fix, SPRINGFIELD) == pytest.approx(metres, abs=1)


def test_distance_to_the_edge_across_the_antimeridian() -> None:
    assert distance_to_edge_m(at(52.9, 178), ALEUTIANS) == pytest.approx(11_120, abs=5)
    assert distance_to_edge_m(at(52.9, -178), ALEUTIANS) == pytest.approx(11_120, abs=5)


def test_near_a_pole_the_shortest_way_to_an_edge_runs_over_it() -> None:
    across = at(89.9, 180)
    assert distance_to_edge_m(across, ARCTIC) == pytest.approx(distance_m((89.9, 180), (90, 0)), abs=1)


@given(boxes(), latitudes, longitudes)
def test_no_point_of_the_outline_is_nearer_than_the_edge(box: Box, latitude: float, longitude: float) -> None:
    edge = distance_to_edge_m(at(latitude, longitude), box)
    span = (box.east - box.west) % 360
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        along, up = box.west + span * part, box.south + (box.north - box.south) * part
        for outline in ((box.south, along), (box.north, along), (up, box.west), (up, box.east)):
            assert edge <= distance_m((latitude, longitude), outline) + 0.5


@given(boxes(), latitudes, longitudes)
def test_a_bare_point_is_never_straddling(box: Box, latitude: float, longitude: float) -> None:
    assume(distance_to_edge_m(at(latitude, longitude), box) > 0.001)
    expected = BoxRelation.INSIDE if box.contains(latitude, longitude) else BoxRelation.OUTSIDE
    assert standing(at(latitude, longitude), box) is expected


@given(boxes(), latitudes, longitudes, st.floats(0, 1000), st.floats(0, 1000))
def test_a_larger_circle_never_stands_clearer(
    box: Box, latitude: float, longitude: float, small: float, more: float
) -> None:
    if standing(at(latitude, longitude, small), box) is BoxRelation.STRADDLING:
        assert standing(at(latitude, longitude, small + more), box) is BoxRelation.STRADDLING
