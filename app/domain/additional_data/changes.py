"""What differs between two answers: old and new beside each other, for each path (docs/operator.md#b-14)."""

import collections.abc

import msgspec

from app.domain.additional_data.field import Display, Field, Kind


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One field that changed; ``before`` is None when it is new, ``after`` when it is gone."""

    source: str
    """The source's key."""
    source_name: str
    path: str
    label: str
    """With the labels of the sections around it, like "Vehicle: License Plate"."""
    before: Field | None
    after: Field | None


Leaf = tuple[str, Field]
"""A field's label and the field."""
Leaves = dict[tuple[str, str], Leaf]
"""By source and path."""


def between(before: Display, after: Display) -> tuple[Change, ...]:
    """Every change from one display to the next: new and different fields in their order, then those that are gone."""
    old, new = _leaves(before), _leaves(after)
    names = {source.key: source.name for display in (before, after) for source in display.sources}
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        _change(key, names[key[0]], old.get(key), new.get(key))
        for key in keys
        if _said(old.get(key)) != _said(new.get(key))
    )


def _change(key: tuple[str, str], name: str, old: Leaf | None, new: Leaf | None) -> Change:
    label = next(leaf[0] for leaf in (new, old) if leaf is not None)
    return Change(
        source=key[0],
        source_name=name,
        path=key[1],
        label=label,
        before=old[1] if old else None,
        after=new[1] if new else None,
    )


def _said(leaf: Leaf | None) -> object:
    """What a reader sees of a leaf; a new label, order or schema alone is no change of what is known."""
    if leaf is None:
        return None
    field = leaf[1]
    inside = [field] if field.kind is not Kind.LIST else field.children
    return [(one.kind.value, one.value, one.unit) for one in inside]


def _leaves(display: Display) -> Leaves:
    return {
        (source.key, leaf.path): (label, leaf)
        for source in display.sources
        for label, leaf in _inside((*source.fields, *source.other), "")
    }


def _inside(fields: collections.abc.Iterable[Field], around: str) -> collections.abc.Iterator[Leaf]:
    """Every field with a value; a list of plain values counts as one."""
    for field in fields:
        label = f"{around}: {field.label}" if around and field.label else around or field.label
        if field.kind is Kind.SECTION or any(child.children for child in field.children):
            yield from _inside(field.children, label)
        else:
            yield label, field
