"""What differs between two answers: old and new beside each other, for each path (docs/operator.md#b-14)."""

import collections.abc

import msgspec

from app.domain.additional_data.model import DataField, DataSource, Display, FieldKind


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One field that changed; ``before`` is None when it is new, ``after`` when it is gone."""

    source: str
    """The source's key."""
    source_name: str
    path: str
    label: str
    """With the labels of the sections around it, like "Vehicle: License Plate"."""
    before: DataField | None
    after: DataField | None


Leaf = tuple[str, DataField]
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
    inside = [field] if field.kind is not FieldKind.LIST else field.children
    return [(one.kind.value, one.value, one.unit) for one in inside]


def _leaves(display: Display) -> Leaves:
    return {
        (source.key, leaf.path): (label, leaf)
        for source in display.sources
        for label, leaf in _inside((*source.fields, *source.other), "")
    }


def _inside(fields: collections.abc.Iterable[DataField], around: str) -> collections.abc.Iterator[Leaf]:
    """Every field with a value; a list of plain values counts as one."""
    for field in fields:
        label = f"{around}: {field.label}" if around and field.label else around or field.label
        if field.kind is FieldKind.SECTION or any(child.children for child in field.children):
            yield from _inside(field.children, label)
        else:
            yield label, field


class Changed(msgspec.Struct, frozen=True):
    """A field's newest change, and when the answer with it came (UTC ms)."""

    at: int
    change: Change


class KnownSource(msgspec.Struct, frozen=True, kw_only=True):
    """One source as it last answered."""

    source: DataSource
    at: int
    """When what it says came first (UTC ms); answers since then said the same."""
    first_at: int
    """When the source answered for the first time."""
    gone_at: int | None = None
    """When an answer came without it; what it said before stays readable."""
    changed: tuple[Changed, ...] = ()
    """The newest change of each field that ever changed, oldest first."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known from one share's answers so far; times are UTC milliseconds."""

    at: int
    """When the newest answer that differed from the one before came."""
    since: int
    """When the first one came."""
    display: Display
    """The newest that could be read."""
    cards: tuple[KnownSource, ...] = ()
    unreadable_at: int | None = None
    """The newest answer can't be read; the cards are those of the one before."""


def after(before: Known | None, display: Display, at: int) -> Known:
    """What is known after one more answer."""
    if before is None:
        cards = tuple(KnownSource(source=source, at=at, first_at=at) for source in display.sources)
        return Known(at=at, since=at, display=display, cards=cards, unreadable_at=at if display.unreadable else None)
    if display.unreadable:
        return msgspec.structs.replace(before, at=at, unreadable_at=at)
    found = between(before.display, display)
    old = {card.source.key: card for card in before.cards}
    here = [_card(old.get(source.key), source, found, at) for source in display.sources]
    keys = {source.key for source in display.sources}
    missed = [_gone(card, at) for card in before.cards if card.source.key not in keys]
    return Known(at=at, since=before.since, display=display, cards=(*here, *missed))


def _card(before: KnownSource | None, source: DataSource, found: tuple[Change, ...], at: int) -> KnownSource:
    if before is None:
        return KnownSource(source=source, at=at, first_at=at)
    back = before.gone_at is not None
    mine = () if back else tuple(Changed(at, change) for change in found if change.source == source.key)
    anew = {changed.change.path for changed in mine}
    kept = tuple(changed for changed in before.changed if changed.change.path not in anew)
    return KnownSource(
        source=source,
        at=at if mine or back else before.at,
        first_at=before.first_at,
        changed=kept + mine,
    )


def _gone(card: KnownSource, at: int) -> KnownSource:
    return card if card.gone_at is not None else msgspec.structs.replace(card, gone_at=at)
