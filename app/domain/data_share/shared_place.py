"""The location that came inside a share: the first fix, shared by the ECC (docs/contract.md#3.4, #3.5)."""

import math

from app.domain.data_share.mapping import Mapping, candidates, first
from app.domain.location.fix import Fix, usable
from app.domain.numbers import number, utc_ms

INVALID = "location_invalid"
MISSING = "location_missing"


def read(untrusted: dict[str, object], mapping: Mapping) -> tuple[Fix | None, str | None]:
    """The first usable place in the body, or the warning that says why there is none."""
    named = list(candidates(mapping.location, untrusted))
    beside = [place for place in candidates(mapping.beside_phone, untrusted) if isinstance(place, dict)]
    for place in named:
        if (fix := _fix(place, mapping, timed=True)) is not None:
            return fix, None
    for place in beside:
        if (fix := _fix(place, mapping, timed=False)) is not None:
            return fix, None
    said_something = any(_says_something(place, mapping) for place in [*named, *beside])
    return None, INVALID if said_something else MISSING


def _fix(untrusted: object, mapping: Mapping, *, timed: bool) -> Fix | None:
    latitude, longitude = number(first(mapping.latitude, untrusted)), number(first(mapping.longitude, untrusted))
    if latitude is None or longitude is None or not usable(latitude, longitude):
        return None
    return Fix(
        latitude=latitude,
        longitude=longitude,
        source="share",
        uncertainty_m=_radius(number(first(mapping.uncertainty_m, untrusted))),
        fixed_at=utc_ms(first(mapping.fixed_at, untrusted)) if timed else None,
    )


def _radius(metres: float | None) -> float | None:
    """A radius, or None: RapidSOS writes -1 for not known, and a circle of no size would claim too much."""
    return metres if metres is not None and math.isfinite(metres) and metres > 0 else None


def _says_something(untrusted: object, mapping: Mapping) -> bool:
    if not isinstance(untrusted, dict):
        return True
    return first(mapping.latitude, untrusted) is not None or first(mapping.longitude, untrusted) is not None
