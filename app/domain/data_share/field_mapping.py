"""Where in a Data Share body each wanted thing may stand: data, so that the real specification needs no code change.

A path is dotted from the top of the body; the empty path is the body itself. Earlier paths win (docs/contract.md#3.4).
"""

import collections.abc
import functools
import math

import msgspec

from app.domain.location.fix import Box, Fix, usable
from app.domain.location.phone import HOME_REGION
from app.domain.numbers import number, utc_ms

Names = tuple[str, ...]


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The paths and names of docs/contract.md#3.4; a mapping file of the center may replace any of them."""

    phone: Names = (
        "query",
        "query.caller_id",
        "query.phone_number",
        "query.phone",
        "query.query",
        "query.value",
        "caller_id",
        "phone_number",
    )
    alert_id: Names = ("query.alert_id", "alert_id")
    """Beside ``query`` itself, which is an alert id when it starts with ``alert-``."""
    location: Names = ("location", "query.location", "incident_location")
    beside_phone: Names = ("query", "")
    """Where latitude and longitude may stand without an object of their own; a time there isn't known to be theirs."""
    ecc: Names = ("account_id", "ecc_account_id", "ecc_id", "psap_id", "organization_id", "account.id")
    latitude: Names = ("latitude", "lat", "geodetic.latitude", "geodetic.lat")
    longitude: Names = ("longitude", "lon", "lng", "geodetic.longitude", "geodetic.lon", "geodetic.lng")
    uncertainty_m: Names = (
        "uncertainty_radius",
        "uncertainty",
        "horizontal_uncertainty",
        "accuracy",
        "location_accuracy",
        "geodetic.uncertainty_radius",
    )
    fixed_at: Names = ("location_time", "created_time", "timestamp", "time", "created_at")


def at(path: str, value: object) -> object:
    """What stands at a path, or None."""
    return _reached(_steps((path,))[0], value)


def first(paths: Names, value: object) -> object:
    """What stands at the first path that has anything."""
    for steps in _steps(paths):
        found = _reached(steps, value)
        if found is not None:
            return found
    return None


def candidates(paths: Names, value: object) -> collections.abc.Iterator[object]:
    """Everything that stands at these paths, in their order."""
    return (found for steps in _steps(paths) if (found := _reached(steps, value)) is not None)


def _reached(steps: Names, value: object) -> object:
    for name in steps:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


@functools.lru_cache
def _steps(paths: Names) -> tuple[Names, ...]:
    """The paths taken apart, once: each share looks along dozens."""
    return tuple(tuple(path.split(".")) if path else () for path in paths)


Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_EDGES = {
    "south": ("south", "min_lat", "min_latitude"),
    "west": ("west", "min_lon", "min_lng", "min_longitude"),
    "north": ("north", "max_lat", "max_latitude"),
    "east": ("east", "max_lon", "max_lng", "max_longitude"),
}
_CORNERS = (("southwest", "northeast"), ("sw", "ne"))
_LATITUDE = ("latitude", "lat")
_LONGITUDE = ("longitude", "lon", "lng")
_ALL_FOUR = 4
_BOTH = 2


def read_jurisdiction(untrusted: object, place: Point | None) -> Box | None:
    """The box, or None when it can't be read with certainty.

    Bare numbers don't say which of them is a latitude. The order that contains the shared place decides, else the one
    that overlaps North America or a US territory; range checks alone decide nothing.
    """
    if isinstance(untrusted, list):
        return _from_list(untrusted, place)
    if not isinstance(untrusted, dict):
        return None
    edges = {edge: number(first(names, untrusted)) for edge, names in _EDGES.items()}
    if any(value is not None for value in edges.values()):
        return _box(edges["south"], edges["west"], edges["north"], edges["east"])
    corners = [[untrusted.get(name) for name in names] for names in _CORNERS]
    named = next((pair for pair in corners if None not in pair), None)
    return None if named is None else _from_list(named, place)


def _from_list(untrusted: list[object], place: Point | None) -> Box | None:
    """A box of four numbers, of two number pairs, or of two points that name their coordinates."""
    if len(untrusted) == _BOTH:
        first, second = untrusted
        if isinstance(first, dict) and isinstance(second, dict):
            return _box(*_named(first), *_named(second))
        if not (isinstance(first, list) and isinstance(second, list) and len(first) == len(second) == _BOTH):
            return None
        untrusted = [*first, *second]
    if len(untrusted) != _ALL_FOUR:
        return None
    a, b, c, d = (number(entry) for entry in untrusted)
    return _decided([box for box in (_box(b, a, d, c), _box(a, b, c, d)) if box is not None], place)


def _decided(readings: list[Box], place: Point | None) -> Box | None:
    containing = [box for box in readings if place is not None and box.contains(*place)]
    if len(containing) == 1:
        return containing[0]
    at_home = [box for box in readings if any(_overlap(box, region) for region in HOME_REGION)]
    return at_home[0] if len(at_home) == 1 else None


def _named(untrusted: dict[str, object]) -> tuple[float | None, float | None]:
    return number(first(_LATITUDE, untrusted)), number(first(_LONGITUDE, untrusted))


def _box(south: float | None, west: float | None, north: float | None, east: float | None) -> Box | None:
    if south is None or west is None or north is None or east is None:
        return None
    in_range = all(abs(value) <= limit for value, limit in ((south, 90), (north, 90), (west, 180), (east, 180)))
    if not in_range or south > north:
        return None
    return Box(south=south, west=west, north=north, east=east)


def _overlap(box: Box, region: Box) -> bool:
    turns = (-360.0, 0.0, 360.0)
    across = any(box.west <= region.last + turn and region.west + turn <= box.last for turn in turns)
    return across and box.south <= region.north and region.south <= box.north


INVALID = "location_invalid"
MISSING = "location_missing"


def read_shared_fix(untrusted: dict[str, object], mapping: Mapping) -> tuple[Fix | None, str | None]:
    """The first usable place in the body, or the warning that says why there is none."""
    named = list(candidates(mapping.location, untrusted))
    beside = [place for place in candidates(mapping.beside_phone, untrusted) if isinstance(place, dict)]
    for place in named:
        if (fix := _fix(place, mapping, timed=True)) is not None:
            return fix, None
    for place in beside:
        if (fix := _fix(place, mapping, timed=False)) is not None:
            return fix, None
    said_something = any(_says_something(place, mapping) for place in [*named, *beside])
    return None, INVALID if said_something else MISSING


def _fix(untrusted: object, mapping: Mapping, *, timed: bool) -> Fix | None:
    latitude, longitude = number(first(mapping.latitude, untrusted)), number(first(mapping.longitude, untrusted))
    if latitude is None or longitude is None or not usable(latitude, longitude):
        return None
    return Fix(
        latitude=latitude,
        longitude=longitude,
        source="share",
        uncertainty_m=_radius(number(first(mapping.uncertainty_m, untrusted))),
        fixed_at=utc_ms(first(mapping.fixed_at, untrusted)) if timed else None,
    )


def _radius(metres: float | None) -> float | None:
    """A radius, or None: RapidSOS writes -1 for not known, and a circle of no size would claim too much."""
    return metres if metres is not None and math.isfinite(metres) and metres > 0 else None


def _says_something(untrusted: object, mapping: Mapping) -> bool:
    if not isinstance(untrusted, dict):
        return True
    return first(mapping.latitude, untrusted) is not None or first(mapping.longitude, untrusted) is not None
