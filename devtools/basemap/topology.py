"""Reads the arcs and polygons of a TopoJSON file (quantised, delta-encoded) into plain degrees."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

Point = tuple[float, float]
Ring = list[int]


class Topology:
    """The arcs of one TopoJSON document in (longitude, latitude) degrees, and its named geometries."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._objects = document["objects"]
        scale, shift = document["transform"]["scale"], document["transform"]["translate"]
        self.arcs = [list(_degrees(arc, scale, shift)) for arc in document["arcs"]]

    def geometries(self, name: str) -> list[dict[str, Any]]:
        """The geometries of one named object."""
        return list(self._objects[name]["geometries"])

    def owners(self, name: str, key: Callable[[dict[str, Any]], str]) -> dict[int, set[str]]:
        """Which geometries, by ``key``, use each arc: two owners make a border, one owner a coast."""
        found: dict[int, set[str]] = defaultdict(set)
        for geometry in self.geometries(name):
            for ring in rings(geometry):
                for arc in ring:
                    found[arc if arc >= 0 else ~arc].add(key(geometry))
        return found


def rings(geometry: dict[str, Any]) -> list[Ring]:
    """All rings of a polygon or multipolygon, holes among them (they are drawn by the even-odd rule)."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return []


def _degrees(arc: list[list[int]], scale: list[float], shift: list[float]) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + shift[0], y * scale[1] + shift[1]
