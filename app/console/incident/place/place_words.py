"""The location sentence in the operator's language: one run of text for each fact (docs/screens.md#3)."""

import collections.abc

from PySide6.QtCore import QCoreApplication

from app.console.controls.prose import Run
from app.console.look.plain_text import one_line
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
    emphasised,
)

translate = QCoreApplication.translate

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
            return translate("Place", "No jurisdiction box came with the share.")
        case Nearest():
            there = translate("Place", "{distance} {direction} of {place}.")
            return there.format(
                distance=metres(fact.course.metres), direction=fact.course.point, place=one_line(fact.name)
            )
        case Radius():
            return f"{radius(fact.metres)}, {confidence(fact.confidence)}."
        case FixAge():
            return _fix_age(fact)
        case Source():
            return _source(fact)
        case _:
            return _movement(fact)


def metres(distance: float) -> str:
    """A distance as people say it: ``31 m``, ``1.3 km``, ``24 km``."""
    if round(distance) < KILOMETRE:
        return translate("Place", "{m} m").format(m=f"{distance:.0f}")
    decimals = 1 if distance < TEN_KILOMETRES else 0
    return translate("Place", "{km} km").format(km=f"{distance / KILOMETRE:,.{decimals}f}")


def duration(ms: int) -> str:
    """A length of time in its largest sensible unit, never rounded up: ``42 s``, ``2 min``, ``3 h``."""
    if ms < TWO_MINUTES_MS:
        return translate("Place", "{s} s").format(s=ms // SECOND_MS)
    if ms < TWO_HOURS_MS:
        return translate("Place", "{min} min").format(min=ms // MINUTE_MS)
    return translate("Place", "{h} h").format(h=f"{ms // (60 * MINUTE_MS):,}")


def radius(stated: float | None) -> str:
    """``±42 m``, or that it is not known."""
    return translate("Place", "Accuracy unknown") if stated is None else f"±{metres(stated)}"


def confidence(stated: float | None) -> str:
    """The probability that belongs to the radius, only if the source stated it."""
    if stated is None:
        return translate("Place", "confidence not stated")
    return translate("Place", "{percent} confidence").format(percent=f"{stated:.0%}")


def origin(where_from: Origin) -> str:
    """Where a fix comes from."""
    return {
        Origin.SHARE: translate("Place", "shared with the call"),
        Origin.DEVICE: translate("Place", "device"),
        Origin.TYPED: translate("Place", "typed by an operator"),
        Origin.OTHER: translate("Place", "other"),
    }[where_from]


def _jurisdiction(fact: Jurisdiction) -> str:
    box = (
        translate("Place", "the {ecc} box").format(ecc=one_line(fact.ecc))
        if fact.ecc
        else translate("Place", "the jurisdiction box")
    )
    sentence = {
        Standing.INSIDE: translate("Place", "Inside {box}."),
        Standing.STRADDLING: translate("Place", "On the edge of {box}."),
        Standing.OUTSIDE: translate("Place", "Outside {box}, {distance} from it."),
    }[fact.standing]
    return sentence.format(box=box, distance=metres(fact.edge_m))


def _fix_age(fact: FixAge) -> str:
    if fact.ms is None:
        return translate("Place", "Fix time not stated.")
    if fact.ahead:
        return translate("Place", "Fix time is {time} ahead of our clock.").format(time=duration(-fact.ms))
    return translate("Place", "Fix {age} old.").format(age=duration(max(fact.ms, 0)))


def _source(fact: Source) -> str:
    word = f" ({one_line(fact.untrusted_word)})" if fact.untrusted_word else ""
    return translate("Place", "Source: {source}{word}.").format(source=origin(fact.origin), word=word)


def _movement(fact: Movement) -> str:
    time = duration(fact.over_ms)
    if not fact.beyond_radius:
        return translate("Place", "Not moved beyond its radius in {time}.").format(time=time)
    moved = translate("Place", "Moved {distance} {direction} in {time}.")
    return moved.format(distance=metres(fact.course.metres), direction=fact.course.point, time=time)
