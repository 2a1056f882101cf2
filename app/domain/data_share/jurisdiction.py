"""An ECC's jurisdiction box, read from whatever shape it has; it must never lose a share.

See docs/contract.md#3.4, #3.5.
"""

from app.domain.data_share import mapping
from app.domain.location.box import Box
from app.domain.location.region import HOME
from app.domain.numbers import number

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


def read(untrusted: object, place: Point | None) -> Box | None:
    """The box, or None when it can't be read with certainty.

    Bare numbers don't say which of them is a latitude. The order that contains the shared place decides, else the one
    that overlaps North America or a US territory; range checks alone decide nothing.
    """
    if isinstance(untrusted, list):
        return _from_list(untrusted, place)
    if not isinstance(untrusted, dict):
        return None
    edges = {edge: number(mapping.first(names, untrusted)) for edge, names in _EDGES.items()}
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
    at_home = [box for box in readings if any(_overlap(box, region) for region in HOME)]
    return at_home[0] if len(at_home) == 1 else None


def _named(untrusted: dict[str, object]) -> tuple[float | None, float | None]:
    return number(mapping.first(_LATITUDE, untrusted)), number(mapping.first(_LONGITUDE, untrusted))


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
