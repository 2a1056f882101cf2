"""What ``console.ini`` keeps of the map, as typed values: the base map and the look. A preferences page writes both.

``map/file``, ``map/server``, ``map/attribution``, ``map/most_zoom``; ``map/units``, ``map/notation``, ``map/rough_m``,
``map/very_rough_m``, ``map/hidden``. The server's key is never among them: it lies in the keyring.
"""

import contextlib

from app.console.map.map_look import Layer, MapLook, Units
from app.console.map.tiles.base_map import DEEPEST_ASKED, BaseMap
from app.console.memory import Memory
from app.domain.location.coordinates import WRITTEN
from app.domain.location.reading import Notation


def base_map(memory: Memory) -> BaseMap:
    """The base map that this console uses."""
    return BaseMap(
        file=memory.text("map/file"),
        server=memory.text("map/server"),
        attribution=memory.text("map/attribution"),
        most_zoom=round(_within(memory.number("map/most_zoom", DEEPEST_ASKED), 1, 22)),
    )


def keep_base_map(memory: Memory, chosen: BaseMap) -> None:
    """Remember another base map."""
    memory.keep("map/file", chosen.file)
    memory.keep("map/server", chosen.server)
    memory.keep("map/attribution", chosen.attribution)
    memory.keep("map/most_zoom", chosen.most_zoom)
    memory.flush()


def map_look(memory: Memory) -> MapLook:
    """How the map is wanted; what is damaged is as it comes."""
    usual = MapLook()
    units, notation = usual.units, usual.notation
    with contextlib.suppress(ValueError):
        units = Units(memory.text("map/units", units.value))
    with contextlib.suppress(ValueError):
        notation = Notation(memory.text("map/notation", notation.value))
    rough = _within(memory.number("map/rough_m", usual.rough_m), 1, 100_000)
    return MapLook(
        units=units,
        notation=notation if notation in WRITTEN else usual.notation,
        rough_m=rough,
        very_rough_m=_within(memory.number("map/very_rough_m", usual.very_rough_m), rough, 100_000),
        hidden=frozenset(layer for layer in Layer if layer.value in memory.text("map/hidden").split()),
    )


def keep_map_look(memory: Memory, look: MapLook) -> None:
    """Remember another look."""
    memory.keep("map/units", look.units.value)
    memory.keep("map/notation", look.notation.value)
    memory.keep("map/rough_m", look.rough_m)
    memory.keep("map/very_rough_m", look.very_rough_m)
    memory.keep("map/hidden", " ".join(sorted(layer.value for layer in look.hidden)))
    memory.flush()


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most) if value == value else least  # noqa: PLR0124 not a number is no number
