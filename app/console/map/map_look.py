"""How a person wants the map: units, notation, from where a fix is called rough, and which layers show."""

import enum

import msgspec

from app.domain.location.reading import Notation


class Units(enum.Enum):
    """Of distances on the map; a fix's ± stays in metres everywhere, as it was received."""

    METRIC = "metric"
    IMPERIAL = "imperial"


class Layer(enum.Enum):
    """What can be left out; fix, circle, box, scale bar and attribution always show."""

    RINGS = "rings"
    TRAIL = "trail"
    OTHERS = "others"
    PLACES = "places"
    GRID = "grid"
    INSET = "inset"
    BASE_MAP = "base_map"


class MapLook(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of it; ``console.ini`` keeps it (``map_memory``)."""

    units: Units = Units.METRIC
    notation: Notation = Notation.DD
    """Of the place under the pointer."""
    rough_m: float = 50.0
    very_rough_m: float = 300.0
    """A fix less exact than this wears a badge (docs/operator.md#d-12)."""
    hidden: frozenset[Layer] = frozenset()
