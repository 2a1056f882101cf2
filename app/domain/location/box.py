"""A jurisdiction bounding box and where a fix stands against it (contract 3.3, 3.5)."""

import enum

import msgspec

from app.domain.location.fix import Fix, distance_m


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """An ECC's jurisdiction box in WGS-84 degrees; ``west > east`` means that it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether the point lies in the box, edges included."""
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


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
    width = (box.east - box.west) % 360 if box.west > box.east else box.east - box.west
    offset = _nearest_turn(fix.longitude - box.west, width)
    lat = min(max(fix.latitude, box.south), box.north)
    lon = min(max(offset, 0.0), width)
    here = (fix.latitude, offset)
    if (lat, lon) != here:
        return distance_m(here, (lat, lon))
    return min(
        distance_m(here, (box.south, lon)),
        distance_m(here, (box.north, lon)),
        distance_m(here, (lat, 0.0)),
        distance_m(here, (lat, width)),
    )


def _nearest_turn(offset: float, width: float) -> float:
    """The same longitude offset, turned by 360 degrees to lie as near the span 0..width as it can."""
    return min((offset - 360, offset, offset + 360), key=lambda turn: abs(turn - width / 2))
