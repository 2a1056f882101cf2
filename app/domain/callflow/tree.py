"""From values by path to the nested variables of a request, rows that are empty left out."""

import collections.abc
import typing

from app.domain.callflow.json_text import Path

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
