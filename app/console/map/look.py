"""What the page needs to look like the rest of the console: colours by token, and the words."""

from typing import Any

from app.console.look.theme import Theme
from app.console.map.map_look import MapLook
from app.console.map.words import words

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
