"""Where in a Data Share body each wanted thing may stand: data, so that the real specification needs no code change.

A path is dotted from the top of the body; the empty path is the body itself. Earlier paths win (docs/contract.md#3.4).
"""

import collections.abc
import functools

import msgspec

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
