"""The way from one place to another: metres and compass direction on the WGS-84 ellipsoid."""

import msgspec
from geographiclib.geodesic import Geodesic

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
