"""What LEI answered: fixes by their own time, and the records that are none, in whatever shape they come (4.4)."""

import collections.abc
import math

import msgspec

from app.domain.location.fix import Fix, usable
from app.domain.location.phone import looks_swapped
from app.domain.numbers import number, utc_ms

Names = tuple[str, ...]


class Aliases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of docs/contract.md#4.4, tried in their order; settings may replace any of them."""

    containers: Names = ("locations", "location", "records", "results", "data")
    """Where a list of records, or a single one, may stand."""
    nests: Names = ("geodetic", "location", "coordinates")
    """Objects inside a record that may hold its parts."""
    latitude: Names = ("latitude", "lat")
    longitude: Names = ("longitude", "lon", "lng")
    uncertainty_m: Names = (
        "uncertainty_radius",
        "uncertainty",
        "horizontal_uncertainty",
        "accuracy",
        "location_accuracy",
    )
    confidence: Names = ("confidence", "location_confidence", "horizontal_confidence")
    altitude_m: Names = ("altitude", "elevation")
    altitude_datum: Names = ("altitude_datum", "vertical_datum", "datum")
    vertical_uncertainty_m: Names = ("vertical_uncertainty", "uncertainty_altitude")
    floor: Names = ("estimated_floor_level", "floor", "location_floor")
    fixed_at: Names = ("location_time", "created_time", "timestamp", "time", "created_at")
    reported_source: Names = ("source", "application", "provided_location", "location_source")
    """All that are given are shown, verbatim."""
    address: Names = ("civic", "address", "civic_address")
    """A text, or an object of the parts below; the parts may also stand in the record itself."""
    address_name: Names = ("name",)
    """Only inside an address object: elsewhere a name may be a person's."""
    address_parts: tuple[Names, ...] = (
        ("street_1", "street_address", "street"),
        ("street_2",),
        ("city", "locality"),
        ("state", "region"),
        ("zip_code", "postal_code", "zip"),
        ("country", "country_code"),
    )
    address_anchors: Names = ("street_1", "street_address", "street", "city")
    """Without one of these, parts that stand in the record itself (a bare ``state``) are no address."""


CONTRACT_ALIASES = Aliases()


INVALID = "location_invalid"
ZERO = "location_zero"
SWAPPED = "location_swapped"
MISSING = "location_missing"

_LONGEST_LABEL = 200
_DEEPEST_NEST = 3

Record = dict[str, object]
Layers = list[Record]
"""A record and the nests inside it, outermost first."""


class NoFix(msgspec.Struct, frozen=True, kw_only=True):
    """A record that names no usable place: why, its numbers as far as they are numbers, and its address."""

    reason: str
    latitude: float | None = None
    longitude: float | None = None
    address: str | None = None


def layers(record: Record, aliases: Aliases, depth: int = 0) -> Layers:
    """The record followed by the nests inside it."""
    nests = [record.get(name) for name in aliases.nests] if depth < _DEEPEST_NEST else []
    return [record, *(layer for nest in nests if isinstance(nest, dict) for layer in layers(nest, aliases, depth + 1))]


def names_a_place(record: Record, aliases: Aliases) -> bool:
    """Whether the record says anything of latitude, longitude or an address."""
    inside = layers(record, aliases)
    wanted = (*aliases.latitude, *aliases.longitude)
    return _says(inside, wanted) or address(inside, aliases) is not None


def fix(record: Record, aliases: Aliases) -> Fix | NoFix:
    """The record as a fix; it is never corrected, so a swapped pair is refused and shown as it came."""
    inside = layers(record, aliases)
    where = address(inside, aliases)
    latitude, longitude = _pair(inside, aliases)
    if reason := _why_not(inside, aliases, latitude, longitude):
        return NoFix(reason=reason, latitude=latitude, longitude=longitude, address=where)
    return Fix(
        latitude=latitude or 0.0,
        longitude=longitude or 0.0,
        source="lei",
        uncertainty_m=_above_zero(_number(inside, aliases.uncertainty_m)),
        confidence=_probability(_number(inside, aliases.confidence)),
        fixed_at=_fixed_at(inside, aliases),
        reported_source=", ".join(dict.fromkeys(_labels(inside, aliases.reported_source))) or None,
        altitude_m=_number(inside, aliases.altitude_m),
        altitude_datum=next(_labels(inside, aliases.altitude_datum), None),
        vertical_uncertainty_m=_above_zero(_number(inside, aliases.vertical_uncertainty_m)),
        floor=next(_labels(inside, aliases.floor), None),
        address=where,
    )


def address(inside: Layers, aliases: Aliases) -> str | None:
    """The civic address as reported, in one line; shown, never geocoded."""
    for value in _said(inside, aliases.address):
        if isinstance(value, dict):
            line = ", ".join(_parts([value], (aliases.address_name, *aliases.address_parts)))
        else:
            line = _label(value) or ""
        if line:
            return line
    anchored = _says(inside, aliases.address_anchors)
    return ", ".join(_parts(inside, aliases.address_parts)) or None if anchored else None


def _why_not(inside: Layers, aliases: Aliases, latitude: float | None, longitude: float | None) -> str | None:
    if latitude is None or longitude is None:
        return INVALID if _says(inside, (*aliases.latitude, *aliases.longitude)) else MISSING
    if latitude == 0 and longitude == 0:
        return ZERO
    if looks_swapped(latitude, longitude):
        return SWAPPED
    return None if usable(latitude, longitude) else INVALID


def _pair(inside: Layers, aliases: Aliases) -> tuple[float | None, float | None]:
    """Latitude and longitude out of one and the same layer, never mixed from two."""
    pairs = [(_number([layer], aliases.latitude), _number([layer], aliases.longitude)) for layer in inside]
    return next((pair for pair in pairs if None not in pair), pairs[0])


def _said(inside: Layers, names: Names) -> collections.abc.Iterator[object]:
    """Every value that stands under one of the names, in the names' order; null is nothing said."""
    return (layer[name] for name in names for layer in inside if layer.get(name) is not None)


def _says(inside: Layers, names: Names) -> bool:
    return next(_said(inside, names), None) is not None


def _number(inside: Layers, names: Names) -> float | None:
    numbers = (number(value) for value in _said(inside, names))
    return next((found for found in numbers if found is not None and math.isfinite(found)), None)


def _fixed_at(inside: Layers, aliases: Aliases) -> int | None:
    return next((at for value in _said(inside, aliases.fixed_at) if (at := utc_ms(value)) is not None), None)


def _above_zero(metres: float | None) -> float | None:
    """A size, or None: -1 means not known, and a circle of no size would claim too much."""
    return metres if metres is not None and metres > 0 else None


def _probability(stated: float | None) -> float | None:
    """A confidence from 0 to 1; some sources state it in percent."""
    if stated is None or not 0 < stated <= 100:  # noqa: PLR2004
        return None
    return stated if stated <= 1 else stated / 100


def _labels(inside: Layers, names: Names) -> collections.abc.Iterator[str]:
    return (label for value in _said(inside, names) if (label := _label(value)) is not None)


def _label(untrusted: object) -> str | None:
    """A text or number, trimmed and no longer than a label; None for anything else and for nothing."""
    if isinstance(untrusted, str):
        return untrusted.strip()[:_LONGEST_LABEL] or None
    found = number(untrusted)
    return None if found is None else f"{found:g}"


def _parts(inside: Layers, parts: tuple[Names, ...]) -> list[str]:
    return [label for names in parts if (label := next(_labels(inside, names), None)) is not None]


_DEEPEST_CONTAINER = 4
MOST_FIXES = 200
"""Of one answer; RapidSOS keeps a caller's places for 20 minutes, so that these are one every 6 s."""

Key = tuple[int | None, float, float, float | None]


class LeiAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The fixes of one answer, oldest first and each once, and the records that name no usable place."""

    fixes: tuple[Fix, ...] = ()
    refused: tuple[NoFix, ...] = ()

    @property
    def newest(self) -> Fix | None:
        """The fix of the latest time; its position in the answer means nothing (docs/contract.md#4.4)."""
        return self.fixes[-1] if self.fixes else None


def read(untrusted: object, aliases: Aliases = CONTRACT_ALIASES) -> LeiAnswer:
    """Any decoded body as an answer; never raises. No fixes means "no location available", which is no error."""
    found = _newest(_records(untrusted, aliases), aliases)
    fixes = {key(one): one for one in found if isinstance(one, Fix)}
    in_time = sorted(fixes.values(), key=lambda one: one.fixed_at or 0)
    return LeiAnswer(fixes=tuple(in_time), refused=tuple(one for one in found if isinstance(one, NoFix)))


def _newest(records: list[object], aliases: Aliases) -> list[Fix | NoFix]:
    """The newest places of an answer in its own order, and the records that name none; the rest is left unread."""
    if len(records) <= MOST_FIXES:
        return [_read(one, aliases) for one in records]
    found: dict[int, Fix | NoFix] = {}
    places = 0
    for position in sorted(range(len(records)), key=lambda at: _time(records[at], aliases), reverse=True):
        one = found[position] = _read(records[position], aliases)
        places += isinstance(one, Fix)
        if places == MOST_FIXES:
            break
    return [found[position] for position in sorted(found)]


def _read(record: object, aliases: Aliases) -> Fix | NoFix:
    return fix(record, aliases) if isinstance(record, dict) else NoFix(reason=INVALID)


def _time(record: object, aliases: Aliases) -> int:
    """A record's own time (UTC ms); 0 when it states none."""
    return _fixed_at(layers(record, aliases), aliases) or 0 if isinstance(record, dict) else 0


def key(one: Fix) -> Key:
    """What makes two records the same observation (docs/contract.md#4.4)."""
    return (one.fixed_at, one.latitude, one.longitude, one.uncertainty_m)


def unseen(answer: LeiAnswer, known: collections.abc.Iterable[Fix]) -> tuple[Fix, ...]:
    """The answer's fixes that weren't known before: a caller who stands still gives none, and the fix's age grows."""
    before = {key(one) for one in known}
    return tuple(one for one in answer.fixes if key(one) not in before)


def _records(untrusted: object, aliases: Aliases, depth: int = 0) -> list[object]:
    """A list is the records; an object holds them under a container's name, or is one itself."""
    if isinstance(untrusted, list):
        return list(untrusted)
    if not isinstance(untrusted, dict) or depth > _DEEPEST_CONTAINER:
        return []
    held = [untrusted[name] for name in aliases.containers if isinstance(untrusted.get(name), list | dict)]
    lists = [value for value in held if isinstance(value, list)]
    if lists and not _holds_coordinates(untrusted, aliases):
        return list(lists[0])
    if names_a_place(untrusted, aliases):
        return [untrusted]
    return next((records for value in held if (records := _records(value, aliases, depth + 1))), [])


def _holds_coordinates(record: Record, aliases: Aliases) -> bool:
    return any(record.get(name) is not None for name in (*aliases.latitude, *aliases.longitude))
