"""The location records that a call's phone has sent so far: a pure function of the call and the moment."""

import dataclasses
import math
from collections.abc import Iterator

from app.simulator.caller import chance, movement
from app.simulator.caller.call import Call
from app.simulator.scenario.shapes import Degrees, Radius

KEPT_S = 1_200.0
"""History reaches back at most 20 minutes (docs/contract.md#4.2)."""

TOLERANCE = 1e-6
"""Parts of a record's interval by which a moment may miss it and still be the record's."""

LATEST_KEPT_S = 3_600.0
"""The newest record is given for at most 60 minutes (docs/contract.md#4.2)."""


@dataclasses.dataclass(frozen=True)
class Fix:
    """One record: scenario seconds, degrees, metres."""

    at_s: float
    position: Degrees
    uncertainty_m: float


def latest(call: Call, now_s: float) -> Fix | None:
    """The newest record, however often it was asked for already; None if there is none (any more)."""
    number = _last_number(call, now_s)
    if number < 0:
        return None
    fix = _fix(call, number)
    return fix if now_s - fix.at_s <= LATEST_KEPT_S else None


def history(call: Call, now_s: float, since_s: float = -math.inf) -> Iterator[Fix]:
    """The records still kept that were made at that scenario second or later, oldest first, one at a time."""
    begins_s = max(now_s - KEPT_S, since_s) - call.shared_at_s - call.plan.device.first_fix_s
    first = max(0, math.ceil(begins_s / call.plan.device.fix_every_s - TOLERANCE))
    return (_fix(call, number) for number in range(first, _last_number(call, now_s) + 1))


def _last_number(call: Call, now_s: float) -> int:
    """The number of the newest record, -1 before the first: none is made once nothing about it would change."""
    device = call.plan.device
    since_first = call.since_share_s(now_s) - device.first_fix_s
    ends = [since_first]
    arrival = movement.arrival_s(call.plan.movement)
    if arrival is not None:
        ends.append(max(arrival, device.radius.settles_s))
    if device.silent_after_s is not None:
        ends.append(device.silent_after_s - device.first_fix_s)
    return math.floor(min(ends) / device.fix_every_s + TOLERANCE)


def _fix(call: Call, number: int) -> Fix:
    device = call.plan.device
    elapsed = number * device.fix_every_s
    radius = _radius(device.radius, elapsed)
    bearing = chance.between(0, 2 * math.pi, call.caller_id, number, "bearing")
    error = chance.between(0, 0.5, call.caller_id, number, "error") * radius
    since_share = elapsed + device.first_fix_s
    seen = movement.moved(call.true_position(since_share), error * math.cos(bearing), error * math.sin(bearing))
    return Fix(call.shared_at_s + since_share, (round(seen[0], 6), round(seen[1], 6)), radius)


def _radius(radius: Radius, elapsed_s: float) -> float:
    """Shrinks by the same part every second until it is as good as it gets."""
    if elapsed_s >= radius.settles_s:
        return radius.best_m
    part = elapsed_s / radius.settles_s
    return round(radius.first_m * math.pow(radius.best_m / radius.first_m, part), 1)
