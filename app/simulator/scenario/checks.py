"""What a scenario's shape alone cannot say: numbers nobody owns, centers that exist, times that make sense."""

import math
import re
from collections.abc import Iterator

from app.simulator.scenario.shapes import Box, CallPlan, Degrees, Failure, FaultAnswer, Feed, Route, Scenario

FICTIONAL = re.compile(r"1[2-9]\d{2}55501\d{2}")
"""The numbers kept for fiction, with country code: area code, 555-0100 to 555-0199."""

MAX_COPIES = 5_000

TRIGGER_ONLY = ("server_error", "server_error_with_id", "validation_error", "no_code", "lost", "late")

OAUTH_ONLY = ("already_expired",)


def problems(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Each mistake as (place, reason), in the order of the file."""
    if "HOUSE" not in scenario.basis:
        yield "$.basis", "must say that the shapes are HOUSE shapes"
    if not scenario.calls:
        yield "$.calls", "must have at least one call"
    for name, ecc in scenario.eccs.items():
        yield from _box_problems(f"$.eccs[{name}].box", ecc.box)
    if scenario.repeat_every_s is not None and scenario.repeat_every_s <= 0:
        yield "$.repeat_every_s", "must be above 0"
    seen: set[str] = set()
    for number, call in enumerate(scenario.calls):
        place = f"$.calls[{number}]"
        if call.id in seen or not re.fullmatch(r"[a-z0-9-]{1,40}", call.id):
            yield f"{place}.id", "must be unique: small letters, digits and hyphens, at most 40"
        seen.add(call.id)
        yield from _call_problems(place, call, scenario)
    yield from _failure_problems("$.outages", scenario.outages)


def _call_problems(place: str, call: CallPlan, scenario: Scenario) -> Iterator[tuple[str, str]]:
    if not FICTIONAL.fullmatch(call.caller_id):
        yield f"{place}.caller_id", "must be a fictional number: 1, area code, 55501 and two digits"
    if call.ecc not in scenario.eccs:
        yield f"{place}.ecc", f"{call.ecc!r} is not in eccs"
    if call.at_s < 0 or not 1 <= call.copies <= MAX_COPIES or call.copies_every_s < 0:
        yield place, f"at_s and copies_every_s at least 0, copies 1 to {MAX_COPIES}"
    if call.device.fix_every_s <= 0 or call.device.radius.settles_s < 0:
        yield f"{place}.device", "fix_every_s above 0, settles_s at least 0"
    yield from _movement_problems(f"{place}.movement", call)
    yield from _failure_problems(f"{place}.failures", call.failures)
    for number, again in enumerate(call.again):
        if again.how == "other_ecc" and again.ecc not in scenario.eccs:
            yield f"{place}.again[{number}].ecc", "other_ecc needs a center that is in eccs"


def _movement_problems(place: str, call: CallPlan) -> Iterator[tuple[str, str]]:
    if not isinstance(call.movement, Route):
        yield from _point_problems(f"{place}.at", call.movement.at)
        return
    if len(call.movement.points) < 2 or call.movement.speed_mps <= 0:  # noqa: PLR2004 - a route has two ends
        yield place, "a route needs two points and a speed above 0"
    for number, point in enumerate(call.movement.points):
        yield from _point_problems(f"{place}.points[{number}]", point)


def _point_problems(place: str, point: Degrees) -> Iterator[tuple[str, str]]:
    latitude, longitude = point
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - degrees
        yield place, "must be [latitude, longitude] in degrees"


def _box_problems(place: str, box: Box) -> Iterator[tuple[str, str]]:
    yield from _point_problems(place, (box.south, box.west))
    yield from _point_problems(place, (box.north, box.east))
    if box.south >= box.north:
        yield place, "south must be below north"


def _failure_problems(place: str, failures: list[Failure]) -> Iterator[tuple[str, str]]:
    for number, failure in enumerate(failures):
        if failure.to_s <= failure.from_s:
            yield f"{place}[{number}]", "to_s must be after from_s"
        misplaced = misplaced_answer(failure.feed, failure.answer)
        if misplaced is not None:
            yield f"{place}[{number}].answer", misplaced


def misplaced_answer(feed: Feed, answer: FaultAnswer) -> str | None:
    """Why that feed cannot answer so, None if it can."""
    for only, answers in (("trigger", TRIGGER_ONLY), ("oauth", OAUTH_ONLY)):
        if answer in answers and feed != only:
            return f"{answer!r} is an answer of {only} only"
    return None
