"""The exact bytes of a trigger: made once, shown, confirmed by their SHA-256, sent unchanged (docs/contract.md#6)."""

import collections.abc
import decimal
import hashlib
import json
import re
import typing

import msgspec

from app.domain.callflow import field_input
from app.domain.callflow.definition import NumberStyle, Variable, VariableKind
from app.domain.callflow.field_input import Value
from app.domain.callflow.located_json import Path


class TriggerRequest(msgspec.Struct, frozen=True):
    """One trigger's body; ``text`` in UTF-8 is what the operator saw and what is sent."""

    text: str
    sha256: str

    @property
    def body(self) -> bytes:
        """The bytes to POST."""
        return self.text.encode()


class Admitted(msgspec.Struct, frozen=True, kw_only=True):
    """A request that may be confirmed, and what the station must know of it."""

    request: TriggerRequest
    phone: str
    """The caller's number (E.164), as 9-1-1 will see it."""
    latitude: float
    longitude: float
    uncertainty_m: float | None
    event_id: str | None
    """Our event id, if the callflow carries one."""


def compose(callflow: str, variables: dict[str, object]) -> TriggerRequest:
    """The request of a callflow by RapidSOS's name and its variables, in their order, without any blank."""
    content = {"callflow": callflow, "variables": variables}
    return of_text(json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def of_text(text: str) -> TriggerRequest:
    """The request that consists of exactly this text."""
    return TriggerRequest(text, hashlib.sha256(text.encode()).hexdigest())


_Node = dict[str | int, typing.Any]


def grow(values: collections.abc.Mapping[Path, object]) -> dict[str, object]:
    """The nested objects and lists of the values, in the order given."""
    root: _Node = {}
    for path, value in values.items():
        node = root
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
    return {str(step): _lists(part) for step, part in root.items()}


def leaves(value: object, path: Path = ()) -> collections.abc.Iterator[tuple[Path, object]]:
    """Every scalar of a JSON value, with its path; an empty object or list counts as one."""
    parts: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    if not parts:
        yield path, value
    for step, part in parts:
        yield from leaves(part, (*path, step))


def sent_paths(paths: collections.abc.Iterable[Path], filled: collections.abc.Iterable[Path]) -> dict[Path, Path]:
    """Where each path that is sent comes to lie: rows left out let those behind them move up."""
    rows: dict[Path, set[int]] = {}
    for path in filled:
        for depth, step in enumerate(path):
            if isinstance(step, int):
                rows.setdefault(path[:depth], set()).add(step)
    places = {path: _as_sent(path, rows) for path in paths}
    return {path: place for path, place in places.items() if place is not None}


def _as_sent(path: Path, rows: dict[Path, set[int]]) -> Path | None:
    """The path with each row's number among the rows that are sent; None in a row that is left out."""
    steps: list[str | int] = []
    for depth, step in enumerate(path):
        if isinstance(step, str):
            steps.append(step)
            continue
        sent = sorted(rows.get(path[:depth], ()))
        if step not in sent:
            return None
        steps.append(sent.index(step))
    return tuple(steps)


def _lists(node: typing.Any) -> object:  # noqa: ANN401 - a node of any depth
    if not isinstance(node, dict):
        return node
    if any(isinstance(step, int) for step in node):
        return [_lists(node[step]) for step in sorted(node)]
    return {step: _lists(part) for step, part in node.items()}


_PHONES = (VariableKind.CALLER_PHONE, VariableKind.PHONE)
_NUMBERS = ("number", "integer")
_WRITTEN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")

Scalar = str | int | float | bool


def styled(variable: Variable, value: Value) -> Scalar:
    """The value as it is sent."""
    if isinstance(value, decimal.Decimal):
        return format(value, "f") if variable.number_style is NumberStyle.STRING else plain(value)
    if isinstance(value, str) and variable.kind in _PHONES:
        return field_input.write(value, variable.phone_style)
    return value


def meant(variable: Variable, untrusted: object) -> Scalar | None:
    """The meaning of a sent value as the schema knows it; None if ``styled`` can't have written it."""
    if variable.kind in _PHONES:
        return field_input.read_written(untrusted, variable.phone_style) if isinstance(untrusted, str) else None
    if variable.type in _NUMBERS:
        return _number_meant(variable, untrusted)
    if variable.type == "boolean":
        return untrusted if isinstance(untrusted, bool) else None
    return untrusted if isinstance(untrusted, str) else None


def plain(value: Value) -> Scalar:
    """The value as JSON Schema checks it: a whole number as an integer, any other as a float."""
    if not isinstance(value, decimal.Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _number_meant(variable: Variable, untrusted: object) -> Scalar | None:
    if variable.number_style is NumberStyle.STRING:
        written = isinstance(untrusted, str) and _WRITTEN.fullmatch(untrusted) is not None
        return plain(decimal.Decimal(str(untrusted))) if written else None
    if isinstance(untrusted, int | float) and not isinstance(untrusted, bool):
        return untrusted
    return None
