"""One entry of a display schema, whatever its dialect calls things (docs/contract.md#5.5)."""

import collections.abc
import math
import re

import msgspec

from app.domain.additional_data import values
from app.domain.additional_data.model import FieldKind
from app.domain.additional_data.values import MOST_FIELDS
from app.domain.numbers import number

Names = tuple[str, ...]


class Keywords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Aliases in the order in which they are tried; settings may replace any of them."""

    schema: Names = ("schema", "display_schema", "display")
    data: Names = ("data",)
    source_name: Names = ("display_name", "label", "title")
    label: Names = ("display_name", "label", "title")
    label_in_properties: Names = ("display_name", "label", "title", "name")
    key: Names = ("key", "path", "name")
    kind: Names = ("render", "display", "format", "type")
    order: Names = ("order", "propertyOrder", "index")
    unit: Names = ("units", "unit")
    children: Names = ("properties", "fields", "items")
    hidden: Names = ("hidden",)
    visible: Names = ("visible",)
    hidden_kinds: Names = ("hidden", "none")
    text: Names = ("text", "string", "integer", "number", "float", "boolean", "enum", "phone", "phone-number", "email")
    phones: Names = ("phone", "phone-number")
    link: Names = ("link", "url", "uri", "web-url", "href")
    timestamp: Names = (
        "timestamp",
        "datetime",
        "date-time",
        "epoch",
        "epoch-ms",
        "epoch-milliseconds",
        "epoch-seconds",
    )
    date: Names = ("date", "date-only")
    image: Names = ("image", "image-url", "photo", "picture")
    section: Names = ("object", "section", "group")
    list: Names = ("array", "list")
    milliseconds: Names = ("millisecond", "milliseconds", "ms", "epoch-ms", "epoch-milliseconds")
    seconds: Names = ("second", "seconds", "s", "sec", "epoch-seconds")

    def kind_of(self, word: str) -> FieldKind | None:
        """The kind that a word stands for; None if it stands for none."""
        kinds = {
            FieldKind.TEXT: self.text,
            FieldKind.LINK: self.link,
            FieldKind.TIMESTAMP: self.timestamp,
            FieldKind.DATE: self.date,
            FieldKind.IMAGE: self.image,
            FieldKind.SECTION: self.section,
            FieldKind.LIST: self.list,
        }
        return next((kind for kind, words in kinds.items() if word in words), None)


CONTRACT_KEYWORDS = Keywords()


DEEPEST = 12
"""What a schema hides is looked for this far down, and nothing is shown from deeper."""
_STEP = re.compile(r"[^.\[\]/$*]+")
_ITEMS = "items"
_YES = ("true", "yes", "1", "1.0")
_NO = ("false", "no", "0", "0.0")

Schema = dict[str, object]
Steps = tuple[str, ...]


class SchemaEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a schema says of one field; None means that it says nothing."""

    key: str
    label: str | None = None
    kind: FieldKind | None = None
    """``TEXT`` for a word that nobody knows."""
    order: float | None = None
    unit: str | None = None
    hidden: bool = False
    scale: int | None = None
    """Milliseconds per unit of a timestamp."""
    phone: bool = False
    children: tuple["SchemaEntry", ...] = ()
    """The fields of an object, or of each object in a list."""
    element: "SchemaEntry | None" = None
    """What a list's ``items`` say of each element."""

    def steps(self, data: Schema) -> Steps:
        """The way to its value: the key itself if the data has it, else the parts of a path."""
        return (self.key,) if self.key in data else parts(self.key)


def parts(key: str) -> Steps:
    """The steps of a path like ``vehicle.vin``, ``/vehicle/vin`` or ``contacts[0].phone``; a plain key is one step."""
    return tuple(_STEP.findall(key)) or (key,)


def from_properties(properties: Schema, keywords: Keywords, depth: int = 0) -> tuple[SchemaEntry, ...]:
    """The entries of an object of key to description."""
    return in_order(
        entry(key, described if isinstance(described, dict) else {}, keywords, keywords.label_in_properties, depth)
        for key, described in properties.items()
    )


def from_fields(fields: list[object], keywords: Keywords, depth: int = 0) -> tuple[SchemaEntry, ...]:
    """The entries of an ordered list of descriptions, each with its own key; a list position is an order too."""
    entries = []
    for position, described in enumerate(fields):
        if isinstance(described, dict) and (key := _key(described, keywords)):
            found = entry(key, described, keywords, keywords.label, depth)
            placed = found if found.order is not None else msgspec.structs.replace(found, order=float(position))
            entries.append(placed)
    return in_order(entries)


def in_order(entries: collections.abc.Iterable[SchemaEntry]) -> tuple[SchemaEntry, ...]:
    """Visible entries in their order, no more of them than a card has fields; then every hidden one."""
    ranked = sorted(entries, key=lambda one: (one.order is None, one.order or 0.0))
    visible_ones = [one for one in ranked if not one.hidden][:MOST_FIELDS]
    return (*visible_ones, *(one for one in ranked if one.hidden))


def entry(key: str, described: Schema, keywords: Keywords, labels: Names, depth: int = 0) -> SchemaEntry:
    """One entry; anything in it that can't be read is as if it weren't there, except what might hide something."""
    alone = _alone(key, described, keywords, labels, depth)
    return msgspec.structs.replace(alone, children=_children(described, keywords, depth))


def _alone(key: str, described: Schema, keywords: Keywords, labels: Names, depth: int) -> SchemaEntry:
    """One entry, its children left out."""
    words = list(_words(described, keywords.kind))
    unit = _text(described, keywords.unit)
    items = described.get(_ITEMS)
    element = _alone(key, items, keywords, (), depth + 1) if isinstance(items, dict) and depth < DEEPEST else None
    return SchemaEntry(
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


def _kind(words: list[str], keywords: Keywords) -> FieldKind | None:
    """The first word that stands for a kind; a word that nobody knows is text, and no word at all is nothing."""
    known = next((kind for word in words if (kind := keywords.kind_of(word)) is not None), None)
    return FieldKind.TEXT if known is None and words else known


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
            return 1 if word in keywords.milliseconds else values.MS_PER_S
    return None


def _order(described: Schema, keywords: Keywords) -> float | None:
    orders = (number(described.get(name)) for name in keywords.order)
    return next((order for order in orders if order is not None and math.isfinite(order)), None)


def _children(described: Schema, keywords: Keywords, depth: int) -> tuple[SchemaEntry, ...]:
    """The fields of an object; what a list's items say of their fields counts the same."""
    if depth >= DEEPEST:
        return ()
    found: list[SchemaEntry] = []
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
    texts = (values.label(value) for name in names if isinstance(value := described.get(name), str))
    return next((text for text in texts if text), None)


Data = dict[str, object]
_GONE = object()


class Cuts:
    """A tree of steps; where ``ends`` is set, the value is cut out."""

    def __init__(self) -> None:
        self.ends = False
        self.inner: dict[str, Cuts] = {}

    def branch(self, steps: Steps) -> "Cuts":
        """The node at the end of a path, made if it isn't there; a path deeper than anything shown leads nowhere."""
        if len(steps) > DEEPEST:
            return Cuts()
        node = self
        for step in steps:
            node = node.inner.setdefault(step, Cuts())
        return node

    def cut(self, steps: Steps) -> None:
        """Cut out what stands at this path."""
        self.branch(steps).ends = True

    def hide(self, entries: collections.abc.Iterable[SchemaEntry]) -> None:
        """Cut out what the entries hide, whether a dotted key is meant as a key or as a path."""
        for entry in entries:
            for steps in {(entry.key,), parts(entry.key)}:
                if entry.hidden:
                    self.cut(steps)
                else:
                    self.branch(steps).hide(entry.children)


def without(data: Data, cuts: Cuts, *, every_element: bool) -> Data:
    """The data without the values that the cuts name.

    A step that is a number means one element of a list, or every one when hiding, which is the safer reading. What is
    left of a list else keeps its numbers: the place of an element that went is empty.
    """
    kept = ((key, _kept(value, cuts.inner.get(key), every_element)) for key, value in data.items())
    return {key: value for key, value in kept if value is not _GONE}


def found(data: Data, steps: Steps) -> object:
    """What stands at a path, or None; a name on a list means that part of each of its elements."""
    value: object = data
    for position, step in enumerate(steps):
        if isinstance(value, list) and step.isdecimal():
            number = _number(step)
            value = value[number] if number is not None and number < len(value) else None
        elif isinstance(value, list):
            each = (found(element, steps[position:]) for element in value if isinstance(element, dict))
            return [inner for inner in each if inner is not None]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _number(step: str) -> int | None:
    """The element that a step of digits means; no list is so long that a longer one means any."""
    return int(step) if len(step) < DEEPEST else None


def _kept(value: object, cuts: Cuts | None, every_element: bool) -> object:
    if cuts is None:
        return value
    if cuts.ends:
        return _GONE
    if isinstance(value, dict):
        return without(value, cuts, every_element=every_element)
    if not isinstance(value, list):
        return value
    elements = (_element(element, place, cuts, every_element) for place, element in enumerate(value))
    if every_element:
        return [element for element in elements if element is not _GONE]
    left = [None if element is _GONE else element for element in elements]
    return left if any(element is not None for element in left) else []


def _element(element: object, place: int, cuts: Cuts, every_element: bool) -> object:
    """A list is passed through: the cuts go for its elements, then those that name this element by number."""
    element = _kept(element, cuts, every_element)
    for step, inner in cuts.inner.items():
        if step.isdecimal() and (every_element or _number(step) == place):
            element = _kept(element, inner, every_element)
    return element
