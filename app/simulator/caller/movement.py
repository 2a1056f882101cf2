"""Where a caller is at a moment: degrees in, degrees out, metres and seconds between."""

import itertools
import math

from app.simulator.scenario.shapes import Degrees, Route, Still

METRES_PER_DEGREE = 111_195.0


def moved(point: Degrees, north_m: float, east_m: float) -> Degrees:
    """The point so many metres north and east; flat-earth, good for a few kilometres."""
    latitude = point[0] + north_m / METRES_PER_DEGREE
    longitude = point[1] + east_m / (METRES_PER_DEGREE * math.cos(math.radians(point[0])))
    return latitude, longitude


def apart_m(a: Degrees, b: Degrees) -> float:
    """Metres between two points; flat-earth, good for a few kilometres."""
    north = (b[0] - a[0]) * METRES_PER_DEGREE
    east = (b[1] - a[1]) * METRES_PER_DEGREE * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def length_m(route: Route) -> float:
    """The way from the first to the last point of a route, in metres."""
    return sum(apart_m(a, b) for a, b in itertools.pairwise(route.points))


def arrival_s(movement: Still | Route) -> float | None:
    """Seconds after the start from which the caller stands still; None if never."""
    if isinstance(movement, Still):
        return 0.0
    return length_m(movement) / movement.speed_mps if movement.then == "stop" else None


def position(movement: Still | Route, elapsed_s: float) -> Degrees:
    """Where the caller is that many seconds after starting to move; at the start before it."""
    if isinstance(movement, Still):
        return movement.at
    whole = length_m(movement)
    gone = max(0.0, elapsed_s) * movement.speed_mps
    if movement.then == "back" and whole > 0:
        gone %= 2 * whole
        gone = min(gone, 2 * whole - gone)
    return _along(movement.points, gone)


def _along(points: list[Degrees], gone_m: float) -> Degrees:
    for start, end in itertools.pairwise(points):
        leg = apart_m(start, end)
        if gone_m < leg:
            part = gone_m / leg
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        gone_m -= leg
    return points[-1]
