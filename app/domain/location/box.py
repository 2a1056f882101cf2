"""A jurisdiction bounding box and where a fix stands against it (docs/contract.md#3.3, #3.5)."""

import enum
import math

import msgspec

from app.domain.location.fix import Fix, distance_m

FULL_TURN = 360.0


class Box(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An ECC's jurisdiction box in WGS-84 degrees; ``west > east`` means that it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    @property
    def last(self) -> float:
        """The eastern edge counted on from the western one, so never below it: 184 for 176 W east of 172 E."""
        return self.east if self.west <= self.east else self.east + FULL_TURN

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether the point lies in the box, edges included."""
        turns = (longitude - FULL_TURN, longitude, longitude + FULL_TURN)
        return self.south <= latitude <= self.north and any(self.west <= turn <= self.last for turn in turns)


class Standing(enum.Enum):
    """How a fix with its uncertainty circle stands against a box."""

    INSIDE = "inside"
    STRADDLING = "straddling"
    OUTSIDE = "outside"


def standing(fix: Fix, box: Box) -> Standing:
    """Inside, straddling or outside: the circle against the box's edges; no stated radius counts as a point."""
    radius = fix.uncertainty_m or 0.0
    reach = distance_to_edge_m(fix, box)
    if box.contains(fix.latitude, fix.longitude):
        return Standing.INSIDE if reach >= radius else Standing.STRADDLING
    return Standing.OUTSIDE if reach > radius else Standing.STRADDLING


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
