"""JSON Schema 2020-12 with nothing fetched: an own empty registry, so that a remote ``$ref`` can never be asked for."""

import collections.abc
import itertools
import typing

import jsonschema
import msgspec
import referencing

from app.domain.callflow.definition import NumberStyle, PhoneStyle, Variable, VariableKind
from app.domain.callflow.located_json import Path

_Validator = jsonschema.Draft202012Validator
_FORMATS = jsonschema.FormatChecker(("regex",))


def mismatches(schema: dict[str, object], value: object) -> collections.abc.Iterator[jsonschema.ValidationError]:
    """Everything in which ``value`` does not match ``schema``; the schema is known to be sound."""
    return _Validator(schema, registry=referencing.Registry()).iter_errors(value)


def unsound(schema: dict[str, object]) -> list[tuple[Path, str]]:
    """Where and why ``schema`` is not JSON Schema 2020-12, its regular expressions included."""
    meta = _Validator(_Validator.META_SCHEMA, format_checker=_FORMATS)
    return [(path_of(error), error.message) for error in meta.iter_errors(schema)]


def path_of(error: jsonschema.ValidationError) -> Path:
    """Where in the value the error lies."""
    return tuple(error.absolute_path)


def missing(error: jsonschema.ValidationError) -> list[Path]:
    """The members that a ``required`` error misses; empty for any other error."""
    if error.validator != "required":
        return []
    needed, given = typing.cast("list[str]", error.validator_value), typing.cast("dict[str, object]", error.instance)
    return [(*path_of(error), name) for name in needed if name not in given]


_KINDS: typing.Final = [kind.value for kind in VariableKind if kind is not VariableKind.CONSTANT]
_OWN: typing.Final[dict[str, object]] = {
    "x-kind": {"enum": _KINDS},
    "x-group": {"type": "string", "minLength": 1, "maxLength": 80},
    "x-order": {"type": "integer"},
    "x-phone-style": {"enum": [style.value for style in PhoneStyle]},
    "x-number-style": {"enum": [style.value for style in NumberStyle]},
    "x-milliseconds": {"type": "boolean"},
}
_SHAPE: typing.Final[dict[str, object]] = {
    "properties": _OWN,
    "propertyNames": {"if": {"pattern": "^x-"}, "then": {"enum": list(_OWN)}},
}
_TYPES_OF_KIND: typing.Final = {
    VariableKind.LATITUDE: {"number"},
    VariableKind.LONGITUDE: {"number"},
    VariableKind.UNCERTAINTY: {"number", "integer"},
    VariableKind.NUMBER: {"number", "integer"},
    VariableKind.EVENT_TIME: {"integer"},
    VariableKind.YES_NO: {"boolean"},
    VariableKind.CHOICE: {"string", "integer"},
}
_NEVER_FILLED_ALREADY: typing.Final = frozenset(
    {
        VariableKind.CALLER_NAME,
        VariableKind.CALLER_PHONE,
        VariableKind.LATITUDE,
        VariableKind.LONGITUDE,
        VariableKind.UNCERTAINTY,
    }
)
KIND_OF_TYPE: typing.Final = {
    "string": VariableKind.TEXT,
    "number": VariableKind.NUMBER,
    "integer": VariableKind.NUMBER,
    "boolean": VariableKind.YES_NO,
}


def misused(node: dict[str, typing.Any]) -> str | None:
    """Why the annotations of one part of the schema are wrong; None when they are right or absent."""
    error = next(mismatches(_SHAPE, node), None)
    return None if error is None else error.message


def kind_of(node: dict[str, typing.Any]) -> VariableKind:
    """The kind that a leaf says, or the one that its type suggests; the type is known."""
    inferred = VariableKind.CHOICE if "enum" in node else KIND_OF_TYPE[node["type"]]
    return VariableKind(node.get("x-kind", inferred))


def contradictions(node: dict[str, typing.Any]) -> collections.abc.Iterator[str]:
    """Where a leaf's kind does not go with its type, its choices or its default."""
    kind = kind_of(node)
    if node["type"] not in _TYPES_OF_KIND.get(kind, {"string"}):
        yield f"{kind.value} can't be of type {node['type']}"
    if kind is VariableKind.CHOICE and "enum" not in node:
        yield "a choice needs an enum"
    wanted = int if node["type"] == "integer" else str
    if kind is VariableKind.CHOICE and any(type(choice) is not wanted for choice in node.get("enum", ())):
        yield f"each choice must be of its type, {node['type']}"
    if not isinstance(node.get("default", ""), str | int | float):
        yield "a default is a text, a number, true or false"
    if "default" in node and kind in _NEVER_FILLED_ALREADY:
        yield f"{kind.value} has no default: the operator gives it each time"


DRAFT: typing.Final = "https://json-schema.org/draft/2020-12/schema"
LONGEST_CHAIN = 8


def resolved(root: dict[str, typing.Any], node: dict[str, typing.Any]) -> dict[str, typing.Any] | None:
    """The node with its ``$ref`` replaced by what it names, its own keywords winning; None if that leads nowhere."""
    for _ in range(LONGEST_CHAIN):
        if "$ref" not in node:
            return node
        target = _target(root, node["$ref"])
        if target is None:
            return None
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return None


def foreign(schema: object, at: Path = ()) -> collections.abc.Iterator[tuple[Path, str]]:
    """Every keyword that would lead out of this schema, with the reason why it is refused."""
    if isinstance(schema, list):
        for index, part in enumerate(schema):
            yield from foreign(part, (*at, index))
    if isinstance(schema, dict):
        for key, part in schema.items():
            if reason := _refusal(key, part):
                yield (*at, key), reason
            yield from foreign(part, (*at, key))


def _refusal(key: str, value: object) -> str | None:
    if not isinstance(value, str):
        return None
    if key == "$ref" and not value.startswith("#/"):
        return f"$ref {value!r} is refused: only references inside the file, like #/$defs/phone"
    if key in ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor"):
        return f"{key} is refused: references are by place inside the file, like #/$defs/phone"
    if key == "$schema" and value != DRAFT:
        return f"the variables are JSON Schema 2020-12, not {value!r}"
    return None


def _target(root: dict[str, typing.Any], reference: str) -> dict[str, typing.Any] | None:
    part: object = root
    for token in reference.removeprefix("#/").split("/"):
        name = token.replace("~1", "/").replace("~0", "~")
        part = part.get(name) if isinstance(part, dict) else None
    return part if isinstance(part, dict) else None


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
    VariableKind.CALLER_NAME: "Full name",
    VariableKind.CALLER_PHONE: "Number 9-1-1 will see",
    VariableKind.LATITUDE: "Location",
    VariableKind.UNCERTAINTY: "Uncertainty",
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
        kind=VariableKind.CONSTANT,
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
