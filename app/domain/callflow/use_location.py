"""The only way for an incident's place to enter a form: an operator's own "use this location"."""

import math

from app.domain.callflow.answers import Answer, Answers, Origin
from app.domain.callflow.definition import Definition, Kind
from app.domain.location import coordinates
from app.domain.location.fix import Fix


def use_location(definition: Definition, answers: Answers, fix: Fix, now: int) -> Answers:
    """The answers with the fix's place and radius, and where they came from; ``now`` is UTC milliseconds.

    A radius that the fix does not state is emptied, so that another place's radius is never sent with this one.
    """
    age = None if fix.fixed_at is None else max(0, now - fix.fixed_at)
    radius = "" if fix.uncertainty_m is None else _metres(fix.uncertainty_m)
    place = coordinates.write(fix.latitude, fix.longitude) or ""
    taken = {Kind.LATITUDE: place, Kind.UNCERTAINTY: radius}
    return answers | {
        definition.only(kind).key: Answer(text=text, origin=Origin.INCIDENT, source=fix.source, age_ms=age)
        for kind, text in taken.items()
    }


def _metres(radius: float) -> str:
    """The radius rounded up to a tenth of a metre, so that it never claims more than the fix does."""
    tenths = math.ceil(radius * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
