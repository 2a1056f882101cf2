"""Paths to cut out of data, many in one pass: what a schema hides, and what has been shown already."""

import collections.abc

from app.domain.additional_data.schema import DEEPEST, Entry, Steps, parts

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

    def hide(self, entries: collections.abc.Iterable[Entry]) -> None:
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
