import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.location.fix import Fix
from app.domain.location.lei import MOST_FIXES, Aliases, LeiAnswer, NoFix, key, read, unseen
from tests.domain.data_share.test_payload_strict_json import JSON_VALUES

T0 = 1_795_305_600_000
RECORD: dict[str, object] = {
    "latitude": 39.781721,
    "longitude": -89.650148,
    "uncertainty_radius": 11.5,
    "location_time": T0,
}
NAMES = st.sampled_from(
    [
        "locations",
        "location",
        "data",
        "geodetic",
        "latitude",
        "lat",
        "longitude",
        "lng",
        "accuracy",
        "time",
        "altitude",
        "floor",
        "source",
        "civic",
        "address",
        "street",
        "city",
        "state",
        "confidence",
        "x",
    ]
)
NUMBERISH = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.floats(-90, 90).map(str)
)
ANSWERS = st.recursive(
    NUMBERISH, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=25
)


def only(record: dict[str, object]) -> Fix:
    (fix,) = read(record).fixes
    return fix


@pytest.mark.parametrize("container", ["locations", "location", "records", "results", "data"])
def test_every_container_holds_a_list_or_a_single_record(container: str) -> None:
    assert read({container: [RECORD]}) == read({container: RECORD}) == read([RECORD]) == read(RECORD)


@pytest.mark.parametrize("nest", ["geodetic", "location", "coordinates"])
def test_every_nest_may_hold_the_coordinates(nest: str) -> None:
    fix = only({nest: {"lat": "39.78", "lng": "-89.65"}, "accuracy": 8, "time": T0})
    assert (fix.latitude, fix.longitude, fix.uncertainty_m, fix.fixed_at) == (39.78, -89.65, 8.0, T0)


def test_a_nest_may_lie_in_a_nest() -> None:
    assert only({"location": {"geodetic": {"latitude": 39.78, "longitude": -89.65}}}).latitude == 39.78


def test_latitude_and_longitude_come_out_of_one_object() -> None:
    fix = only({"latitude": 1.0, "geodetic": {"latitude": 39.78, "longitude": -89.65}})
    assert fix.latitude == 39.78


def test_a_record_may_carry_lists_of_its_own() -> None:
    assert read({**RECORD, "data": [], "results": ["x"]}).newest == only(RECORD)


@pytest.mark.parametrize(("latitude", "longitude"), [(51.48, 0.0), (0.0, -78.5)])
def test_greenwich_and_the_equator_are_places(latitude: float, longitude: float) -> None:
    fix = only({"latitude": latitude, "longitude": longitude})
    assert (fix.latitude, fix.longitude) == (latitude, longitude)


def test_containers_that_hold_nothing_are_passed_over() -> None:
    assert read({"location": {}, "data": RECORD}).newest == only(RECORD)
    nested: object = RECORD
    for _ in range(10):
        nested = {"data": nested}
    assert read(nested) == LeiAnswer()


@pytest.mark.parametrize("radius", [-1, 0, None, "unknown", True, float("nan")])
def test_a_radius_that_is_not_known_is_none(radius: object) -> None:
    assert only({**RECORD, "uncertainty_radius": radius}).uncertainty_m is None


@pytest.mark.parametrize(
    ("stated", "confidence"), [(0.68, 0.68), ("0.9", 0.9), (95, 0.95), (1, 1.0), (0, None), (-1, None), (101, None)]
)
def test_confidence_is_a_probability_and_never_assumed(stated: object, confidence: float | None) -> None:
    assert only({**RECORD, "confidence": stated}).confidence == confidence
    assert only(RECORD).confidence is None


def test_the_first_time_that_can_be_read_counts() -> None:
    assert only({**RECORD, "location_time": "soon", "created_at": "2026-11-22T00:00:07Z"}).fixed_at == T0 + 7_000
    assert only({**RECORD, "location_time": None}).fixed_at is None


def test_height_and_its_datum_only_as_given() -> None:
    fix = only({**RECORD, "elevation": "181.5", "datum": "NAVD88", "vertical_uncertainty": -1})
    assert (fix.altitude_m, fix.altitude_datum, fix.vertical_uncertainty_m) == (181.5, "NAVD88", None)
    assert only(RECORD).altitude_m is None


@pytest.mark.parametrize(
    ("floor", "label"), [("3", "3"), (3, "3"), (" Lobby ", "Lobby"), ("", None), (True, None), ({}, None), ([1], None)]
)
def test_floor_is_free_text(floor: object, label: str | None) -> None:
    assert only({**RECORD, "floor": floor}).floor == label


def test_labels_have_an_end() -> None:
    fix = only({**RECORD, "source": "x" * 10_000})
    assert fix.reported_source is not None
    assert len(fix.reported_source) == 200


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        ({"address": "77 Fictional Way, Examplefield"}, "77 Fictional Way, Examplefield"),
        ({"address": {"name": "Example Hall", "street": "77 Fictional Way"}}, "Example Hall, 77 Fictional Way"),
        ({"address": {}, "civic": {"city": "Examplefield"}}, "Examplefield"),
        ({"address": "", "street": "77 Fictional Way", "zip": 62799}, "77 Fictional Way, 62799"),
        ({"state": "IL"}, None),
        ({"name": "Avery Example"}, None),
    ],
)
def test_address_as_reported(parts: dict[str, object], address: str | None) -> None:
    assert only({**RECORD, **parts}).address == address


def test_an_address_is_never_a_place() -> None:
    answer = read({"address": "77 Fictional Way"})
    assert answer == LeiAnswer(refused=(NoFix(reason="location_missing", address="77 Fictional Way"),))
    assert answer.newest is None


def test_a_refused_record_keeps_its_numbers_for_a_person_to_see() -> None:
    (refused,) = read({**RECORD, "latitude": -89.65, "longitude": 39.78}).refused
    assert refused == NoFix(reason="location_swapped", latitude=-89.65, longitude=39.78)


def test_other_names_need_no_code() -> None:
    aliases = Aliases(containers=("items",), latitude=("y",), longitude=("x",))
    fix = read({"items": [{"x": -89.65, "y": 39.78}]}, aliases).newest
    assert fix is not None
    assert fix.latitude == 39.78


def test_a_caller_who_stands_still_gives_nothing_new() -> None:
    first = read(RECORD)
    assert unseen(first, ()) == first.fixes
    assert unseen(read({**RECORD, "created_time": T0 + 10_000}), first.fixes) == ()
    assert len(unseen(read({**RECORD, "location_time": T0 + 10_000}), first.fixes)) == 1


@given(ANSWERS | JSON_VALUES)
def test_reading_never_raises_and_gives_only_usable_fixes_in_time(untrusted: object) -> None:
    answer = read(untrusted)
    times = [fix.fixed_at or 0 for fix in answer.fixes]
    assert times == sorted(times)
    assert len({key(fix) for fix in answer.fixes}) == len(answer.fixes)
    for fix in answer.fixes:
        assert abs(fix.latitude) <= 90
        assert abs(fix.longitude) <= 180
        assert (fix.latitude, fix.longitude) != (0, 0)
        assert fix.uncertainty_m is None or fix.uncertainty_m > 0


@given(st.permutations([{**RECORD, "location_time": T0 + n * 1000} for n in range(5)]))
def test_the_order_of_records_does_not_matter(records: list[dict[str, object]]) -> None:
    newest = read(records).newest
    assert newest is not None
    assert newest.fixed_at == T0 + 4_000


def test_of_thousands_of_records_the_newest_places_are_read() -> None:
    places = [
        {"latitude": 39.8, "longitude": -89.6, "uncertainty": n, "location_time": 10**12 + n} for n in range(1, 14_001)
    ]
    answer = read({"locations": [*places[7_000:], "?", {"note": "none"}, *places[:7_000]]})
    assert len(answer.fixes) == MOST_FIXES
    assert (answer.fixes[0].fixed_at, answer.fixes[-1].fixed_at) == (10**12 + 13_801, 10**12 + 14_000)


def test_records_that_name_no_place_crowd_out_none_that_does() -> None:
    newer = [{"latitude": 99, "longitude": 0, "location_time": 10**12 + n} for n in range(1, 1_001)]
    answer = read([{"latitude": 39.8, "longitude": -89.6, "location_time": 10**12}, *newer])
    assert [one.fixed_at for one in answer.fixes] == [10**12]
    assert len(answer.refused) == 1_000
