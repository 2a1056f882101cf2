"""The base map's state in words: on the map where it is missing, and in its lamp."""

from PySide6.QtCore import QCoreApplication

from app.console.map.tiles.ground import Condition, Ground
from app.console.times import local

translate = QCoreApplication.translate


def on_the_map(ground: Ground) -> str:
    """What stands on the map while the base map is missing; empty when nothing is."""
    if ground.condition is Condition.LOST and ground.since is not None:
        sentence = translate("Map", "No base map from {0} since {1}: grid and shapes only")
        return sentence.replace("{0}", ground.name).replace("{1}", f"{local(ground.since):%H:%M}")
    return ground.trouble


def in_the_lamp(ground: Ground, milliseconds: int) -> str:
    """What was seen, for the lamp; ``milliseconds`` is what the map's own page took to come up."""
    match ground.condition:
        case Condition.OFF:
            return translate("Map", "built-in map, up in {0} ms").replace("{0}", str(milliseconds))
        case Condition.NOT_PROVEN:
            return translate("Map", "no picture has come from {0} yet").replace("{0}", ground.name)
        case Condition.GOOD:
            return translate("Map", "pictures from {0}").replace("{0}", ground.name)
        case Condition.LOST:
            return f"{on_the_map(ground)}. {ground.trouble}"
        case Condition.REFUSED | Condition.BROKEN:
            return ground.trouble


def next_step(ground: Ground) -> str:
    """What to do about it."""
    match ground.condition:
        case Condition.LOST:
            return translate(
                "Map",
                "The location shows without it. The server is asked again by itself; if it stays away, look at this "
                "computer's network, or choose another base map.",
            )
        case Condition.REFUSED | Condition.BROKEN:
            return translate("Map", "The location shows without it. Open Base map, correct it and test it there.")
        case _:
            return ""
