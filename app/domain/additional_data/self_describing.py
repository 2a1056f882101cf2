"""Dialect D1: each field carries its own label, type, unit and list of values (docs/contract.md#5.3)."""

import msgspec

from app.domain.additional_data.cuts import Data
from app.domain.additional_data.dialect import Reading
from app.domain.additional_data.field import Dialect, Kind
from app.domain.additional_data.keywords import Keywords
from app.domain.additional_data.schema import Entry, entry, in_order

_VALUE = "value"
_MARKS = ("display_name", "type")
_PARTS = {
    "phone-number": (Entry(key="number", phone=True),),
    "emergency-contact": (Entry(key="full_name", label="Name"), Entry(key="phone", phone=True)),
    "image-url": (Entry(key="url", label="Image", kind=Kind.IMAGE),),
    "web-url": (Entry(key="url", label="Link", kind=Kind.LINK),),
    "video-stream": (Entry(key="url", label="Video", kind=Kind.LINK),),
    "realtime-metric": (Entry(key="data_feed", label="Live data", kind=Kind.LINK),),
    "animal": (Entry(key="full_name", label="Name"), Entry(key="photo", kind=Kind.IMAGE)),
}
"""What is special about the objects of docs/contract.md#5.3; their other keys follow, humanised."""


def read(source: Data, keywords: Keywords) -> Reading | None:
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
    return Reading(Dialect.SELF_DESCRIBING, {**data, **untold}, entries, beside)


def describes_itself(untrusted: Data) -> bool:
    """Whether an object is a field with its own label or type beside its value."""
    return _VALUE in untrusted and any(isinstance(untrusted.get(mark), str) for mark in _MARKS)


def _value(value: object) -> object:
    """The list of values; a list of one is that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _entry(key: str, described: Data, keywords: Keywords) -> Entry:
    """Timestamps are always ms; an object is a section, whatever its type is called."""
    found = entry(key, described, keywords, keywords.label)
    children = in_order((*found.children, *_PARTS.get(str(described.get("type")), ())))
    scale = 1 if found.scale is None else found.scale
    kind = None if found.kind is Kind.TEXT else found.kind
    return msgspec.structs.replace(found, children=children, scale=scale, kind=kind)
