"""What the page needs to look like the rest of the console: colours by token, and the words in its language."""

from typing import Any

from app.console.map.words import words
from app.console.theme import Theme

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
)


def look(theme: Theme) -> dict[str, Any]:
    """Colours as ``#RRGGBB`` under the names of screens.md 2.1, and all words of the map."""
    return {"colours": {token: getattr(theme.tokens, token).name() for token in TOKENS}, "words": words()}
