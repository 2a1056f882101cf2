"""Shipped definition files, and changed copies of them, for the tests of this room."""

import copy
import functools
import json
import pathlib
import typing

from app.domain.callflow import definition_loader
from app.domain.callflow.definition import Definition

SHIPPED = pathlib.Path(__file__).parents[3] / "resources" / "callflows"


def text(name: str = "vehicle_crash") -> str:
    return (SHIPPED / f"{name}.json").read_text(encoding="utf-8")


def content(name: str = "vehicle_crash") -> dict[str, typing.Any]:
    return dict(json.loads(text(name)))


def read(changed: dict[str, typing.Any]) -> Definition | tuple[definition_loader.FileProblem, ...]:
    return definition_loader.read("test", json.dumps(changed, indent=1))


def reasons(changed: dict[str, typing.Any]) -> list[str]:
    found = read(changed)
    assert isinstance(found, tuple), "the definition should have been refused"
    return [problem.reason for problem in found]


@functools.cache
def definition(name: str = "vehicle_crash") -> Definition:
    found = definition_loader.read(name, text(name))
    assert isinstance(found, Definition), found
    return found


def with_variable(name: str, schema: dict[str, typing.Any] | bool, *, required: bool = False) -> dict[str, typing.Any]:
    """The crash callflow with one more variable at its top."""
    changed = copy.deepcopy(content())
    changed["variables"]["properties"][name] = schema
    if required:
        changed["variables"]["required"].append(name)
    return changed


def defined(changed: dict[str, typing.Any]) -> Definition:
    """The definition that the content is, which must be whole."""
    found = read(changed)
    assert isinstance(found, Definition), found
    return found
