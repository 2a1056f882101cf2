"""The location sentence as the console words it: one run of text for each fact (docs/screens.md#3)."""

import collections.abc

from app.console.theme.text import one_line
from app.console.widgets.text import Run
from app.domain.location.description import (
    Fact,
    FixAge,
    FixOrigin,
    FixSource,
    Jurisdiction,
    JurisdictionNotGiven,
    Nearest,
    Radius,
    emphasised,
)
from app.domain.location.geometry import BoxRelation, Movement

KILOMETRE = 1_000
TEN_KILOMETRES = 10_000
SECOND_MS = 1_000
MINUTE_MS = 60_000
TWO_MINUTES_MS = 2 * MINUTE_MS
TWO_HOURS_MS = 120 * MINUTE_MS


def runs(facts: collections.abc.Iterable[Fact]) -> list[Run]:
    """The sentence as runs of plain and emphasised text."""
    said: list[Run] = []
    for fact in facts:
        said += [(clause(fact), emphasised(fact)), (" ", False)]
    return said[:-1]


def clause(fact: Fact) -> str:
    """One fact in words, ending in a full stop."""
    match fact:
        case Jurisdiction():
            return _jurisdiction(fact)
        case JurisdictionNotGiven():
            return "No jurisdiction box came with the share."
        case Nearest():
            there = "{distance} {direction} of {place}."
            return there.format(
                distance=metres(fact.course.metres), direction=fact.course.point, place=one_line(fact.name)
            )
        case Radius():
            return f"{radius(fact.metres)}, {confidence(fact.confidence)}."
        case FixAge():
            return _fix_age(fact)
        case FixSource():
            return _source(fact)
        case _:
            return _movement(fact)


def metres(distance: float) -> str:
    """A distance as people say it: ``31 m``, ``1.3 km``, ``24 km``."""
    if round(distance) < KILOMETRE:
        return f"{distance:.0f} m"
    decimals = 1 if distance < TEN_KILOMETRES else 0
    return f"{distance / KILOMETRE:,.{decimals}f} km"


def duration(ms: int) -> str:
    """A length of time in its largest sensible unit, never rounded up: ``42 s``, ``2 min``, ``3 h``."""
    if ms < TWO_MINUTES_MS:
        return f"{ms // SECOND_MS} s"
    if ms < TWO_HOURS_MS:
        return f"{ms // MINUTE_MS} min"
    return f"{ms // (60 * MINUTE_MS):,} h"


def radius(stated: float | None) -> str:
    """``±42 m``, or that it is not known."""
    return "Accuracy unknown" if stated is None else f"±{metres(stated)}"


def confidence(stated: float | None) -> str:
    """The probability that belongs to the radius, only if the source stated it."""
    if stated is None:
        return "confidence not stated"
    return f"{stated:.0%} confidence"


def origin(where_from: FixOrigin) -> str:
    """Where a fix comes from."""
    return {
        FixOrigin.SHARE: "shared with the call",
        FixOrigin.DEVICE: "device",
        FixOrigin.TYPED: "typed by an operator",
        FixOrigin.OTHER: "other",
    }[where_from]


def _jurisdiction(fact: Jurisdiction) -> str:
    box = f"the {one_line(fact.ecc)} box" if fact.ecc else "the jurisdiction box"
    sentence = {
        BoxRelation.INSIDE: "Inside {box}.",
        BoxRelation.STRADDLING: "On the edge of {box}.",
        BoxRelation.OUTSIDE: "Outside {box}, {distance} from it.",
    }[fact.standing]
    return sentence.format(box=box, distance=metres(fact.edge_m))


def _fix_age(fact: FixAge) -> str:
    if fact.ms is None:
        return "Fix time not stated."
    if fact.ahead:
        return f"Fix time is {duration(-fact.ms)} ahead of our clock."
    return f"Fix {duration(max(fact.ms, 0))} old."


def _source(fact: FixSource) -> str:
    word = f" ({one_line(fact.untrusted_word)})" if fact.untrusted_word else ""
    return f"Source: {origin(fact.origin)}{word}."


def _movement(fact: Movement) -> str:
    time = duration(fact.over_ms)
    if not fact.beyond_radius:
        return f"Not moved beyond its radius in {time}."
    moved = "Moved {distance} {direction} in {time}."
    return moved.format(distance=metres(fact.course.metres), direction=fact.course.point, time=time)
