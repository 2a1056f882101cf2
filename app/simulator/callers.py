"""Pretend 911 calls: who calls, where they are and what their phone fixes, and what a scenario does in each round.

All numbers come from hashes of their purpose: the same scenario gives the same calls. Times are scenario seconds,
distances metres.
"""

import dataclasses
import hashlib
import itertools
import math
from collections.abc import Iterator
from typing import Literal

from app.simulator.scenario import BadPost, CallPlan, Degrees, RadiusPlan, Repeat, RoutePlan, Scenario, Still


def between(low: float, high: float, *what_for: object) -> float:
    """A number from low to high that depends on nothing but its purpose."""
    digest = hashlib.sha256(repr(what_for).encode()).digest()
    return low + (high - low) * int.from_bytes(digest[:6], "big") / (1 << 48)


METRES_PER_DEGREE = 111_195.0


def moved(point: Degrees, north_m: float, east_m: float) -> Degrees:
    """The point so many metres north and east; flat-earth, good for a few kilometres."""
    latitude = point[0] + north_m / METRES_PER_DEGREE
    longitude = point[1] + east_m / (METRES_PER_DEGREE * math.cos(math.radians(point[0])))
    return latitude, longitude


def apart_m(a: Degrees, b: Degrees) -> float:
    """Metres between two points; flat-earth, good for a few kilometres."""
    north = (b[0] - a[0]) * METRES_PER_DEGREE
    east = (b[1] - a[1]) * METRES_PER_DEGREE * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def length_m(route: RoutePlan) -> float:
    """The way from the first to the last point of a route, in metres."""
    return sum(apart_m(a, b) for a, b in itertools.pairwise(route.points))


def arrival_s(movement: Still | RoutePlan) -> float | None:
    """Seconds after the start from which the caller stands still; None if never."""
    if isinstance(movement, Still):
        return 0.0
    return length_m(movement) / movement.speed_mps if movement.then == "stop" else None


def position(movement: Still | RoutePlan, elapsed_s: float) -> Degrees:
    """Where the caller is that many seconds after starting to move; at the start before it."""
    if isinstance(movement, Still):
        return movement.at
    whole = length_m(movement)
    gone = max(0.0, elapsed_s) * movement.speed_mps
    if movement.then == "back" and whole > 0:
        gone %= 2 * whole
        gone = min(gone, 2 * whole - gone)
    return _along(movement.points, gone)


def _along(points: list[Degrees], gone_m: float) -> Degrees:
    for start, end in itertools.pairwise(points):
        leg = apart_m(start, end)
        if gone_m < leg:
            part = gone_m / leg
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        gone_m -= leg
    return points[-1]


Standing = Literal["answers", "no_data", "refused"]


@dataclasses.dataclass
class Call:
    """A call made from a plan; `shared_at_s` is the scenario second of its first share."""

    plan: CallPlan
    serial: int
    """0 for the plan's own first caller; the others live nearby under other names and numbers."""
    caller_id: str
    person: str
    shared_at_s: float
    ended: Standing | None = None
    """Set on demand: the call's window closed before its time."""

    @property
    def alert_id(self) -> str:
        """The alert id of this call, in the form that RapidSOS uses (docs/contract.md#9)."""
        return f"alert-00000000-0000-4000-8000-{self.caller_id.zfill(12)}"

    def since_share_s(self, now_s: float) -> float:
        """Scenario seconds since this call was first shared; negative before."""
        return now_s - self.shared_at_s

    def standing(self, now_s: float) -> Standing:
        """Whether RapidSOS still answers about this call.

        See docs/contract.md#8; the end of the call itself is never sent.
        """
        if self.ended is not None:
            return self.ended
        window = self.plan.window
        if self.since_share_s(now_s) < window.call_lasts_s + window.answers_after_call_s:
            return "answers"
        return window.ends_with

    def true_position(self, since_share_s: float) -> Degrees:
        """Where the caller really is, which no phone knows exactly."""
        place = position(self.plan.movement, since_share_s - self.plan.device.first_fix_s)
        if self.serial == 0:
            return place
        bearing = between(0, 2 * math.pi, self.plan.id, self.serial, "bearing")
        away = self.plan.spread_m * math.sqrt(between(0.05, 1, self.plan.id, self.serial, "distance"))
        return moved(place, away * math.cos(bearing), away * math.sin(bearing))


AREA_CODES = (
    "202", "207", "208", "303", "304", "305", "307", "319", "334", "402", "404", "405", "406", "414", "415", "502",
    "503", "504", "505", "515", "601", "602", "603", "605", "609", "612", "614", "615", "701", "702", "801", "802",
    "803", "804", "808", "812", "816", "860", "901", "907", "912", "913", "915", "918", "919", "920", "941", "970",
)  # fmt: skip
"""Area codes that the shipped scenarios do not name themselves, so that copies meet nobody else's number."""

PER_AREA = 100


def number(serial: int) -> str:
    """The fictional number of that serial, digits with country code; they repeat after 4,800."""
    area = AREA_CODES[serial // PER_AREA % len(AREA_CODES)]
    return f"1{area}55501{serial % PER_AREA:02d}"


FIRST = (
    "Rowan", "Avery", "Morgan", "Jules", "Quill", "Marlow", "Wren", "Emerson", "Sage", "Linden",
    "Ellis", "Harper", "Indigo", "Kit", "Lark", "Merrit", "Oakley", "Perry", "Remy", "Tatum",
)  # fmt: skip
LAST = (
    "Testwell", "Placeholder", "Fictive", "Sample", "Mockingbird", "Standin", "Pretend", "Notional", "Dummett",
    "Imaginary", "Pseudonym",
)  # fmt: skip


def name(serial: int) -> str:
    """The name of that serial; 220 of them, then they repeat."""
    return f"{FIRST[serial % len(FIRST)]} {LAST[serial % len(LAST)]}"


@dataclasses.dataclass(frozen=True)
class ShareCall:
    """A telecommunicator shares a call, for the first time or `again`."""

    at_s: float
    call: Call
    again: Repeat | None = None


@dataclasses.dataclass(frozen=True)
class PostBadly:
    """Something that is no good share arrives at the handler."""

    at_s: float
    bad: BadPost


Act = ShareCall | PostBadly


def one_round(scenario: Scenario, round_number: int = 0) -> list[Act]:
    """All acts of a round in order; the times count from the scenario's start."""
    begins_s = round_number * (scenario.repeat_every_s or 0.0)
    acts: list[Act] = [PostBadly(begins_s + bad.at_s, bad) for bad in scenario.bad_posts]
    in_a_round = sum(plan.copies for plan in scenario.calls)
    serial = round_number * in_a_round
    for plan in scenario.calls:
        for copy in range(plan.copies):
            call = make_call(plan, serial if copy or round_number else 0, begins_s + plan.at_s)
            call.shared_at_s += copy * plan.copies_every_s
            acts.append(ShareCall(call.shared_at_s, call))
            acts.extend(ShareCall(call.shared_at_s + again.after_s, call, again) for again in plan.again)
            serial += 1
    return sorted(acts, key=lambda act: act.at_s)


def make_call(plan: CallPlan, serial: int, shared_at_s: float, caller_id: str | None = None) -> Call:
    """A call of that plan; serial 0 is the plan's own caller, every other one is somebody else nearby."""
    return Call(
        plan=plan,
        serial=serial,
        caller_id=caller_id or (number(serial) if serial else plan.caller_id),
        person=name(serial) if serial else plan.person,
        shared_at_s=shared_at_s,
    )


KEPT_S = 1_200.0
"""History reaches back at most 20 minutes (docs/contract.md#4.2)."""

TOLERANCE = 1e-6
"""Parts of a record's interval by which a moment may miss it and still be the record's."""

LATEST_KEPT_S = 3_600.0
"""The newest record is given for at most 60 minutes (docs/contract.md#4.2)."""


@dataclasses.dataclass(frozen=True)
class SimulatedFix:
    """One record: scenario seconds, degrees, metres."""

    at_s: float
    position: Degrees
    uncertainty_m: float


def latest(call: Call, now_s: float) -> SimulatedFix | None:
    """The newest record, however often it was asked for already; None if there is none (any more)."""
    number = _last_number(call, now_s)
    if number < 0:
        return None
    fix = _fix(call, number)
    return fix if now_s - fix.at_s <= LATEST_KEPT_S else None


def history(call: Call, now_s: float, since_s: float = -math.inf) -> Iterator[SimulatedFix]:
    """The records still kept that were made at that scenario second or later, oldest first, one at a time."""
    begins_s = max(now_s - KEPT_S, since_s) - call.shared_at_s - call.plan.device.first_fix_s
    first = max(0, math.ceil(begins_s / call.plan.device.fix_every_s - TOLERANCE))
    return (_fix(call, number) for number in range(first, _last_number(call, now_s) + 1))


def _last_number(call: Call, now_s: float) -> int:
    """The number of the newest record, -1 before the first: none is made once nothing about it would change."""
    device = call.plan.device
    since_first = call.since_share_s(now_s) - device.first_fix_s
    ends = [since_first]
    arrival = arrival_s(call.plan.movement)
    if arrival is not None:
        ends.append(max(arrival, device.radius.settles_s))
    if device.silent_after_s is not None:
        ends.append(device.silent_after_s - device.first_fix_s)
    return math.floor(min(ends) / device.fix_every_s + TOLERANCE)


def _fix(call: Call, number: int) -> SimulatedFix:
    device = call.plan.device
    elapsed = number * device.fix_every_s
    radius = _radius(device.radius, elapsed)
    bearing = between(0, 2 * math.pi, call.caller_id, number, "bearing")
    error = between(0, 0.5, call.caller_id, number, "error") * radius
    since_share = elapsed + device.first_fix_s
    seen = moved(call.true_position(since_share), error * math.cos(bearing), error * math.sin(bearing))
    return SimulatedFix(call.shared_at_s + since_share, (round(seen[0], 6), round(seen[1], 6)), radius)


def _radius(radius: RadiusPlan, elapsed_s: float) -> float:
    """Shrinks by the same part every second until it is as good as it gets."""
    if elapsed_s >= radius.settles_s:
        return radius.best_m
    part = elapsed_s / radius.settles_s
    return round(radius.first_m * math.pow(radius.best_m / radius.first_m, part), 1)
