"""The location sentence for copies, reports and tests; the console has its own wording, of runs with emphasis."""

import collections.abc

from app.domain.location.box import Standing
from app.domain.location.movement import Movement
from app.domain.location.sentence import (
    Fact,
    FixAge,
    Jurisdiction,
    JurisdictionNotGiven,
    Nearest,
    Origin,
    Radius,
    Source,
)

_STANDINGS = {
    Standing.INSIDE: "Inside",
    Standing.STRADDLING: "On the edge of",
    Standing.OUTSIDE: "Outside",
}
_ORIGINS = {
    Origin.SHARE: "shared with the call",
    Origin.DEVICE: "device",
    Origin.TYPED: "typed by an operator",
    Origin.OTHER: "other",
}
_KILOMETRE = 1000.0
_TEN_KILOMETRES = 10_000.0
_SECOND_MS, _MINUTE_MS, _HOUR_MS = 1000, 60_000, 3_600_000
_TWO_MINUTES_MS = 2 * _MINUTE_MS


def english(facts: collections.abc.Iterable[Fact]) -> str:
    """The sentence, one clause for each fact, without markup."""
    return " ".join(clause(fact) for fact in facts)


def clause(fact: Fact) -> str:
    """One fact in words, ending in a full stop."""
    match fact:
        case Jurisdiction():
            return _jurisdiction(fact)
        case JurisdictionNotGiven():
            return "Jurisdiction box not given."
        case Nearest():
            return f"{metres(fact.course.metres)} {fact.course.point} of {fact.name}."
        case Radius():
            return f"{_radius(fact.metres)}, {_confidence(fact.confidence)}."
        case FixAge():
            return _fix_age(fact)
        case Source():
            word = f" ({fact.untrusted_word})" if fact.untrusted_word else ""
            return f"Source {_ORIGINS[fact.origin]}{word}."
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


def _jurisdiction(fact: Jurisdiction) -> str:
    box = f"the box of {fact.ecc}" if fact.ecc else "the jurisdiction box"
    away = f", {metres(fact.edge_m)} from it" if fact.standing is Standing.OUTSIDE else ""
    return f"{_STANDINGS[fact.standing]} {box}{away}."


def _radius(radius: float | None) -> str:
    return "Accuracy unknown" if radius is None else f"±{metres(radius)}"


def _confidence(confidence: float | None) -> str:
    return "confidence not stated" if confidence is None else f"{confidence:.0%} confidence"


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
