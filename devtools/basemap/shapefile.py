"""Reads the rings of a polygon shapefile (ESRI's published layout: little-endian past the header) and thins them."""

import itertools
import math
import struct
from collections.abc import Iterator

Point = tuple[float, float]
HEADER, RECORD_HEADER, POLYGON = 100, 8, 5


def polygons(data: bytes) -> Iterator[list[list[Point]]]:
    """Every polygon as its rings in (longitude, latitude) degrees."""
    at = HEADER
    while at < len(data):
        words = struct.unpack_from(">i", data, at + 4)[0]
        yield list(_record(data, at + RECORD_HEADER))
        at += RECORD_HEADER + 2 * words


def _record(data: bytes, at: int) -> Iterator[list[Point]]:
    if struct.unpack_from("<i", data, at)[0] != POLYGON:
        return
    parts, points = struct.unpack_from("<ii", data, at + 36)
    starts = [*struct.unpack_from(f"<{parts}i", data, at + 44), points]
    flat = struct.unpack_from(f"<{2 * points}d", data, at + 44 + 4 * parts)
    for start, end in itertools.pairwise(starts):
        yield [(flat[2 * i], flat[2 * i + 1]) for i in range(start, end)]


def thinned(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's thinning: no dropped point lies further than ``tolerance`` degrees from the line kept."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, index = _farthest(points, first, last)
        if far > tolerance:
            keep.add(index)
            spans += [(first, index), (index, last)]
    return [points[i] for i in sorted(keep)]


def _farthest(points: list[Point], first: int, last: int) -> tuple[float, int]:
    return max(((_off_line(points[i], points[first], points[last]), i) for i in range(first + 1, last)), default=(0, 0))


def _off_line(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.dist(point, a)
    return abs(dx * (a[1] - point[1]) - dy * (a[0] - point[0])) / length


def area(ring: list[Point]) -> float:
    """Square degrees of latitude inside a ring, whichever way it turns."""
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    return abs(total) / 2 * math.cos(math.radians(ring[0][1]))
