"""The named places that the map shows, for words: which one is nearest to a fix (GeoNames, CC BY 4.0)."""

import base64
import bisect
import json
from pathlib import Path

from app.domain.location.description import NamedPlace
from app.domain.location.fix import distance_m

REACH = 0.8
"""Degrees of latitude, about 90 km, within which a place helps to orient; the page's own search has the same."""
BYTES_A_PLACE = 6


class Gazetteer:
    """Answers from ``places.json``. Making one takes 70 ms: do it in a thread. Raises OSError without the file."""

    def __init__(self, file: Path) -> None:
        document = json.loads(file.read_text(encoding="utf-8"))
        points = base64.urlsafe_b64decode(document["points"])
        names = document["names"].split("\n")
        self._rows = sorted(
            (_degrees(points, at + 3, document["steps"]) - 90, _degrees(points, at, document["steps"]) - 180, name)
            for at, name in zip(range(0, len(points), BYTES_A_PLACE), names, strict=True)
        )

    def nearest(self, latitude: float, longitude: float) -> NamedPlace | None:
        """The nearest named place, or None where there is none for about 90 km."""
        here = (latitude, longitude)
        near = [row for row in self._level(latitude) if _apart(row[1], longitude) <= 2 * REACH]
        if not near:
            return None
        lat, lon, name = min(near, key=lambda row: distance_m(here, (row[0], row[1])))
        return NamedPlace(name=name, latitude=lat, longitude=lon)

    def _level(self, latitude: float) -> list[tuple[float, float, str]]:
        south = bisect.bisect_left(self._rows, (latitude - REACH,))
        north = bisect.bisect_right(self._rows, (latitude + REACH,))
        return self._rows[south:north]


def _degrees(points: bytes, at: int, steps: int) -> float:
    return int.from_bytes(points[at : at + 3], "big") / steps


def _apart(a: float, b: float) -> float:
    turn = abs(a - b) % 360
    return min(turn, 360 - turn)
