"""The base map's state in words: on the map where it is missing, and in its lamp."""

from app.console.map.tiles.ground import Condition, Ground
from app.console.times import local


def on_the_map(ground: Ground) -> str:
    """What stands on the map while the base map is missing; empty when nothing is."""
    if ground.condition is Condition.LOST and ground.since is not None:
        sentence = "No base map from {0} since {1}: grid and shapes only"
        return sentence.replace("{0}", ground.name).replace("{1}", f"{local(ground.since):%H:%M}")
    return ground.trouble


def in_the_lamp(ground: Ground, milliseconds: int) -> str:
    """What was seen, for the lamp; ``milliseconds`` is what the map's own page took to come up."""
    match ground.condition:
        case Condition.OFF:
            return f"built-in map, up in {milliseconds} ms"
        case Condition.NOT_PROVEN:
            return f"no picture has come from {ground.name} yet"
        case Condition.GOOD:
            return f"pictures from {ground.name}"
        case Condition.LOST:
            return f"{on_the_map(ground)}. {ground.trouble}"
        case Condition.REFUSED | Condition.BROKEN:
            return ground.trouble


def next_step(ground: Ground) -> str:
    """What to do about it."""
    match ground.condition:
        case Condition.LOST:
            return (
                "The location shows without it. The server is asked again by itself; if it stays away, look at this "
                "computer's network, or choose another base map."
            )
        case Condition.REFUSED | Condition.BROKEN:
            return "The location shows without it. Open Base map, correct it and test it there."
        case _:
            return ""
