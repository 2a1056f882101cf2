"""What a variable's schema may say beyond JSON Schema: its kind, group, order and styles."""

import collections.abc
import typing

from app.domain.callflow.definition import Kind, NumberStyle, PhoneStyle
from app.domain.callflow.schema import mismatches

_KINDS: typing.Final = [kind.value for kind in Kind if kind is not Kind.CONSTANT]
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
    Kind.LATITUDE: {"number"},
    Kind.LONGITUDE: {"number"},
    Kind.UNCERTAINTY: {"number", "integer"},
    Kind.NUMBER: {"number", "integer"},
    Kind.EVENT_TIME: {"integer"},
    Kind.YES_NO: {"boolean"},
    Kind.CHOICE: {"string", "integer"},
}
_NEVER_FILLED_ALREADY: typing.Final = frozenset(
    {Kind.CALLER_NAME, Kind.CALLER_PHONE, Kind.LATITUDE, Kind.LONGITUDE, Kind.UNCERTAINTY}
)
KIND_OF_TYPE: typing.Final = {
    "string": Kind.TEXT,
    "number": Kind.NUMBER,
    "integer": Kind.NUMBER,
    "boolean": Kind.YES_NO,
}


def misused(node: dict[str, typing.Any]) -> str | None:
    """Why the annotations of one part of the schema are wrong; None when they are right or absent."""
    error = next(mismatches(_SHAPE, node), None)
    return None if error is None else error.message


def kind_of(node: dict[str, typing.Any]) -> Kind:
    """The kind that a leaf says, or the one that its type suggests; the type is known."""
    inferred = Kind.CHOICE if "enum" in node else KIND_OF_TYPE[node["type"]]
    return Kind(node.get("x-kind", inferred))


def contradictions(node: dict[str, typing.Any]) -> collections.abc.Iterator[str]:
    """Where a leaf's kind does not go with its type, its choices or its default."""
    kind = kind_of(node)
    if node["type"] not in _TYPES_OF_KIND.get(kind, {"string"}):
        yield f"{kind.value} can't be of type {node['type']}"
    if kind is Kind.CHOICE and "enum" not in node:
        yield "a choice needs an enum"
    wanted = int if node["type"] == "integer" else str
    if kind is Kind.CHOICE and any(type(choice) is not wanted for choice in node.get("enum", ())):
        yield f"each choice must be of its type, {node['type']}"
    if not isinstance(node.get("default", ""), str | int | float):
        yield "a default is a text, a number, true or false"
    if "default" in node and kind in _NEVER_FILLED_ALREADY:
        yield f"{kind.value} has no default: the operator gives it each time"
