"""Values become fields: the kind that the schema wants if the value allows it, else plain text, never an error."""

import collections.abc
import itertools

import msgspec

from app.domain.additional_data import scalar, visible
from app.domain.additional_data.bounds import MOST_FIELDS
from app.domain.additional_data.cuts import Cuts, Data, found, without
from app.domain.additional_data.field import Field, Kind
from app.domain.additional_data.schema import DEEPEST, Entry, Steps

DEEPEST_SECTION = 6
_BESIDE = ".."
_POINTED = {"~": "~0", "/": "~1"}


class Allowance:
    """How many more fields one source may show; ``spent`` tells that something was left out."""

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
    data: Data, entries: collections.abc.Sequence[Entry], allowance: Allowance, spot: Spot
) -> tuple[list[Field], Data]:
    """The fields that the entries describe, in their order, and the rest of the data, which no entry mentions."""
    fields, shown, drawn_already = list[Field](), Cuts(), set[Steps]()
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


def undescribed(data: Data, allowance: Allowance, spot: Spot) -> list[Field]:
    """Fields for values without schema: humanised keys, in the document's order."""
    drawn = (field(value, Entry(key=key), allowance, spot.beside(key)) for key, value in data.items())
    return [one for one in drawn if one is not None]


def field(value: object, entry: Entry, allowance: Allowance, spot: Spot) -> Field | None:
    """The value as the entry wants it; None when there is nothing to show (``False`` and 0 are something)."""
    if scalar.is_nothing(value) or not allowance.take():
        return None
    label = entry.label or visible.humanised(entry.key)
    if not isinstance(value, list | dict):
        return scalar.field(value, entry, spot.path, label)
    if spot.depth > DEEPEST_SECTION or (isinstance(value, dict) and not _may_be_section(entry)):
        text = scalar.raw(value, DEEPEST - spot.depth)
        return Field(path=spot.path, label=label, kind=Kind.TEXT, value=text)
    kind, children = _inside(value, entry, allowance, spot)
    return Field(path=spot.path, label=label, kind=kind, children=tuple(children)) if children else None


def _inside(value: object, entry: Entry, allowance: Allowance, spot: Spot) -> tuple[Kind, list[Field]]:
    """Kind and children of a list or an object; what an object holds beside its schema follows at its end."""
    if isinstance(value, dict):
        below = Spot(spot.path, spot.depth + 1)
        fields, rest = described(value, entry.children, allowance, below)
        return Kind.SECTION, fields + undescribed(rest, allowance, below)
    elements = value if isinstance(value, list) else []
    of_each = _of_each(entry)
    drawn = (field(one, of_each, allowance, spot.down(str(place))) for place, one in enumerate(elements))
    return Kind.LIST, [one for one in drawn if one is not None]


def _of_each(entry: Entry) -> Entry:
    """What the entry says of each element of a list: its items, or itself."""
    one = entry.element or entry
    kind = None if one.kind is Kind.LIST else one.kind
    return msgspec.structs.replace(one, key="", label=None, kind=kind, children=entry.children)


def _may_be_section(entry: Entry) -> bool:
    return bool(entry.children) or entry.kind in (None, Kind.SECTION, Kind.LIST)


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
    return character if visible.text(character) == character else _code(character)


def _code(character: str) -> str:
    return f"~u{ord(character):04X}."
