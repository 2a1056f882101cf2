"""What basemap.json says, while it is being collected (README.md: the format)."""

from typing import Any

from devtools.basemap import sixbit
from devtools.basemap.shapefile import Point

STEPS = 5_000
Shape = list[list[int]]


class Document:
    """Arcs, each with its kind, and the shapes that are made of them."""

    def __init__(self) -> None:
        self.arcs: list[str] = []
        self._kinds = ""
        self.countries: list[Shape] = []
        self.nation: Shape = []
        self.lakes: list[Shape] = []
        self.counties: list[tuple[str, str, Shape]] = []
        """State's number, name ("" where it isn't sure), shape."""
        self.states: dict[str, str] = {}

    def add_arc(self, points: list[Point], kind: str) -> int:
        """Stores a line and returns its number."""
        self.arcs.append(sixbit.line(points, STEPS))
        self._kinds += kind
        return len(self.arcs) - 1

    def plain(self) -> dict[str, Any]:
        """As it is written."""
        return {
            "format": 2,
            "steps": STEPS,
            "kinds": self._kinds,
            "arcs": self.arcs,
            "states": self.states,
            "countries": [_text(shape) for shape in self.countries],
            "nation": _text(self.nation),
            "lakes": [_text(shape) for shape in self.lakes],
            "counties": [[state, name, _text(shape)] for state, name, shape in self.counties],
        }


def _text(shape: Shape) -> list[str]:
    return [sixbit.numbers(ring) for ring in shape]
