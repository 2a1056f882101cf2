"""References inside a callflow's schema: only those to its own parts are followed, nothing is ever fetched."""

import collections.abc
import typing

from app.domain.callflow.json_text import Path

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
