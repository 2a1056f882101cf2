"""What is known of a caller from one share: RAD-E's answers folded into cards, with what changed and when."""

import msgspec

from app.domain.additional_data.changes import Change, between
from app.domain.additional_data.field import Display, Source


class Changed(msgspec.Struct, frozen=True):
    """A field's newest change, and when the answer with it came (UTC ms)."""

    at: int
    change: Change


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One source as it last answered."""

    source: Source
    at: int
    """When what it says came first (UTC ms); answers since then said the same."""
    first_at: int
    """When the source answered for the first time."""
    gone_at: int | None = None
    """When an answer came without it; what it said before stays readable."""
    changed: tuple[Changed, ...] = ()
    """The newest change of each field that ever changed, oldest first."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one share's answers have told; times are UTC milliseconds."""

    at: int
    """When the newest answer that differed from the one before came."""
    since: int
    """When the first one came."""
    display: Display
    """The newest that could be read."""
    cards: tuple[Card, ...] = ()
    unreadable_at: int | None = None
    """The newest answer can't be read; the cards are those of the one before."""


def after(before: Known | None, display: Display, at: int) -> Known:
    """What is known after one more answer."""
    if before is None:
        cards = tuple(Card(source=source, at=at, first_at=at) for source in display.sources)
        return Known(at=at, since=at, display=display, cards=cards, unreadable_at=at if display.unreadable else None)
    if display.unreadable:
        return msgspec.structs.replace(before, at=at, unreadable_at=at)
    found = between(before.display, display)
    old = {card.source.key: card for card in before.cards}
    here = [_card(old.get(source.key), source, found, at) for source in display.sources]
    keys = {source.key for source in display.sources}
    missed = [_gone(card, at) for card in before.cards if card.source.key not in keys]
    return Known(at=at, since=before.since, display=display, cards=(*here, *missed))


def _card(before: Card | None, source: Source, found: tuple[Change, ...], at: int) -> Card:
    if before is None:
        return Card(source=source, at=at, first_at=at)
    back = before.gone_at is not None
    mine = () if back else tuple(Changed(at, change) for change in found if change.source == source.key)
    anew = {changed.change.path for changed in mine}
    kept = tuple(changed for changed in before.changed if changed.change.path not in anew)
    return Card(
        source=source,
        at=at if mine or back else before.at,
        first_at=before.first_at,
        changed=kept + mine,
    )


def _gone(card: Card, at: int) -> Card:
    return card if card.gone_at is not None else msgspec.structs.replace(card, gone_at=at)
