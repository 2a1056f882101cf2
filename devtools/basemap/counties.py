"""Counties of the United States: shapes from the Census, names from the atlas that has the same counties coarser."""

from collections import Counter

from devtools.basemap.shapefile import Point, area
from devtools.basemap.topology import Topology, rings

CONNECTICUT = "09"
"""Its planning regions took the place of its counties in 2022; the atlas still has counties, so none is named."""


class CountyNames:
    """Looks up which county of the atlas a shape is."""

    def __init__(self, atlas: Topology, names: dict[str, str]) -> None:
        self._names = names
        self._shapes = [(county["id"], outline(atlas, county)) for county in atlas.geometries("counties")]

    def of(self, shapes: list[list[list[Point]]]) -> list[tuple[str, str]]:
        """State's number and county's name, shape by shape; a name that two shapes would bear is left out."""
        found = [self._county(inner_point(shape)) for shape in shapes]
        times = Counter(found)
        return [(county[:2], self._names.get(county, "") if self._sure(county, times) else "") for county in found]

    def _sure(self, county: str, times: Counter[str]) -> bool:
        return times[county] == 1 and county[:2] != CONNECTICUT

    def _county(self, point: Point) -> str:
        return next((name for name, shape in self._shapes if crossings(shape, point) % 2), "")


def outline(atlas: Topology, geometry: dict[str, object]) -> list[list[Point]]:
    """The rings of one geometry in degrees."""
    return [
        [point for arc in ring for point in (atlas.arcs[arc] if arc >= 0 else atlas.arcs[~arc][::-1])]
        for ring in rings(geometry)
    ]


def crossings(shape: list[list[Point]], point: Point) -> int:
    """How often a line from the point to the east crosses the shape: odd means inside."""
    return sum(x > point[0] for ring in shape for x in _cuts(ring, point[1]))


def inner_point(shape: list[list[Point]]) -> Point:
    """A point well inside and in no hole: on the largest ring's middle latitude, the middle of the longest stretch."""
    largest = max(shape, key=area)
    middle = (min(y for _, y in largest) + max(y for _, y in largest)) / 2
    cuts = sorted(cut for ring in shape for cut in _cuts(ring, middle))
    west, east = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, middle


def _cuts(ring: list[Point], latitude: float) -> list[float]:
    return [
        a[0] + (b[0] - a[0]) * (latitude - a[1]) / (b[1] - a[1])
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] > latitude) != (b[1] > latitude)
    ]
