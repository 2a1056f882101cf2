"""An answer kept to a size that can be drawn at once: how deep, how long its lists, how many sources.

See docs/contract.md#5.5.
"""

MOST_SOURCES = 100
MOST_FIELDS = 500
MOST_ELEMENTS = 500
_DEEPEST = 48
"""Room for sources, for a schema as deep as it is read, and for data; what lies deeper is never shown."""


def shallow(untrusted: object, levels: int = _DEEPEST) -> object:
    """The value without what lies too deep to walk through."""
    if not isinstance(untrusted, list | dict):
        return untrusted
    if levels == 0:
        return "…"
    if isinstance(untrusted, list):
        return [shallow(element, levels - 1) for element in untrusted]
    return {str(key): shallow(value, levels - 1) for key, value in untrusted.items()}


def short_lists(data: dict[str, object]) -> dict[str, object]:
    """Shallow data with every list cut to what a card shows, and a last line that says how much more there was."""
    return {key: _short(value) for key, value in data.items()}


def _short(value: object) -> object:
    if isinstance(value, dict):
        return short_lists(value)
    if not isinstance(value, list):
        return value
    kept = [_short(element) for element in value[:MOST_ELEMENTS]]
    return [*kept, f"… {len(value) - MOST_ELEMENTS:,} more"] if len(value) > MOST_ELEMENTS else kept
