"""How many operators were signed on, and for how long, from sign-ons and the station's starts."""

import collections.abc

from app.domain.incident.events import OperatorSignedOff, OperatorSignedOn, StationStarted, StationStopped
from app.domain.reporting.fact import Fact

Change = tuple[int, int]
"""From this time on (UTC ms) so many are signed on."""


def changes(facts: collections.abc.Iterable[Fact]) -> list[Change]:
    """When the number of operators changed; a station that starts or stops begins with nobody."""
    here: set[str] = set()
    found: list[Change] = []
    for fact in facts:
        if fact.kind in (StationStarted.__name__, StationStopped.__name__):
            here = set()
        elif fact.kind == OperatorSignedOn.__name__ and fact.operator:
            here.add(fact.operator)
        elif fact.kind == OperatorSignedOff.__name__ and fact.operator:
            here.discard(fact.operator)
        else:
            continue
        found.append((fact.at, len(here)))
    return found


def at(changes_: list[Change], when: int) -> int:
    """How many were signed on at a time."""
    return next((count for since, count in reversed(changes_) if since <= when), 0)


def operator_ms(changes_: list[Change], since: int, until: int) -> int:
    """Milliseconds of all operators together between two times."""
    total, count, last = 0, at(changes_, since), since
    for when, now in changes_:
        if since < when < until:
            total += count * max(when - last, 0)
            last = max(last, when)
            count = now
    return total + count * max(until - last, 0)
