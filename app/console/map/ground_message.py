"""The base map's state as the page is told it."""

from typing import Any

from app.console.map.ground_words import on_the_map
from app.console.map.tiles.ground import Ground


def ground_message(ground: Ground) -> dict[str, Any]:
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
