"""Makes display fields of values: of the kind that the schema wants if the value fits, else plain text; never fails."""

import collections.abc
import datetime as dt
import itertools
import json
import math

import msgspec

from app.domain.additional_data import values
from app.domain.additional_data.model import DataField, DataSource, FieldKind, Value
from app.domain.additional_data.schema import DEEPEST, Cuts, Data, SchemaEntry, Steps, found, without
from app.domain.additional_data.values import MOST_FIELDS

SUPPLEMENTAL = "Supplemental - supplied by caller/partner, verify"
_INDENT = "  "


def text(source: DataSource, fetched_at: int) -> str:
    """A card as text: source, time of the answer (UTC ms), each field on a line, data without schema last."""
    head = [f"{source.name}, {_utc(fetched_at)}", *_lines(source.fields, "")]
    other = [f"Other data from {source.name}:", *_lines(source.other, _INDENT)] if source.other else []
    cut = ["More was sent than is shown here."] if source.cut else []
    return "\n".join([*head, *other, *cut, SUPPLEMENTAL])


def value(field: DataField) -> str:
    """One value in plain words; a list of plain values is joined."""
    match field.kind:
        case FieldKind.BOOLEAN:
            return "Yes" if field.value else "No"
        case FieldKind.TIMESTAMP:
            return _utc(int(field.value or 0))
        case FieldKind.NUMBER:
            return " ".join(part for part in (_number(field.value), field.unit) if part)
        case FieldKind.LIST | FieldKind.SECTION:
            return "; ".join(value(child) for child in field.children)
        case _:
            return " ".join(part for part in (str(field.value), field.unit) if part)


def _lines(fields: collections.abc.Iterable[DataField], indent: str) -> collections.abc.Iterator[str]:
    for field in fields:
        label = f"{field.label}:" if field.label else "-"
        if field.children:
            yield f"{indent}{label}"
            yield from _lines(field.children, indent + _INDENT)
        else:
            yield f"{indent}{label} {value(field)}".replace("\n", f"\n{indent}{_INDENT}")


def _number(number: object) -> str:
    return f"{number:.15g}" if isinstance(number, float) else str(number)


def _utc(milliseconds: int) -> str:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    return f"{moment.replace(tzinfo=None).isoformat(sep=' ', timespec='seconds')} UTC"


_LONGEST_NUMBER = 10**18
_LARGEST_FLOAT = 10**300


def is_nothing(value: object) -> bool:
    """Null, blank text, an empty list or object: never printed."""
    return not value.strip() if isinstance(value, str) else value is None or value in ([], {})


def scalar_field(value: object, entry: SchemaEntry, path: str, label: str) -> DataField:
    """The field of a value that is neither list nor object."""
    kind, shown = _as_wanted(value, entry) or _as_it_is(value, entry)
    unit = None if kind in (FieldKind.TIMESTAMP, FieldKind.DATE) else entry.unit
    return DataField(path=path, label=label, kind=kind, value=shown, unit=unit, phone=entry.phone)


def raw(value: object, levels: int) -> str:
    """A value as JSON text, visible, and no deeper than a schema is read, so that nothing hidden can be in it."""
    return values.text(json.dumps(_cut(value, levels), ensure_ascii=False, default=str))


def _as_wanted(value: object, entry: SchemaEntry) -> tuple[FieldKind, Value] | None:
    """The value in the kind that the schema wants, or None if it doesn't fit."""
    match entry.kind:
        case FieldKind.TIMESTAMP:
            return _timestamp(value, entry)
        case FieldKind.DATE if day := values.date(value, entry.scale):
            return FieldKind.DATE, day
        case FieldKind.LINK if isinstance(value, str) and values.openable(value.strip()):
            return FieldKind.LINK, value.strip()
        case FieldKind.IMAGE if isinstance(value, str) and values.loadable(value.strip()):
            return FieldKind.IMAGE, value.strip()
        case _:
            return None


def _timestamp(value: object, entry: SchemaEntry) -> tuple[FieldKind, Value] | None:
    milliseconds = values.utc_ms(value, entry.scale)
    if milliseconds is None:
        day = values.date(value, entry.scale) if isinstance(value, str) and values.is_day(value) else None
        return (FieldKind.DATE, day) if day else None
    if values.is_birthday(entry.key, milliseconds):
        return FieldKind.DATE, values.date(milliseconds, 1)
    return FieldKind.TIMESTAMP, milliseconds


def _as_it_is(value: object, entry: SchemaEntry) -> tuple[FieldKind, Value]:
    if isinstance(value, bool):
        return FieldKind.BOOLEAN, value
    if isinstance(value, int) and abs(value) < _LONGEST_NUMBER:
        return (FieldKind.TEXT, str(value)) if entry.phone else (FieldKind.NUMBER, value)
    if isinstance(value, float) and math.isfinite(value):
        return FieldKind.NUMBER, value
    return FieldKind.TEXT, values.text(value if isinstance(value, str) else str(_cut(value, 0)))


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


DEEPEST_SECTION = 6
_BESIDE = ".."
_POINTED = {"~": "~0", "/": "~1"}


class Allowance:
    """How many more fields one source may show; ``spent`` is set once something was left out."""

    def __init__(self, most: int = MOST_FIELDS) -> None:
        self._left = most
        self.spent = False

    def take(self) -> bool:
        """Whether one more may be shown."""
        self.spent = self.spent or self._left == 0
        self._left = max(0, self._left - 1)
        return not self.spent


class Spot(msgspec.Struct, frozen=True):
    """Where in a source a value stands: its JSON pointer and its depth, 1 at the top."""

    path: str = ""
    depth: int = 1

    def down(self, *steps: str) -> "Spot":
        """The spot of a value inside."""
        return Spot(self.path + "".join(map(_pointer, steps)), self.depth + 1)

    def beside(self, *steps: str) -> "Spot":
        """The spot of a value of this object."""
        return Spot(self.path + "".join(map(_pointer, steps)), self.depth)


BESIDE = Spot(f"/{_BESIDE}")
"""What stood beside a source's data; a name in the data that reads the same is written otherwise."""


def described(
    data: Data, entries: collections.abc.Sequence[SchemaEntry], allowance: Allowance, spot: Spot
) -> tuple[list[DataField], Data]:
    """The fields that the entries describe, in their order, and the rest of the data, which no entry mentions."""
    fields, shown, drawn_already = list[DataField](), Cuts(), set[Steps]()
    for entry in itertools.takewhile(lambda one: not one.hidden, entries):
        steps = entry.steps(data)
        if steps in drawn_already:
            continue  # a schema that names one value twice, perhaps in two notations: its first word counts
        drawn = field(found(data, steps), entry, allowance, spot.beside(*steps))
        if drawn is not None:
            fields.append(drawn)
            shown.cut(steps)
            drawn_already.add(steps)
    return fields, without(data, shown, every_element=False)


def undescribed(data: Data, allowance: Allowance, spot: Spot) -> list[DataField]:
    """Fields for values without schema: humanised keys, in the document's order."""
    drawn = (field(value, SchemaEntry(key=key), allowance, spot.beside(key)) for key, value in data.items())
    return [one for one in drawn if one is not None]


def field(value: object, entry: SchemaEntry, allowance: Allowance, spot: Spot) -> DataField | None:
    """The value as the entry wants it; None when there is nothing to show (``False`` and 0 are something)."""
    if is_nothing(value) or not allowance.take():
        return None
    label = entry.label or values.humanised(entry.key)
    if not isinstance(value, list | dict):
        return scalar_field(value, entry, spot.path, label)
    if spot.depth > DEEPEST_SECTION or (isinstance(value, dict) and not _may_be_section(entry)):
        text = raw(value, DEEPEST - spot.depth)
        return DataField(path=spot.path, label=label, kind=FieldKind.TEXT, value=text)
    kind, children = _inside(value, entry, allowance, spot)
    return DataField(path=spot.path, label=label, kind=kind, children=tuple(children)) if children else None


def _inside(value: object, entry: SchemaEntry, allowance: Allowance, spot: Spot) -> tuple[FieldKind, list[DataField]]:
    """Kind and children of a list or an object; what an object holds beside its schema follows at its end."""
    if isinstance(value, dict):
        below = Spot(spot.path, spot.depth + 1)
        fields, rest = described(value, entry.children, allowance, below)
        return FieldKind.SECTION, fields + undescribed(rest, allowance, below)
    elements = value if isinstance(value, list) else []
    of_each = _of_each(entry)
    drawn = (field(one, of_each, allowance, spot.down(str(place))) for place, one in enumerate(elements))
    return FieldKind.LIST, [one for one in drawn if one is not None]


def _of_each(entry: SchemaEntry) -> SchemaEntry:
    """What the entry says of each element of a list: its items, or itself."""
    one = entry.element or entry
    kind = None if one.kind is FieldKind.LIST else one.kind
    return msgspec.structs.replace(one, key="", label=None, kind=kind, children=entry.children)


def _may_be_section(entry: SchemaEntry) -> bool:
    return bool(entry.children) or entry.kind in (None, FieldKind.SECTION, FieldKind.LIST)


def _pointer(step: str) -> str:
    """One step of a JSON pointer, safe to look at; no two steps have the same.

    What can't be seen becomes ``~uXXXX.``, which RFC 6901 leaves free: two names may look alike and still are two.
    """
    if step == _BESIDE:
        return "/" + "".join(map(_code, step))
    return "/" + "".join(map(_pointed, step))


def _pointed(character: str) -> str:
    if character in _POINTED:
        return _POINTED[character]
    return character if values.text(character) == character else _code(character)


def _code(character: str) -> str:
    return f"~u{ord(character):04X}."
