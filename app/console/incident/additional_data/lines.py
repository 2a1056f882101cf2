"""A source's fields as the lines of its card: headings, values, and elements of lists, each with its depth."""

import collections.abc

import msgspec

from app.domain.additional_data.field import Field, Kind
from app.domain.incident.known import Changed

_ACTIVE = (Kind.LINK, Kind.IMAGE)
_LONGEST_NAME = 40


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line; without a field it is a heading, with ``gone`` the field was there and is no more."""

    path: str
    label: str
    depth: int = 0
    field: Field | None = None
    changed: Changed | None = None
    gone: bool = False
    numbered: bool = False
    """A heading that only counts the elements of a list."""


def lines(
    fields: collections.abc.Iterable[Field], changes: collections.abc.Mapping[str, Changed], depth: int = 0
) -> collections.abc.Iterator[Line]:
    """The lines of these fields in their order."""
    for field in fields:
        yield from _lines_of(field, changes, depth)


def gone(changed: collections.abc.Iterable[Changed]) -> collections.abc.Iterator[Line]:
    """A line for each field that the source does not send any more."""
    for one in changed:
        if one.change.after is None:
            yield Line(path=one.change.path, label=one.change.label, changed=one, gone=True)


def _lines_of(
    field: Field, changes: collections.abc.Mapping[str, Changed], depth: int
) -> collections.abc.Iterator[Line]:
    changed = changes.get(field.path)
    if not field.children or _is_plain_list(field):
        yield Line(path=field.path, label=field.label, depth=depth, field=field, changed=changed)
        return
    yield Line(path=field.path, label=field.label, depth=depth)
    for place, child in enumerate(field.children, start=1):
        if _is_named_link(child, changes):
            name, link = child.children
            yield Line(path=link.path, label=str(name.value), depth=depth + 1, field=link)
        elif child.children and not child.label:
            counted = f"{place} of {len(field.children)}"
            yield Line(path=child.path, label=counted, depth=depth + 1, numbered=True)
            yield from lines(child.children, changes, depth + 1)
        else:
            yield from _lines_of(child, changes, depth + 1)


def _is_plain_list(field: Field) -> bool:
    """Whether its elements are plain values, which stand under each other in one line of the card."""
    return field.kind is Kind.LIST and not any(
        child.children or child.phone or child.kind in _ACTIVE for child in field.children
    )


def _is_named_link(element: Field, changes: collections.abc.Mapping[str, Changed]) -> bool:
    """Whether a list's element is a name and an address, like a camera: the name then stands for the label."""
    if element.label or len(element.children) != 2:  # noqa: PLR2004 a name and an address
        return False
    name, link = element.children
    plain = name.kind is Kind.TEXT and link.kind in _ACTIVE and len(str(name.value)) <= _LONGEST_NAME
    return plain and not any(child.path in changes for child in element.children)
