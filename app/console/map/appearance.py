"""What the page needs to look like the rest of the console: colours by token, and the words."""

import contextlib
import enum
from typing import Any

import msgspec

from app.console.map.tiles.source import DEEPEST_ASKED, BaseMap, BaseMapCondition, BaseMapStatus
from app.console.state_file import StateFile
from app.console.theme.text import local
from app.console.theme.theme import Theme
from app.domain.location.coordinates import WRITTEN
from app.domain.location.parse_result import Notation


def on_the_map(ground: BaseMapStatus) -> str:
    """What stands on the map while the base map is missing; empty when nothing is."""
    if ground.condition is BaseMapCondition.LOST and ground.since is not None:
        sentence = "No base map from {0} since {1}: grid and shapes only"
        return sentence.replace("{0}", ground.name).replace("{1}", f"{local(ground.since):%H:%M}")
    return ground.trouble


def in_the_lamp(ground: BaseMapStatus, milliseconds: int) -> str:
    """What was seen, for the lamp; ``milliseconds`` is what the map's own page took to come up."""
    match ground.condition:
        case BaseMapCondition.OFF:
            return f"built-in map, up in {milliseconds} ms"
        case BaseMapCondition.NOT_PROVEN:
            return f"no picture has come from {ground.name} yet"
        case BaseMapCondition.GOOD:
            return f"pictures from {ground.name}"
        case BaseMapCondition.LOST:
            return f"{on_the_map(ground)}. {ground.trouble}"
        case BaseMapCondition.REFUSED | BaseMapCondition.BROKEN:
            return ground.trouble


def next_step(ground: BaseMapStatus) -> str:
    """What to do about it."""
    match ground.condition:
        case BaseMapCondition.LOST:
            return (
                "The location shows without it. The server is asked again by itself; if it stays away, look at this "
                "computer's network, or choose another base map."
            )
        case BaseMapCondition.REFUSED | BaseMapCondition.BROKEN:
            return "The location shows without it. Open Base map, correct it and test it there."
        case _:
            return ""


def ground_message(ground: BaseMapStatus) -> dict[str, Any]:
    """Where to ask for tiles, whose they are, and what is wrong; ``tiles`` is None without a base map."""
    tiles = {
        "generation": ground.generation,
        "least": ground.least_zoom,
        "most": ground.most_zoom,
        "bounds": ground.bounds,
    }
    return {
        "tiles": tiles if ground.has_tiles else None,
        "credit": ground.attribution,
        "trouble": on_the_map(ground),
    }


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


def words(follow_key: str = "") -> dict[str, str | list[str] | dict[str, str]]:
    """All of them, keyed as the page's scripts name them; ``follow_key`` brings the map back to the caller."""
    return {
        "ahead": "{0} ahead of our clock",
        "attribution": "US Census · Natural Earth · GeoNames CC BY 4.0",
        "away": "{0} {1}",
        "away_of": "{0} {1} of {2}",
        "box": "Jurisdiction box",
        "box_of": "Jurisdiction box, {0}",
        "built_in": "Built-in base map",
        "caller": "caller",
        "caller_away": "caller {0} {1} of here",
        "caller_moved": "caller moved {0} {1}, out of view",
        "returns": f" · {follow_key} returns" if follow_key else "",
        "rough_fix": "rough: over {0} m",
        "very_rough_fix": "very rough: over {0} m",
        "north": "N",
        "compass": ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"],
        "cursor": "cursor {0}",
        "described": "Map. {0}",
        "kinds": {
            "D": "device fix (LEI)",
            "S": "shared with the call",
            "T": "typed by operator",
            "N": "found by the network",
        },
        "no_accuracy": "accuracy not stated",
        "no_streets": "Built-in base map, no streets at this scale",
        "old": "{0} old",
        "rough": "Built-in: no streets, borders ±200 m",
        "received": "time not stated, received {0} ago",
    }


TOKENS = (
    "page",
    "raised",
    "text",
    "muted",
    "border",
    "hair",
    "accent",
    "accent_tint",
    "land",
    "grid",
    "line",
    "map_label",
    "p2",
    "p2_fill",
    "on_p2",
    "p2_edge",
)


def look(theme: Theme, wanted: MapLook, follow_key: str) -> dict[str, Any]:
    """Colours as ``#RRGGBB`` under the names of docs/screens.md#2.1, all words of the map, and how it is wanted."""
    return {
        "colours": {token: getattr(theme.tokens, token).name() for token in TOKENS},
        "words": words(follow_key),
        "units": wanted.units.value,
        "rough": wanted.rough_m,
        "very_rough": wanted.very_rough_m,
        "hidden": [layer.value for layer in wanted.hidden],
    }


def base_map(memory: StateFile) -> BaseMap:
    """The base map that this console uses."""
    return BaseMap(
        file=memory.text("map/file"),
        server=memory.text("map/server"),
        attribution=memory.text("map/attribution"),
        most_zoom=round(_within(memory.number("map/most_zoom", DEEPEST_ASKED), 1, 22)),
    )


def keep_base_map(memory: StateFile, chosen: BaseMap) -> None:
    """Remember another base map."""
    memory.keep("map/file", chosen.file)
    memory.keep("map/server", chosen.server)
    memory.keep("map/attribution", chosen.attribution)
    memory.keep("map/most_zoom", chosen.most_zoom)
    memory.flush()


def map_look(memory: StateFile) -> MapLook:
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


def keep_map_look(memory: StateFile, look: MapLook) -> None:
    """Remember another look."""
    memory.keep("map/units", look.units.value)
    memory.keep("map/notation", look.notation.value)
    memory.keep("map/rough_m", look.rough_m)
    memory.keep("map/very_rough_m", look.very_rough_m)
    memory.keep("map/hidden", " ".join(sorted(layer.value for layer in look.hidden)))
    memory.flush()


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most) if value == value else least  # noqa: PLR0124 not a number is no number
