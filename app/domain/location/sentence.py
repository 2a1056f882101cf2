"""The location sentence: what an operator reads aloud, as typed facts in a fixed order (docs/screens.md#3).

Facts are data; the console words them itself, and ``english`` is the wording for copies and reports.
"""

import collections.abc
import enum

import msgspec

from app.domain.location.box import Box, Standing, distance_to_edge_m, standing
from app.domain.location.course import Course, course
from app.domain.location.fix import Fix
from app.domain.location.movement import Movement, movement

FUTURE_MS = 120_000
"""A fix this far ahead of the clock is flagged (docs/contract.md#4.4)."""


class Place(msgspec.Struct, frozen=True):
    """A named place to orient by, WGS-84 degrees."""

    name: str
    latitude: float
    longitude: float


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """How the fix stands against the ECC's box, and the distance to its edge in metres."""

    standing: Standing
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


class Origin(enum.Enum):
    """Where a fix comes from; shape and letter on the map follow from it."""

    SHARE = "share"
    DEVICE = "lei"
    TYPED = "typed"
    OTHER = "other"


class Source(msgspec.Struct, frozen=True):
    """Where the fix comes from, and the source's own word for it, verbatim."""

    origin: Origin
    untrusted_word: str | None


Fact = Jurisdiction | JurisdictionNotGiven | Nearest | Radius | FixAge | Source | Movement


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
    nearest: Place | None = None,
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


def _source(fix: Fix) -> Source:
    known = {origin.value: origin for origin in Origin}
    return Source(known.get(fix.source, Origin.OTHER), fix.reported_source)
