"""Which sources are in an answer: an object of them, a list of them, or the answer is one itself.

See docs/contract.md#5.2.
"""

import collections.abc
import itertools

from app.domain.additional_data.cuts import Data
from app.domain.additional_data.keywords import Keywords
from app.domain.additional_data.self_describing import describes_itself

_CONTAINERS = ("sources", "results", "records", "additional_data", "data")
_KEYS = ("source", "source_name", "key", "id", "name", "display_name")
_DEEPEST = 3
NAMELESS = "additional_data"
"""The key of data that names no source."""

Named = tuple[str, Data]


def named_sources(untrusted: object, keywords: Keywords, depth: int = 0) -> list[Named]:
    """Every source of an answer with its key; loose values beside them are a source without a name."""
    if isinstance(untrusted, list):
        return [_numbered(position, source) for position, source in enumerate(untrusted, start=1)]
    if not isinstance(untrusted, dict):
        return [] if untrusted is None else [(NAMELESS, {"data": [untrusted]})]
    if _is_one_source(untrusted, keywords):
        return [(NAMELESS, untrusted)]
    held = _held(untrusted) if depth < _DEEPEST else None
    if held is not None:
        loose = {key: value for key, value in untrusted.items() if key != held}
        return [*named_sources(untrusted[held], keywords, depth + 1), *_loose(loose)]
    inner = [(key, source) for key, source in untrusted.items() if isinstance(source, list | dict)]
    loose = {key: value for key, value in untrusted.items() if not isinstance(value, list | dict)}
    return [*((key, source if isinstance(source, dict) else {"data": source}) for key, source in inner), *_loose(loose)]


def distinct(keys: list[str]) -> list[str]:
    """A key of its own for each source: of several under one key the first keeps it, the others are numbered."""
    taken = set(keys)
    found: list[str] = []
    for key in keys:
        own = key
        if key in found:
            own = next(one for number in itertools.count(2) if (one := f"{key} ({number})") not in taken)
        taken.add(own)
        found.append(own)
    return found


def _is_one_source(answer: Data, keywords: Keywords) -> bool:
    has_schema = any(isinstance(answer.get(name), list | dict) for name in keywords.schema)
    return has_schema or any(isinstance(value, dict) and describes_itself(value) for value in answer.values())


def _held(answer: Data) -> str | None:
    """The name under which all sources stand, if everything beside it is a plain value."""
    inner = [key for key, value in answer.items() if isinstance(value, list | dict)]
    return inner[0] if len(inner) == 1 and inner[0] in _CONTAINERS else None


def _numbered(position: int, source: object) -> Named:
    if not isinstance(source, dict):
        return f"{NAMELESS}_{position}", {"data": [source]}
    named = (source.get(name) for name in _KEYS)
    return next((name for name in named if isinstance(name, str) and name.strip()), f"{NAMELESS}_{position}"), source


def _loose(values: Data) -> collections.abc.Iterator[Named]:
    if any(value is not None for value in values.values()):
        yield NAMELESS, values
