"""The leaves of a callflow's variables: a walk through their JSON Schema, its labels, groups, order and styles."""

import collections.abc
import itertools
import typing

import msgspec

from app.domain.callflow.annotations import KIND_OF_TYPE, contradictions, kind_of, misused
from app.domain.callflow.definition import Kind, NumberStyle, PhoneStyle, Variable
from app.domain.callflow.json_text import Path
from app.domain.callflow.references import resolved

DEEPEST = 8
MOST_ROWS = 10
MOST_VARIABLES = 300
"""Lists in lists and references to themselves multiply; no form is that long."""


class Flaw(msgspec.Struct, frozen=True):
    """Why a part of the schema can't become a form; ``at`` is its path in the schema."""

    at: Path
    reason: str


class Styles(msgspec.Struct, frozen=True):
    """The styles of the whole file, for variables that do not say their own."""

    phone: PhoneStyle
    number: NumberStyle


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the walk stands: in the value, in the schema, and what the parents decided."""

    path: Path
    at: Path
    group: str
    required: bool


Found = collections.abc.Iterator[Variable | Flaw]
_Node = dict[str, typing.Any]

_LABELS: typing.Final = {
    Kind.CALLER_NAME: "Full name",
    Kind.CALLER_PHONE: "Number 9-1-1 will see",
    Kind.LATITUDE: "Location",
    Kind.UNCERTAINTY: "Uncertainty",
}
"""For files that give these no title of their own."""


def walk(schema: _Node, styles: Styles) -> Found:
    """Every leaf in the order of the schema, and every part that can't be one."""
    found = _Walk(schema, styles).node(schema, _Place(path=(), at=(), group="", required=True))
    yield from itertools.islice(found, MOST_VARIABLES)
    if next(found, None) is not None:
        yield Flaw((), f"more than {MOST_VARIABLES} variables, the rows of lists counted one by one")


class _Walk:
    """One walk; holds the whole schema for its local references."""

    def __init__(self, root: _Node, styles: Styles) -> None:
        self._root = root
        self._styles = styles

    def node(self, unresolved: _Node | bool, place: _Place) -> Found:
        """The leaves at and under one node of the schema; a bare true or false is JSON Schema too, but no field."""
        if isinstance(unresolved, bool):
            yield Flaw(place.at, "true or false says nothing of the field: give it a type")
            return
        node = resolved(self._root, unresolved)
        if node is None:
            yield Flaw(place.at, f"$ref {unresolved['$ref']!r} leads nowhere")
        elif reason := misused(node):
            yield Flaw(place.at, reason)
        elif len(place.path) > DEEPEST:
            yield Flaw(place.at, f"deeper than {DEEPEST} levels, or a $ref that leads to itself")
        else:
            yield from self._part(node, place)

    def _part(self, node: _Node, place: _Place) -> Found:
        if node.get("type") == "object":
            yield from self._members(node, place)
        elif node.get("type") == "array":
            yield from self._rows(node, place)
        elif "const" in node:
            yield _constant(node, place, self._styles)
        else:
            yield _leaf(node, place, self._styles)

    def _members(self, node: _Node, place: _Place) -> Found:
        group: str = node.get("x-group") or node.get("title", place.group)
        needed = node.get("required", [])
        for name, member in node.get("properties", {}).items():
            yield from self.node(
                member,
                _Place(
                    path=(*place.path, name),
                    at=(*place.at, "properties", name),
                    group=group,
                    required=place.required and name in needed,
                ),
            )

    def _rows(self, node: _Node, place: _Place) -> Found:
        most, least = node.get("maxItems"), node.get("minItems", 0)
        if not isinstance(most, int) or not 1 <= most <= MOST_ROWS:
            yield Flaw(place.at, f"a list needs maxItems, 1 to {MOST_ROWS}")
            return
        title = node.get("title", place.group)
        for index in range(most):
            row = _Place(
                path=(*place.path, index),
                at=(*place.at, "items"),
                group=f"{title} {index + 1}",
                required=place.required and index < least,
            )
            yield from self.node(node.get("items", {}), row)


def _constant(node: _Node, place: _Place, styles: Styles) -> Variable | Flaw:
    value = node["const"]
    word = _type_word(value)
    if word is None:
        return Flaw(place.at, "a constant is a text, a number, true or false")
    return Variable(
        path=place.path,
        kind=Kind.CONSTANT,
        type=word,
        label=node.get("title", str(place.path[-1])),
        required=place.required,
        constant=value,
        number_style=NumberStyle(node.get("x-number-style", styles.number)),
    )


def _type_word(value: object) -> str | None:
    """JSON Schema's word for a scalar; None for all else."""
    words = {bool: "boolean", str: "string", int: "integer", float: "number"}
    return words.get(type(value))


def _leaf(node: _Node, place: _Place, styles: Styles) -> Variable | Flaw:
    word = node.get("type")
    if not isinstance(word, str) or word not in KIND_OF_TYPE:
        return Flaw(place.at, f"type must be object, array, string, number, integer or boolean, not {word!r}")
    if reason := next(contradictions(node), None):
        return Flaw(place.at, reason)
    return Variable(
        path=place.path,
        kind=kind_of(node),
        type=word,
        label=node.get("title") or _LABELS.get(kind_of(node), str(place.path[-1])),
        help=node.get("description", ""),
        group=node.get("x-group", place.group),
        order=node.get("x-order"),
        required=place.required,
        choices=tuple(str(choice) for choice in node.get("enum", ())),
        default=_default(node),
        phone_style=PhoneStyle(node.get("x-phone-style", styles.phone)),
        number_style=NumberStyle(node.get("x-number-style", styles.number)),
        milliseconds=node.get("x-milliseconds", False),
    )


def _default(node: _Node) -> str:
    """The default as an operator would type it."""
    value = node.get("default", "")
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
