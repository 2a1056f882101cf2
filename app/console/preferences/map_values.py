"""The map's look among this console's own values: distances, the notation under the pointer, what counts as rough."""

import collections.abc

import msgspec

from app.console.map.map_look import MapLook, Units
from app.console.preferences.own_values import OwnValue
from app.domain.location.coordinates import WRITTEN
from app.domain.location.reading import Notation

ROUGH = (25.0, 50.0, 100.0)
VERY_ROUGH = (150.0, 300.0, 1_000.0)
USUAL = MapLook()
Now = collections.abc.Callable[[], MapLook]
Wear = collections.abc.Callable[[MapLook], None]


def map_values(now: Now, wear: Wear) -> tuple[OwnValue, ...]:
    """The rows; ``wear`` puts a look in force and keeps it."""
    return (*_read_out(now, wear), *_badges(now, wear))


def _read_out(now: Now, wear: Wear) -> tuple[OwnValue, ...]:
    section = "Map"
    return (
        OwnValue(
            "map_units",
            section,
            "Distances on the map",
            "Rings and scale. A fix's ± stays in metres everywhere, as it was received.",
            (
                (Units.METRIC.value, "Metres and kilometres"),
                (Units.IMPERIAL.value, "Feet and miles"),
            ),
            USUAL.units.value,
            lambda: now().units.value,
            lambda text: wear(msgspec.structs.replace(now(), units=Units(text))),
        ),
        OwnValue(
            "map_notation",
            section,
            "Coordinates under the pointer",
            "Which notation the map reads out. The incident shows them all.",
            tuple((one.value, one.value) for one in WRITTEN),
            USUAL.notation.value,
            lambda: now().notation.value,
            lambda text: wear(msgspec.structs.replace(now(), notation=Notation(text))),
        ),
    )


def _badges(now: Now, wear: Wear) -> tuple[OwnValue, ...]:
    section = "Map"
    return (
        OwnValue(
            "map_rough",
            section,
            "A fix is rough from",
            "Less exact fixes wear a badge.",
            _metres(ROUGH),
            f"{USUAL.rough_m:g}",
            lambda: f"{now().rough_m:g}",
            lambda text: wear(msgspec.structs.replace(now(), rough_m=float(text))),
        ),
        OwnValue(
            "map_very_rough",
            section,
            "A fix is very rough from",
            "Such a fix tells the quarter, not the house.",
            _metres(VERY_ROUGH),
            f"{USUAL.very_rough_m:g}",
            lambda: f"{now().very_rough_m:g}",
            lambda text: wear(msgspec.structs.replace(now(), very_rough_m=float(text))),
        ),
    )


def _metres(lengths: collections.abc.Iterable[float]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{length:g}", f"± {length:g} m") for length in lengths)
