"""RAD-E's answer as cards, whatever dialect each source speaks; any input gives a display.

See docs/contract.md#5.3 to #5.5.
"""

import collections.abc
import itertools

import msgspec

from app.domain.additional_data import values as additional_data_values
from app.domain.additional_data.model import DataSource, Dialect, Display, FieldKind
from app.domain.additional_data.render import BESIDE, Allowance, Spot, described, undescribed
from app.domain.additional_data.schema import (
    CONTRACT_KEYWORDS,
    Cuts,
    Data,
    Keywords,
    SchemaEntry,
    entry,
    from_fields,
    from_properties,
    in_order,
    without,
)
from app.domain.additional_data.values import MOST_SOURCES, shallow, short_lists
from app.domain.data_share import payload

_DATA = "data"


class SourceReading(msgspec.Struct, frozen=True):
    """One source in its own dialect, ready to be drawn."""

    dialect: Dialect
    data: Data
    entries: tuple[SchemaEntry, ...] = ()
    beside: Data = {}
    """What stood beside schema and data: shown with the data that no schema mentions."""


def records(dialect: Dialect, data: object, entries: tuple[SchemaEntry, ...], beside: Data) -> SourceReading:
    """A source whose data is one object, or a list of objects that all follow the schema, or something else."""
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if isinstance(data, dict):
        return SourceReading(dialect, data, entries, beside)
    return SourceReading(dialect, {_DATA: data}, (SchemaEntry(key=_DATA, children=entries),), beside)


def listed_entries(schema: object, keywords: Keywords) -> tuple[SchemaEntry, ...] | None:
    """The schema's entries, or None if it isn't of this dialect."""
    listed = schema.get("fields") if isinstance(schema, dict) else schema
    return from_fields(listed, keywords) if isinstance(listed, list) else None


def read_plain(source: Data, keywords: Keywords) -> SourceReading:
    """Every source can be read like this, so it is what remains when no other dialect fits."""
    inner = next((name for name in keywords.data if isinstance(source.get(name), list | dict)), None)
    named = set(keywords.source_name[:1])
    if inner is None:
        return SourceReading(Dialect.PLAIN, {key: value for key, value in source.items() if key not in named})
    beside = {key: value for key, value in source.items() if key not in {inner, *named}}
    return records(Dialect.PLAIN, source[inner], (), beside)


def property_entries(schema: object, keywords: Keywords) -> tuple[SchemaEntry, ...] | None:
    """The schema's entries, or None if it isn't of this dialect."""
    properties = _properties(schema)
    return None if properties is None else from_properties(properties, keywords)


def _properties(schema: object) -> Data | None:
    if not isinstance(schema, dict):
        return None
    named = (schema.get(name) for name in ("properties", "fields"))
    return next((inner for inner in named if isinstance(inner, dict)), None)


_VALUE = "value"
_MARKS = ("display_name", "type")
_PARTS = {
    "phone-number": (SchemaEntry(key="number", phone=True),),
    "emergency-contact": (SchemaEntry(key="full_name", label="Name"), SchemaEntry(key="phone", phone=True)),
    "image-url": (SchemaEntry(key="url", label="Image", kind=FieldKind.IMAGE),),
    "web-url": (SchemaEntry(key="url", label="Link", kind=FieldKind.LINK),),
    "video-stream": (SchemaEntry(key="url", label="Video", kind=FieldKind.LINK),),
    "realtime-metric": (SchemaEntry(key="data_feed", label="Live data", kind=FieldKind.LINK),),
    "animal": (SchemaEntry(key="full_name", label="Name"), SchemaEntry(key="photo", kind=FieldKind.IMAGE)),
}
"""What is special about the objects of docs/contract.md#5.3; their other keys follow, humanised."""


def read_self_describing(source: Data, keywords: Keywords) -> SourceReading | None:
    """The source, if any of its fields describes itself; fields that don't are data without schema."""
    inner = next((held for name in keywords.data if isinstance(held := source.get(name), dict)), None)
    body = source if inner is None else inner
    told = {key: value for key, value in body.items() if isinstance(value, dict) and describes_itself(value)}
    if not told:
        return None
    named = set(keywords.source_name[:1])
    untold = {key: value for key, value in body.items() if key not in told and key not in named}
    beside = (
        {}
        if inner is None
        else {key: value for key, value in source.items() if value is not inner and key not in named}
    )
    entries = in_order(_entry(key, value, keywords) for key, value in told.items())
    data = {key: _value(value[_VALUE]) for key, value in told.items()}
    return SourceReading(Dialect.SELF_DESCRIBING, {**data, **untold}, entries, beside)


def describes_itself(untrusted: Data) -> bool:
    """Whether an object is a field with its own label or type beside its value."""
    return _VALUE in untrusted and any(isinstance(untrusted.get(mark), str) for mark in _MARKS)


def _value(value: object) -> object:
    """The list of values; a list of one is that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _entry(key: str, described: Data, keywords: Keywords) -> SchemaEntry:
    """Timestamps are always ms; an object is a section, whatever its type is called."""
    found = entry(key, described, keywords, keywords.label)
    children = in_order((*found.children, *_PARTS.get(str(described.get("type")), ())))
    scale = 1 if found.scale is None else found.scale
    kind = None if found.kind is FieldKind.TEXT else found.kind
    return msgspec.structs.replace(found, children=children, scale=scale, kind=kind)


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


FIRST = ("medic", "health")
"""Sources whose name has one of these come first, then the rest by name; a center may choose others."""


def read_source(untrusted: object, keywords: Keywords = CONTRACT_KEYWORDS, first: tuple[str, ...] = FIRST) -> Display:
    """The cards of any decoded body, medical sources first; never raises."""
    named = named_sources(shallow(untrusted), keywords)
    shown = named[:MOST_SOURCES]
    keys = distinct([key for key, _ in shown])
    cards = [
        _card(key, _name(named_as, source, keywords), source, keywords)
        for key, (named_as, source) in zip(keys, shown, strict=True)
    ]
    cards.sort(key=lambda card: (not any(word in card.name.casefold() for word in first), card.name.casefold()))
    return Display(
        sources=tuple(card for card in cards if card.fields or card.other),
        without_record=tuple(card.name for card in cards if not (card.fields or card.other)),
        cut=len(named) > MOST_SOURCES,
    )


def read_json(untrusted: str, keywords: Keywords = CONTRACT_KEYWORDS, first: tuple[str, ...] = FIRST) -> Display:
    """The cards of an answer's JSON text; one that can't be decoded shows nothing of itself, for it may hide fields."""
    try:
        value = payload.read_tolerantly(untrusted)
    except (ValueError, RecursionError):
        return Display(unreadable=True)
    return read_source(value, keywords, first)


def _card(key: str, name: str, source: Data, keywords: Keywords) -> DataSource:
    reading = _reading(source, keywords)
    hidden = Cuts()
    hidden.hide(reading.entries)
    data = without(short_lists(reading.data), hidden, every_element=True)
    allowance = Allowance()
    fields, rest = described(data, reading.entries, allowance, Spot())
    beside = undescribed(rest, allowance, Spot()) + undescribed(short_lists(reading.beside), allowance, BESIDE)
    if reading.dialect is Dialect.PLAIN:
        fields, beside = fields + beside, []
    return DataSource(
        key=key,
        name=name,
        dialect=reading.dialect,
        fields=tuple(fields),
        other=tuple(beside),
        cut=allowance.spent,
    )


def _reading(source: Data, keywords: Keywords) -> SourceReading:
    """The source in the first dialect that fits; a schema that can't be read leaves its data plain."""
    for name in keywords.schema:
        schema = source.get(name)
        for dialect, entries in ((Dialect.FIELDS, listed_entries), (Dialect.PROPERTIES, property_entries)):
            if (found := entries(schema, keywords)) is not None:
                return _with_schema(source, name, dialect, found, keywords)
    return read_self_describing(source, keywords) or read_plain(source, keywords)


def _with_schema(
    source: Data, schema: str, dialect: Dialect, entries: tuple[SchemaEntry, ...], keywords: Keywords
) -> SourceReading:
    """Data stands under its own name; without one it is whatever else stands beside the schema."""
    rest = {key: value for key, value in source.items() if key not in {schema, *keywords.source_name[:1]}}
    held = next((name for name in keywords.data if name in rest), None)
    data = rest if held is None else rest.pop(held)
    return records(dialect, data, entries, {} if held is None else rest)


def _name(key: str, source: Data, keywords: Keywords) -> str:
    names = (
        additional_data_values.label(name) for word in keywords.source_name if isinstance(name := source.get(word), str)
    )
    return next((name for name in names if name), "") or additional_data_values.titled(key)
