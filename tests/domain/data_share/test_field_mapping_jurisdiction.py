import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share import field_mapping
from app.domain.location.fix import Box
from tests.domain.data_share.test_payload_strict_json import JSON_VALUES

MANHATTAN = Box(south=40.70, west=-74.03, north=40.88, east=-73.90)
PARIS = Box(south=48.8, west=2.2, north=48.9, east=2.5)
ALEUTIANS = Box(south=51.0, west=172.0, north=53.0, east=-176.0)


@pytest.mark.parametrize(
    "shape",
    [
        {"min_lat": 40.70, "min_lon": -74.03, "max_lat": 40.88, "max_lon": -73.90},
        {"min_latitude": 40.70, "min_longitude": -74.03, "max_latitude": 40.88, "max_longitude": -73.90},
        {"min_lat": "40.70", "min_lng": "-74.03", "max_lat": "40.88", "max_lng": "-73.90"},
        {"north": 40.88, "south": 40.70, "east": -73.90, "west": -74.03},
        {"sw": {"lat": 40.70, "lon": -74.03}, "ne": {"lat": 40.88, "lon": -73.90}},
        {"southwest": {"latitude": 40.70, "longitude": -74.03}, "northeast": {"latitude": 40.88, "longitude": -73.90}},
        {"southwest": [40.70, -74.03], "northeast": [40.88, -73.90]},
        [-74.03, 40.70, -73.90, 40.88],
        [40.70, -74.03, 40.88, -73.90],
        [[-74.03, 40.70], [-73.90, 40.88]],
        [[40.70, -74.03], [40.88, -73.90]],
        [{"lat": 40.70, "lng": -74.03}, {"lat": 40.88, "lng": -73.90}],
    ],
)
def test_shapes_of_contract_3_4(shape: object) -> None:
    assert field_mapping.read_jurisdiction(shape, None) == MANHATTAN


@pytest.mark.parametrize(
    "shape",
    [
        None,
        7,
        "Manhattan",
        {},
        [],
        [1],
        [1, 2],
        [[1, 2], {"lat": 1}],
        [[1, 2], [3]],
        [1, 2, 3, 4, 5],
        [True, 40.70, -73.90, 40.88],
        {"north": 40.88, "south": 40.70, "east": -73.90},
        {"north": 40.70, "south": 40.88, "east": -73.90, "west": -74.03},
        {"north": 95, "south": 40.70, "east": -73.90, "west": -74.03},
        {"north": "up", "south": "down", "east": -73.90, "west": -74.03},
        {"sw": {"lat": 40.70, "lon": -74.03}},
        {"sw": 1, "ne": 2},
        [float("inf"), 40.70, -73.90, 40.88],
    ],
)
def test_unreadable(shape: object) -> None:
    assert field_mapping.read_jurisdiction(shape, None) is None


def test_bare_numbers_abroad_need_the_shared_place() -> None:
    assert field_mapping.read_jurisdiction([2.2, 48.8, 2.5, 48.9], None) is None
    assert field_mapping.read_jurisdiction([2.2, 48.8, 2.5, 48.9], (48.85, 2.3)) == PARIS
    assert field_mapping.read_jurisdiction([48.8, 2.2, 48.9, 2.5], (48.85, 2.3)) == PARIS


def test_a_place_outside_both_readings_leaves_it_to_the_region() -> None:
    assert field_mapping.read_jurisdiction([-74.03, 40.70, -73.90, 40.88], (34.0, -118.0)) == MANHATTAN


def test_a_place_inside_both_readings_decides_nothing() -> None:
    assert field_mapping.read_jurisdiction([-10, -10, 10, 10], (1.0, 1.0)) is None


def test_across_the_antimeridian() -> None:
    assert field_mapping.read_jurisdiction([172.0, 51.0, -176.0, 53.0], None) == ALEUTIANS
    assert field_mapping.read_jurisdiction({"west": 172, "south": 51, "east": -176, "north": 53}, None) == ALEUTIANS


@given(JSON_VALUES, st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_any_value_is_read_or_not(shape: object, place: tuple[float, float] | None) -> None:
    box = field_mapping.read_jurisdiction(shape, place)
    assert box is None or box.south <= box.north
