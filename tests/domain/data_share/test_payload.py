import json
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.field_mapping import Mapping
from app.domain.data_share.payload import DataShare, MalformedShare, parse
from app.domain.location.fix import Fix
from tests.domain.data_share.test_payload_strict_json import JSON_VALUES

FULL: dict[str, typing.Any] = {
    "access_token": "token-of-a-share-0001",
    "query": {"caller_id": "12125550123"},
    "bounding_box": {"north": 40.88, "south": 40.70, "east": -73.90, "west": -74.03},
    "location": {"latitude": 40.7484, "longitude": -73.9857, "uncertainty_radius": 18.5},
    "account_id": "NY_0161",
}


def body(**changes: object) -> bytes:
    return json.dumps({**FULL, **changes}).encode()


def share(**changes: object) -> DataShare:
    found = parse(body(**changes))
    assert isinstance(found, DataShare), found
    return found


def test_the_whole_of_it() -> None:
    found = share()
    assert found.access_token == "token-of-a-share-0001"
    assert found.phone
    assert (found.phone.e164, found.phone.as_received) == ("+12125550123", "12125550123")
    assert found.place == Fix(latitude=40.7484, longitude=-73.9857, source="share", uncertainty_m=18.5)
    assert found.ecc == "NY_0161"
    assert "token-of-a-share-0001" not in found.untrusted_body
    assert "token-of-a-share" not in repr(found)
    assert "2125550123" not in repr(found)


@pytest.mark.parametrize("name", ["caller_id", "phone_number", "phone", "query", "value"])
@pytest.mark.parametrize("number", ["+1 212 555 0123", 12125550123])
def test_phone_inside_query(name: str, number: object) -> None:
    found = share(query={name: number})
    assert found.phone
    assert found.phone.e164 == "+12125550123"


@pytest.mark.parametrize("name", ["caller_id", "phone_number"])
def test_phone_beside_query(name: str) -> None:
    found = share(query={"caller_id": "unknown"}, **{name: "12125550123"})
    assert found.phone
    assert found.phone.e164 == "+12125550123"


@pytest.mark.parametrize(
    "changes",
    [
        {"query": " alert-7 "},
        {"query": {"alert_id": "alert-7"}},
        {"query": {}, "alert_id": "alert-7"},
        {"query": {"alert_id": "  "}, "alert_id": "alert-7"},
    ],
)
def test_alert_ids(changes: dict[str, object]) -> None:
    found = share(**changes)
    assert (found.alert_id, found.phone) == ("alert-7", None)


def test_an_integer_counts_like_a_text() -> None:
    assert share(query={"alert_id": 7}).alert_id == "7"
    assert share(account_id=161).ecc == "161"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"location": {"lat": "40.75", "lng": "-73.98"}}, (40.75, -73.98)),
        ({"location": {"geodetic": {"lat": 40.75, "lon": -73.98}}}, (40.75, -73.98)),
        ({"location": None, "query": {"caller_id": "12125550123", "location": {"lat": 40.75, "lon": 1}}}, (40.75, 1)),
        ({"location": None, "incident_location": {"latitude": 40.75, "longitude": -73.98}}, (40.75, -73.98)),
        ({"location": None, "query": {"caller_id": "12125550123", "lat": 40.75, "lon": -73.98}}, (40.75, -73.98)),
        ({"location": None, "latitude": 40.75, "longitude": -73.98}, (40.75, -73.98)),
        ({"location": {"lat": 95, "lon": 1}, "incident_location": {"lat": 40.75, "lon": -73.98}}, (40.75, -73.98)),
    ],
)
def test_places(changes: dict[str, object], place: tuple[float, float]) -> None:
    found = share(**changes).place
    assert found
    assert (found.latitude, found.longitude) == place


@pytest.mark.parametrize(
    ("location", "warning"),
    [
        (None, "location_missing"),
        ({}, "location_missing"),
        ({"latitude": 40.75}, "location_invalid"),
        ({"longitude": -73.98}, "location_invalid"),
        ({"latitude": 40.75, "longitude": True}, "location_invalid"),
        ({"latitude": 0, "longitude": 0.0}, "location_invalid"),
        ({"latitude": 95, "longitude": 1}, "location_invalid"),
        ("5th Avenue", "location_invalid"),
    ],
)
def test_no_place_and_why(location: object, warning: str) -> None:
    found = share(location=location)
    assert found.place is None
    assert found.warnings == (warning,)


@pytest.mark.parametrize("radius", [-1, 0, "wide", None, True])
def test_an_unstated_radius_is_unknown_and_never_zero(radius: object) -> None:
    found = share(location={"lat": 40.75, "lon": -73.98, "uncertainty_radius": radius}).place
    assert found
    assert found.uncertainty_m is None


def test_a_time_is_kept_only_where_it_is_the_places_own() -> None:
    timed = share(location={"lat": 40.75, "lon": -73.98, "location_time": 1_795_305_600}).place
    beside = share(location=None, lat=40.75, lon=-73.98, timestamp=1_795_305_600).place
    assert timed
    assert timed.fixed_at == 1_795_305_600_000
    assert beside
    assert beside.fixed_at is None


def test_agencies_of_the_center() -> None:
    def warnings(agencies: tuple[str, ...], **changes: object) -> tuple[str, ...]:
        found = parse(body(**changes), agencies=agencies)
        assert isinstance(found, DataShare)
        return found.warnings

    assert warnings(()) == ()
    assert warnings(("NY_0161", "NJ_0001")) == ()
    assert warnings(("NJ_0001",)) == ("ecc_not_listed",)
    assert warnings(("NJ_0001",), account_id=None) == ("ecc_missing",)
    assert warnings((), account_id=None, account={"id": "NY_1"}) == ()
    assert warnings((), account_id=True) == ("ecc_missing",)


def test_a_mapping_of_the_center_replaces_the_contracts() -> None:
    found = parse(body(query={"tel": "12125550123"}), Mapping(phone=("query.tel",)))
    assert isinstance(found, DataShare)
    assert isinstance(parse(body(), Mapping(phone=("query.tel",))), MalformedShare)


def test_reasons_tell_nothing_of_the_body() -> None:
    found = parse(body(access_token="tokén-of-somebody", query="12125550123"))
    assert isinstance(found, MalformedShare)
    assert found.reason == "access_token is not 1 to 4096 printable ASCII characters"
    assert "somebody" not in repr(found)


@given(st.binary())
def test_any_bytes(untrusted: bytes) -> None:
    assert isinstance(parse(untrusted), MalformedShare)


WANTED = sorted(
    {"access_token", "query", "bounding_box", "location", "latitude", "lon", "geodetic", "account", "id", "alert_id"}
)
LIKELY = (
    st.sampled_from([12125550123, "12125550123", "alert-1", -1, 0, 1e308, 10**30, 40.75, "40.75", True, None])
    | JSON_VALUES
)
OBJECTS = st.recursive(LIKELY, lambda inner: st.dictionaries(st.sampled_from(WANTED), inner), max_leaves=20)


@given(st.dictionaries(st.sampled_from([*WANTED, "caller_id"]), OBJECTS))
def test_any_object_of_the_same_kind(value: dict[str, object]) -> None:
    assert isinstance(parse(json.dumps({**FULL, **value}).encode()), DataShare | MalformedShare)


@pytest.mark.parametrize(
    "changes",
    [
        {"query": "the lobby phone"},
        {"query": True},
        {"query": None},
        {"query": ["12125550123"]},
        {"query": {"caller_id": "unavailable"}},
    ],
)
def test_a_caller_whose_number_cannot_be_read_is_still_one(changes: dict[str, object]) -> None:
    found = parse(body(**changes))
    assert isinstance(found, MalformedShare)
    assert found.readable is not None
    assert found.readable.phone is None
    assert (found.readable.place is not None, found.readable.box is not None) == (True, True)
    assert found.readable.access_token == FULL["access_token"]
    assert str(FULL["access_token"]) not in found.readable.untrusted_body


@pytest.mark.parametrize("token", [None, "", "tokén-of-somebody", 5])
def test_a_token_that_cannot_be_used_is_none_and_is_not_kept_as_text(token: object) -> None:
    found = parse(body(access_token=token))
    assert isinstance(found, MalformedShare)
    assert found.readable is not None
    assert found.readable.access_token == ""
    assert "somebody" not in found.readable.untrusted_body


@pytest.mark.parametrize("untrusted", [b"[]", b"{", b'{"access_token": "t", "query": "?"}'])
def test_what_says_nothing_of_a_caller_is_none(untrusted: bytes) -> None:
    found = parse(untrusted)
    assert isinstance(found, MalformedShare)
    assert found.readable is None


def test_a_token_with_blanks_at_its_ends_is_sent_without_them() -> None:
    assert share(access_token=" token-of-nobody  ").access_token == "token-of-nobody"
