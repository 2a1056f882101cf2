"""A single value as a field: time, day, address, number or text; whatever doesn't fit its kind is plain text."""

import json
import math

from app.domain.additional_data import link, moment, visible
from app.domain.additional_data.field import Field, Kind, Value
from app.domain.additional_data.schema import Entry

_LONGEST_NUMBER = 10**18
_LARGEST_FLOAT = 10**300


def is_nothing(value: object) -> bool:
    """Null, blank text, an empty list or object: never printed."""
    return not value.strip() if isinstance(value, str) else value is None or value in ([], {})


def field(value: object, entry: Entry, path: str, label: str) -> Field:
    """The field of a value that is neither list nor object."""
    kind, shown = _as_wanted(value, entry) or _as_it_is(value, entry)
    unit = None if kind in (Kind.TIMESTAMP, Kind.DATE) else entry.unit
    return Field(path=path, label=label, kind=kind, value=shown, unit=unit, phone=entry.phone)


def raw(value: object, levels: int) -> str:
    """A value as JSON text, visible, and no deeper than a schema is read, so that nothing hidden can be in it."""
    return visible.text(json.dumps(_cut(value, levels), ensure_ascii=False, default=str))


def _as_wanted(value: object, entry: Entry) -> tuple[Kind, Value] | None:
    """The value in the kind that the schema wants, or None if it doesn't fit."""
    match entry.kind:
        case Kind.TIMESTAMP:
            return _timestamp(value, entry)
        case Kind.DATE if day := moment.date(value, entry.scale):
            return Kind.DATE, day
        case Kind.LINK if isinstance(value, str) and link.openable(value.strip()):
            return Kind.LINK, value.strip()
        case Kind.IMAGE if isinstance(value, str) and link.loadable(value.strip()):
            return Kind.IMAGE, value.strip()
        case _:
            return None


def _timestamp(value: object, entry: Entry) -> tuple[Kind, Value] | None:
    milliseconds = moment.utc_ms(value, entry.scale)
    if milliseconds is None:
        day = moment.date(value, entry.scale) if isinstance(value, str) and moment.is_day(value) else None
        return (Kind.DATE, day) if day else None
    if moment.is_birthday(entry.key, milliseconds):
        return Kind.DATE, moment.date(milliseconds, 1)
    return Kind.TIMESTAMP, milliseconds


def _as_it_is(value: object, entry: Entry) -> tuple[Kind, Value]:
    if isinstance(value, bool):
        return Kind.BOOLEAN, value
    if isinstance(value, int) and abs(value) < _LONGEST_NUMBER:
        return (Kind.TEXT, str(value)) if entry.phone else (Kind.NUMBER, value)
    if isinstance(value, float) and math.isfinite(value):
        return Kind.NUMBER, value
    return Kind.TEXT, visible.text(value if isinstance(value, str) else str(_cut(value, 0)))


def _cut(value: object, levels: int) -> object:
    """The value without what lies deeper than ``levels``, and without numbers too long to print."""
    if isinstance(value, int) and abs(value) >= _LONGEST_NUMBER:
        return float(value) if abs(value) < _LARGEST_FLOAT else "…"
    if isinstance(value, list | dict) and levels <= 0:
        return "…"
    if isinstance(value, list):
        return [_cut(element, levels - 1) for element in value]
    if isinstance(value, dict):
        return {key: _cut(inner, levels - 1) for key, inner in value.items()}
    return value
