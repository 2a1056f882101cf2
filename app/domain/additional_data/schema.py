"""One entry of a display schema, whatever its dialect calls things (docs/contract.md#5.5)."""

import collections.abc
import math
import re

import msgspec

from app.domain.additional_data import moment, visible
from app.domain.additional_data.bounds import MOST_FIELDS
from app.domain.additional_data.field import Kind
from app.domain.additional_data.keywords import Keywords, Names
from app.domain.numbers import number

DEEPEST = 12
"""What a schema hides is looked for this far down, and nothing is shown from deeper."""
_STEP = re.compile(r"[^.\[\]/$*]+")
_ITEMS = "items"
_YES = ("true", "yes", "1", "1.0")
_NO = ("false", "no", "0", "0.0")

Schema = dict[str, object]
Steps = tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a schema says of one field; None means that it says nothing."""

    key: str
    label: str | None = None
    kind: Kind | None = None
    """``TEXT`` for a word that nobody knows."""
    order: float | None = None
    unit: str | None = None
    hidden: bool = False
    scale: int | None = None
    """Milliseconds per unit of a timestamp."""
    phone: bool = False
    children: tuple["Entry", ...] = ()
    """The fields of an object, or of each object in a list."""
    element: "Entry | None" = None
    """What a list's ``items`` say of each element."""

    def steps(self, data: Schema) -> Steps:
        """The way to its value: the key itself if the data has it, else the parts of a path."""
        return (self.key,) if self.key in data else parts(self.key)


def parts(key: str) -> Steps:
    """The steps of a path like ``vehicle.vin``, ``/vehicle/vin`` or ``contacts[0].phone``; a plain key is one step."""
    return tuple(_STEP.findall(key)) or (key,)


def from_properties(properties: Schema, keywords: Keywords, depth: int = 0) -> tuple[Entry, ...]:
    """The entries of an object of key to description."""
    return in_order(
        entry(key, described if isinstance(described, dict) else {}, keywords, keywords.label_in_properties, depth)
        for key, described in properties.items()
    )


def from_fields(fields: list[object], keywords: Keywords, depth: int = 0) -> tuple[Entry, ...]:
    """The entries of an ordered list of descriptions, each with its own key; a list position is an order too."""
    entries = []
    for position, described in enumerate(fields):
        if isinstance(described, dict) and (key := _key(described, keywords)):
            found = entry(key, described, keywords, keywords.label, depth)
            placed = found if found.order is not None else msgspec.structs.replace(found, order=float(position))
            entries.append(placed)
    return in_order(entries)


def in_order(entries: collections.abc.Iterable[Entry]) -> tuple[Entry, ...]:
    """Visible entries in their order, no more of them than a card has fields; then every hidden one."""
    ranked = sorted(entries, key=lambda one: (one.order is None, one.order or 0.0))
    visible_ones = [one for one in ranked if not one.hidden][:MOST_FIELDS]
    return (*visible_ones, *(one for one in ranked if one.hidden))


def entry(key: str, described: Schema, keywords: Keywords, labels: Names, depth: int = 0) -> Entry:
    """One entry; anything in it that can't be read is as if it weren't there, except what might hide something."""
    alone = _alone(key, described, keywords, labels, depth)
    return msgspec.structs.replace(alone, children=_children(described, keywords, depth))


def _alone(key: str, described: Schema, keywords: Keywords, labels: Names, depth: int) -> Entry:
    """The entry without its children."""
    words = list(_words(described, keywords.kind))
    unit = _text(described, keywords.unit)
    items = described.get(_ITEMS)
    element = _alone(key, items, keywords, (), depth + 1) if isinstance(items, dict) and depth < DEEPEST else None
    return Entry(
        key=key,
        label=_text(described, labels),
        kind=_kind(words, keywords),
        order=_order(described, keywords),
        unit=unit,
        hidden=_hidden(described, words, keywords) or (element is not None and element.hidden),
        scale=_scale([*words, (unit or "").lower()], keywords),
        phone=any(word in keywords.phones for word in words),
        element=element,
    )


def _kind(words: list[str], keywords: Keywords) -> Kind | None:
    """The first word that stands for a kind; a word that nobody knows is text, and no word at all is nothing."""
    known = next((kind for word in words if (kind := keywords.kind_of(word)) is not None), None)
    return Kind.TEXT if known is None and words else known


def _hidden(described: Schema, words: list[str], keywords: Keywords) -> bool:
    """Whether anything in the description hides the field; in doubt it is hidden."""
    told = any(_flag(described.get(name)) in _YES for name in keywords.hidden)
    untold = any(_flag(described.get(name)) in _NO for name in keywords.visible)
    return told or untold or any(word in keywords.hidden_kinds for word in words)


def _flag(untrusted: object) -> str:
    return str(untrusted).strip().lower() if isinstance(untrusted, str | bool | int | float) else ""


def _scale(words: list[str], keywords: Keywords) -> int | None:
    for word in reversed(words):
        if word in keywords.milliseconds or word in keywords.seconds:
            return 1 if word in keywords.milliseconds else moment.MS_PER_S
    return None


def _order(described: Schema, keywords: Keywords) -> float | None:
    orders = (number(described.get(name)) for name in keywords.order)
    return next((order for order in orders if order is not None and math.isfinite(order)), None)


def _children(described: Schema, keywords: Keywords, depth: int) -> tuple[Entry, ...]:
    """The fields of an object; what a list's items say of their fields counts the same."""
    if depth >= DEEPEST:
        return ()
    found: list[Entry] = []
    for name in keywords.children:
        inner = described.get(name)
        if isinstance(inner, list):
            found += from_fields(inner, keywords, depth + 1)
        elif isinstance(inner, dict) and name == _ITEMS:
            found += _children(inner, keywords, depth + 1)
        elif isinstance(inner, dict):
            found += from_properties(inner, keywords, depth + 1)
    return in_order(found)


def _key(described: Schema, keywords: Keywords) -> str:
    for name in keywords.key:
        value = described.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, list) and value and all(isinstance(step, str) for step in value):
            return ".".join(value)
    return ""


def _words(described: Schema, names: Names) -> collections.abc.Iterator[str]:
    """The words under the names, in the names' order; a list of types counts word by word, and null is no type."""
    for name in names:
        value = described.get(name)
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and word.lower() != "null":
                yield word.lower().replace("_", "-")


def _text(described: Schema, names: Names) -> str | None:
    texts = (visible.label(value) for name in names if isinstance(value := described.get(name), str))
    return next((text for text in texts if text), None)
