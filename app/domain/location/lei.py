"""What LEI answered: fixes by their own time, and the records that are none, in whatever shape they come (4.4)."""

import collections.abc

import msgspec

from app.domain.location.fix import Fix
from app.domain.location.lei_aliases import CONTRACT_ALIASES, Aliases
from app.domain.location.lei_record import INVALID, NoFix, Record, fix, names_a_place

_DEEPEST_CONTAINER = 4

Key = tuple[int | None, float, float, float | None]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The fixes of one answer, oldest first and each once, and the records that name no usable place."""

    fixes: tuple[Fix, ...] = ()
    refused: tuple[NoFix, ...] = ()

    @property
    def newest(self) -> Fix | None:
        """The fix of the latest time; its place in the answer tells nothing (docs/contract.md#4.4)."""
        return self.fixes[-1] if self.fixes else None


def read(untrusted: object, aliases: Aliases = CONTRACT_ALIASES) -> Answer:
    """Any decoded body as an answer; never raises. No fixes means "no location available", which is no error."""
    found = [
        fix(one, aliases) if isinstance(one, dict) else NoFix(reason=INVALID) for one in _records(untrusted, aliases)
    ]
    fixes = {key(one): one for one in found if isinstance(one, Fix)}
    in_time = sorted(fixes.values(), key=lambda one: one.fixed_at or 0)
    return Answer(fixes=tuple(in_time), refused=tuple(one for one in found if isinstance(one, NoFix)))


def key(one: Fix) -> Key:
    """What makes two records the same observation (docs/contract.md#4.4)."""
    return (one.fixed_at, one.latitude, one.longitude, one.uncertainty_m)


def unseen(answer: Answer, known: collections.abc.Iterable[Fix]) -> tuple[Fix, ...]:
    """The answer's fixes that weren't known before: a caller who stands still gives none, and the fix's age grows."""
    before = {key(one) for one in known}
    return tuple(one for one in answer.fixes if key(one) not in before)


def _records(untrusted: object, aliases: Aliases, depth: int = 0) -> list[object]:
    """A list is the records; an object holds them under a container's name, or is one itself."""
    if isinstance(untrusted, list):
        return list(untrusted)
    if not isinstance(untrusted, dict) or depth > _DEEPEST_CONTAINER:
        return []
    held = [untrusted[name] for name in aliases.containers if isinstance(untrusted.get(name), list | dict)]
    lists = [value for value in held if isinstance(value, list)]
    if lists and not _holds_coordinates(untrusted, aliases):
        return list(lists[0])
    if names_a_place(untrusted, aliases):
        return [untrusted]
    return next((records for value in held if (records := _records(value, aliases, depth + 1))), [])


def _holds_coordinates(record: Record, aliases: Aliases) -> bool:
    return any(record.get(name) is not None for name in (*aliases.latitude, *aliases.longitude))
