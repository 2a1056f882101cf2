"""RAD-E's answer as cards, whatever dialect each source speaks; any input gives a display.

See docs/contract.md#5.3 to #5.5.
"""

import json

from app.domain.additional_data import listed_fields, plain, properties, self_describing, visible
from app.domain.additional_data.bounds import MOST_SOURCES, shallow, short_lists
from app.domain.additional_data.cuts import Cuts, Data, without
from app.domain.additional_data.dialect import Reading, records
from app.domain.additional_data.drawing import BESIDE, Allowance, Spot, described, undescribed
from app.domain.additional_data.field import Dialect, Display, Source
from app.domain.additional_data.keywords import CONTRACT_KEYWORDS, Keywords
from app.domain.additional_data.schema import Entry
from app.domain.additional_data.sources import distinct, named_sources

FIRST = ("medic", "health")
"""Sources whose name has one of these come first, then the rest by name; a center may choose others."""
_LONGEST_INTEGER = 300


def read(untrusted: object, keywords: Keywords = CONTRACT_KEYWORDS, first: tuple[str, ...] = FIRST) -> Display:
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
        value = json.loads(untrusted, parse_int=_whole)
    except (ValueError, RecursionError):
        return Display(unreadable=True)
    return read(value, keywords, first)


def _whole(digits: str) -> float:
    """An integer of any length; the language refuses to convert very long ones."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _card(key: str, name: str, source: Data, keywords: Keywords) -> Source:
    reading = _reading(source, keywords)
    hidden = Cuts()
    hidden.hide(reading.entries)
    data = without(short_lists(reading.data), hidden, every_element=True)
    allowance = Allowance()
    fields, rest = described(data, reading.entries, allowance, Spot())
    beside = undescribed(rest, allowance, Spot()) + undescribed(short_lists(reading.beside), allowance, BESIDE)
    if reading.dialect is Dialect.PLAIN:
        fields, beside = fields + beside, []
    return Source(
        key=key,
        name=name,
        dialect=reading.dialect,
        fields=tuple(fields),
        other=tuple(beside),
        cut=allowance.spent,
    )


def _reading(source: Data, keywords: Keywords) -> Reading:
    """The source in the first dialect that fits; a schema that can't be read leaves its data plain."""
    for name in keywords.schema:
        schema = source.get(name)
        for dialect, entries in ((Dialect.FIELDS, listed_fields.entries), (Dialect.PROPERTIES, properties.entries)):
            if (found := entries(schema, keywords)) is not None:
                return _with_schema(source, name, dialect, found, keywords)
    return self_describing.read(source, keywords) or plain.read(source, keywords)


def _with_schema(
    source: Data, schema: str, dialect: Dialect, entries: tuple[Entry, ...], keywords: Keywords
) -> Reading:
    """Data stands under its own name; without one it is whatever else stands beside the schema."""
    rest = {key: value for key, value in source.items() if key not in {schema, *keywords.source_name[:1]}}
    held = next((name for name in keywords.data if name in rest), None)
    data = rest if held is None else rest.pop(held)
    return records(dialect, data, entries, {} if held is None else rest)


def _name(key: str, source: Data, keywords: Keywords) -> str:
    names = (visible.label(name) for word in keywords.source_name if isinstance(name := source.get(word), str))
    return next((name for name in names if name), "") or visible.titled(key)
