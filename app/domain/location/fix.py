"""A location fix, one observation of where a caller is, and an ECC's box (docs/contract.md#3.3, #4.3, #4.4)."""

import math

import msgspec

EARTH_RADIUS_M = 6_371_008.8
FULL_TURN = 360.0


class Fix(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where somebody was seen: WGS-84 degrees, metres, UTC milliseconds. None means not stated, never zero."""

    latitude: float
    longitude: float
    source: str
    """``share`` (came with the share), ``lei`` (Latest Emergency Information) or ``typed`` (by an operator)."""
    uncertainty_m: float | None = None
    confidence: float | None = None
    """Probability 0 to 1 that belongs to the radius, only if the source stated it (docs/contract.md#4.3)."""
    fixed_at: int | None = None
    reported_source: str | None = None
    """The source's own word for how it was found, verbatim and untrusted (docs/contract.md#4.4)."""
    altitude_m: float | None = None
    altitude_datum: str | None = None
    vertical_uncertainty_m: float | None = None
    floor: str | None = None
    address: str | None = None
    """Civic address as reported; shown, never geocoded (docs/contract.md#4.4)."""


def usable(latitude: float, longitude: float) -> bool:
    """Whether the pair can be a place: finite, in range and not exactly 0,0 (docs/contract.md#3.5, #4.4)."""
    return (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and abs(latitude) <= 90  # noqa: PLR2004
        and abs(longitude) <= 180  # noqa: PLR2004
        and not (latitude == 0 and longitude == 0)
    )


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in metres between two (latitude, longitude) pairs; within 0.5 % of the ellipsoid."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians(b[1] - a[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


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
