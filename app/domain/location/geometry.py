"""Where a fix stands against an ECC's bounding box, and how fixes moved (docs/contract.md#3.3, #3.5)."""

import collections.abc
import enum
import math

import msgspec
from geographiclib.geodesic import Geodesic

from app.domain.location.fix import FULL_TURN, Box, Fix, distance_m


class BoxRelation(enum.Enum):
    """How a fix with its uncertainty circle stands against a box."""

    INSIDE = "inside"
    STRADDLING = "straddling"
    OUTSIDE = "outside"


def standing(fix: Fix, box: Box) -> BoxRelation:
    """Inside, straddling or outside: the circle against the box's edges; no stated radius counts as a point."""
    radius = fix.uncertainty_m or 0.0
    reach = distance_to_edge_m(fix, box)
    if box.contains(fix.latitude, fix.longitude):
        return BoxRelation.INSIDE if reach >= radius else BoxRelation.STRADDLING
    return BoxRelation.OUTSIDE if reach > radius else BoxRelation.STRADDLING


def distance_to_edge_m(fix: Fix, box: Box) -> float:
    """Metres from the fix to the nearest point of the box's outline."""
    here = (fix.latitude, fix.longitude)
    nearest = [(parallel, _nearest_longitude(fix, box)) for parallel in (box.south, box.north)]
    if box.last - box.west < FULL_TURN:
        nearest += [(_nearest_latitude(fix, box, meridian), meridian) for meridian in (box.west, box.east)]
    return min(distance_m(here, point) for point in nearest)


def _nearest_longitude(fix: Fix, box: Box) -> float:
    """Where a parallel's edge comes nearest: due north or south of the fix, else at the nearer corner."""
    middle = (box.west + box.last) / 2
    turned = middle + math.remainder(fix.longitude - middle, FULL_TURN)
    return min(max(turned, box.west), box.last)


def _nearest_latitude(fix: Fix, box: Box, meridian: float) -> float:
    """Where a meridian's edge comes nearest: the foot of the perpendicular great circle, else the nearer corner."""
    latitude, apart = math.radians(fix.latitude), math.radians(fix.longitude - meridian)
    foot = math.degrees(math.atan2(math.sin(latitude), math.cos(latitude) * math.cos(apart)))
    return min(max(foot, box.south), box.north)


_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")


class Course(msgspec.Struct, frozen=True):
    """How far, in metres, and in which direction at the start, in degrees clockwise from north, 0 to below 360."""

    metres: float
    degrees: float

    @property
    def point(self) -> str:
        """The nearest of the sixteen compass points, like ``ENE``."""
        return _POINTS[round(self.degrees / 22.5) % 16]


def course(start: tuple[float, float], end: tuple[float, float]) -> Course:
    """The shortest way between two (latitude, longitude) pairs."""
    line = Geodesic.WGS84.Inverse(*start, *end)
    # Twice, because a hair west of north is rounded up to 360 itself.
    return Course(float(line["s12"]), float(line["azi1"]) % 360 % 360)


LOOK_BACK_MS = 120_000


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """What lies between two fixes, how much time (ms), and whether it is more than their radii can explain."""

    course: Course
    over_ms: int
    beyond_radius: bool


def movement(fixes: collections.abc.Iterable[Fix]) -> Movement | None:
    """From the oldest fix of the last two minutes to the newest, or from the one before; None with fewer than two.

    Only fixes with a time of their own count, since only those can be put in order.
    """
    timed = sorted(((fix.fixed_at, fix) for fix in fixes if fix.fixed_at is not None), key=lambda pair: pair[0])
    if len(timed) < 2 or timed[0][0] == timed[-1][0]:  # noqa: PLR2004
        return None
    newest_at, newest = timed[-1]
    recent = [pair for pair in timed if newest_at - LOOK_BACK_MS <= pair[0] < newest_at]
    before_at, before = recent[0] if recent else next(pair for pair in reversed(timed) if pair[0] < newest_at)
    way = course((before.latitude, before.longitude), (newest.latitude, newest.longitude))
    blur = max(before.uncertainty_m or 0.0, newest.uncertainty_m or 0.0)
    return Movement(course=way, over_ms=newest_at - before_at, beyond_radius=way.metres > blur)
