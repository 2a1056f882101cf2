"""The location sentence: what an operator reads aloud, as typed facts in a fixed order and in words.

The order is that of docs/screens.md#3. Facts are data; ``clause`` is their only wording, for the screen, copies and
reports alike. Names from outside stand in it as they came: whoever shows the sentence makes them safe.
"""

import collections.abc
import enum

import msgspec

from app.domain.location.fix import Box, Fix
from app.domain.location.geometry import BoxRelation, Course, Movement, course, distance_to_edge_m, movement, standing

FUTURE_MS = 120_000
"""A fix this far ahead of the clock is flagged (docs/contract.md#4.4)."""


class NamedPlace(msgspec.Struct, frozen=True):
    """A named place to orient by, WGS-84 degrees."""

    name: str
    latitude: float
    longitude: float


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """How the fix stands against the ECC's box, and the distance to its edge in metres."""

    standing: BoxRelation
    ecc: str | None
    edge_m: float


class JurisdictionNotGiven(msgspec.Struct, frozen=True):
    """The share had no readable box, so nothing can be said."""


class Nearest(msgspec.Struct, frozen=True):
    """The fix as seen from the nearest named place."""

    name: str
    course: Course


class Radius(msgspec.Struct, frozen=True):
    """The radius in metres, None when not stated, and its confidence from 0 to 1, None when not stated."""

    metres: float | None
    confidence: float | None


class FixAge(msgspec.Struct, frozen=True):
    """Age of the fix in ms, None when its time isn't stated; below 0 it is ahead of our clock."""

    ms: int | None

    @property
    def ahead(self) -> bool:
        """Whether the fix claims a time so far in the future that somebody's clock must be wrong."""
        return self.ms is not None and self.ms < -FUTURE_MS


class FixOrigin(enum.Enum):
    """Where a fix comes from; shape and letter on the map follow from it."""

    SHARE = "share"
    DEVICE = "lei"
    TYPED = "typed"
    OTHER = "other"


class FixSource(msgspec.Struct, frozen=True):
    """Where the fix comes from, and the source's own word for it, verbatim."""

    origin: FixOrigin
    untrusted_word: str | None


Fact = Jurisdiction | JurisdictionNotGiven | Nearest | Radius | FixAge | FixSource | Movement


class Ages(msgspec.Struct, frozen=True, kw_only=True):
    """Three ages in ms that are never merged; None means not stated, or that it did not happen."""

    fix: int | None
    answer: int | None
    change: int | None


def facts(
    fix: Fix,
    now: int,
    *,
    box: Box | None,
    ecc: str | None,
    trail: collections.abc.Iterable[Fix] = (),
    nearest: NamedPlace | None = None,
) -> tuple[Fact, ...]:
    """All that the sentence says of a fix at ``now`` (UTC ms): jurisdiction, place, radius, age, source, movement."""
    said: list[Fact] = [_jurisdiction(fix, box, ecc)]
    if nearest is not None:
        way = course((nearest.latitude, nearest.longitude), (fix.latitude, fix.longitude))
        said.append(Nearest(nearest.name, way))
    said += [Radius(fix.uncertainty_m, fix.confidence), FixAge(_since(fix.fixed_at, now)), _source(fix)]
    moved = movement((*trail, fix))
    return (*said, moved) if moved else tuple(said)


def emphasised(fact: Fact) -> bool:
    """Whether a responder acts on this fact, so that it stands out: jurisdiction, radius, a clock that is wrong."""
    return isinstance(fact, Jurisdiction | JurisdictionNotGiven | Radius) or (isinstance(fact, FixAge) and fact.ahead)


def ages(fix: Fix, *, answered_at: int | None, changed_at: int | None, now: int) -> Ages:
    """Fix age, last answer and last change: a fresh answer may carry an old fix (docs/contract.md#8)."""
    return Ages(fix=_since(fix.fixed_at, now), answer=_since(answered_at, now), change=_since(changed_at, now))


def _since(moment: int | None, now: int) -> int | None:
    return None if moment is None else now - moment


def _jurisdiction(fix: Fix, box: Box | None, ecc: str | None) -> Fact:
    if box is None:
        return JurisdictionNotGiven()
    return Jurisdiction(standing=standing(fix, box), ecc=ecc, edge_m=distance_to_edge_m(fix, box))


def _source(fix: Fix) -> FixSource:
    return FixSource(_origin(fix.source), fix.reported_source)


def _origin(source: str) -> FixOrigin:
    return {origin.value: origin for origin in FixOrigin}.get(source, FixOrigin.OTHER)


_STANDINGS = {
    BoxRelation.INSIDE: "Inside",
    BoxRelation.STRADDLING: "On the edge of",
    BoxRelation.OUTSIDE: "Outside",
}
_ORIGINS = {
    FixOrigin.SHARE: "shared with the call",
    FixOrigin.DEVICE: "device",
    FixOrigin.TYPED: "typed by an operator",
    FixOrigin.OTHER: "other",
}
_KILOMETRE = 1000.0
_TEN_KILOMETRES = 10_000.0
_SECOND_MS, _MINUTE_MS, _HOUR_MS = 1000, 60_000, 3_600_000
_TWO_MINUTES_MS = 2 * _MINUTE_MS


def sentence(facts: collections.abc.Iterable[Fact]) -> str:
    """The whole, one clause for each fact, without markup."""
    return " ".join(clause(fact) for fact in facts)


def clause(fact: Fact) -> str:
    """One fact in words, ending in a full stop."""
    match fact:
        case Jurisdiction():
            return _jurisdiction_clause(fact)
        case JurisdictionNotGiven():
            return "No jurisdiction box came with the share."
        case Nearest():
            return f"{metres(fact.course.metres)} {fact.course.point} of {fact.name}."
        case Radius():
            return f"{radius(fact.metres)}, {confidence(fact.confidence)}."
        case FixAge():
            return _fix_age(fact)
        case FixSource():
            word = f" ({fact.untrusted_word})" if fact.untrusted_word else ""
            return f"Source: {_ORIGINS[fact.origin]}{word}."
        case _:
            return _movement(fact)


def metres(distance: float) -> str:
    """A distance as people say it: ``31 m``, ``1.3 km``, ``24 km``."""
    if round(distance) < _KILOMETRE:
        return f"{distance:.0f} m"
    decimals = 1 if distance < _TEN_KILOMETRES else 0
    return f"{distance / _KILOMETRE:,.{decimals}f} km"


def duration(ms: int) -> str:
    """A length of time in its largest sensible unit, cut and never rounded up: ``42 s``, ``2 min``, ``3 h``."""
    if ms < _TWO_MINUTES_MS:
        return f"{ms // _SECOND_MS} s"
    return f"{ms // _MINUTE_MS} min" if ms < 2 * _HOUR_MS else f"{ms // _HOUR_MS:,} h"


def _jurisdiction_clause(fact: Jurisdiction) -> str:
    box = f"the {fact.ecc} box" if fact.ecc else "the jurisdiction box"
    away = f", {metres(fact.edge_m)} from it" if fact.standing is BoxRelation.OUTSIDE else ""
    return f"{_STANDINGS[fact.standing]} {box}{away}."


def radius(stated: float | None) -> str:
    """``±42 m``, or that it is not known; ``stated`` in metres."""
    return "Accuracy unknown" if stated is None else f"±{metres(stated)}"


def confidence(stated: float | None) -> str:
    """The probability that belongs to the radius (0 to 1), only if the source stated it."""
    return "confidence not stated" if stated is None else f"{stated:.0%} confidence"


def origin_words(source: str) -> str:
    """Where a fix comes from, of ``Fix.source``: ``device``, ``typed by an operator``."""
    return _ORIGINS[_origin(source)]


def _fix_age(fact: FixAge) -> str:
    if fact.ms is None:
        return "Fix time not stated."
    if fact.ahead:
        return f"Fix time is {duration(-fact.ms)} ahead of our clock."
    return f"Fix {duration(max(0, fact.ms))} old."


def _movement(fact: Movement) -> str:
    if not fact.beyond_radius:
        return f"Not moved beyond its radius in {duration(fact.over_ms)}."
    return f"Moved {metres(fact.course.metres)} {fact.course.point} in {duration(fact.over_ms)}."
