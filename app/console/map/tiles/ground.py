"""How the center's base map stands: what the lamp tells, and what the page must know to ask for tiles."""

import enum

import msgspec


class Condition(enum.Enum):
    """Of the base map, worst case first to fix."""

    OFF = "off"
    """The center has none of its own."""
    NOT_PROVEN = "not proven"
    """Nothing has come from the server yet."""
    GOOD = "good"
    LOST = "lost"
    """The server doesn't answer."""
    REFUSED = "refused"
    """The server answers, and gives no pictures."""
    BROKEN = "broken"
    """The file can't be used."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One state of it; ``generation`` counts the base maps that this console has used."""

    generation: int = 0
    condition: Condition = Condition.OFF
    name: str = ""
    """The file's name and the server's host."""
    trouble: str = ""
    """What is wrong, as a sentence; without the time."""
    since: int | None = None
    """UTC ms: since when it is wrong, or when it was last seen to work."""
    least_zoom: int = 0
    most_zoom: int = 0
    bounds: tuple[float, float, float, float] | None = None
    """West, south, east, north of what there is; None when that isn't known."""
    attribution: str = ""

    @property
    def has_tiles(self) -> bool:
        """Whether the page shall ask for tiles at all."""
        return self.most_zoom > 0


TROUBLES = (Condition.LOST, Condition.REFUSED, Condition.BROKEN)
