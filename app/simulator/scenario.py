"""The shape of a scenario file, its checks and its reading; `resources/scenarios/README.md` has an example.

Times are seconds: a call's own count from its first share, the scenario's count from the start of its round.
"""

import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec

Degrees = tuple[float, float]
"""Latitude and longitude, WGS-84."""

SourceName = Literal[
    "911inform", "911secure", "cove", "emergency_health_profile", "medicalert", "siriusxm", "uber", "brand_new_source"
]
"""The seven example sources of docs/contract.md#5.2, and one that nobody has heard of."""

NoData = Literal["404", "204", "empty_list", "empty_object"]
"""The ways to answer "nothing" (docs/contract.md#4.5: which one RapidSOS uses is unknown)."""

Feed = Literal["oauth", "lei", "rad_e", "trigger"]

Solution = Literal["data_connect", "voice", "monitoring"]
"""RapidSOS's three standard solutions (docs/contract.md#6)."""

FaultAnswer = Literal[
    "204", "400", "401", "403", "404", "408", "429", "500", "502", "503", "504",
    "empty_list", "empty_object", "null", "wrong_type", "garbage", "html", "truncated", "nan", "deep", "huge",
    "cut", "reset", "timeout", "slow", "redirect",
    "server_error", "server_error_with_id", "validation_error", "no_code", "lost", "late", "already_expired",
]  # fmt: skip
"""What a feed answers instead of its own answer; `rapidsos/faults.py` and `rapidsos/workflow.py` say each one."""


class ScenarioPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every part of a scenario file has in common: unknown names are mistakes, and said so."""


class JurisdictionPlan(ScenarioPart, frozen=True):
    """A jurisdiction: degrees, west may be greater than east when it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


class Ecc(ScenarioPart, frozen=True):
    """An emergency communications center that shares calls."""

    name: str
    box: JurisdictionPlan
    box_shape: Literal["min_max", "compass", "corners", "lon_first", "lat_first", "points", "unreadable"] = "min_max"
    """How its box is written in a share: docs/contract.md#3.3 does not know, #3.4 lists the readings."""


class Still(ScenarioPart, frozen=True, tag_field="kind", tag="still"):
    """A caller who stays where they are."""

    at: Degrees


class RoutePlan(ScenarioPart, frozen=True, tag_field="kind", tag="route"):
    """A caller who moves along points at a steady speed (metres per second)."""

    points: list[Degrees]
    speed_mps: float
    then: Literal["stop", "back"] = "stop"
    """At the last point: stay there, or turn round for as long as the call is known."""


class RadiusPlan(ScenarioPart, frozen=True):
    """How the uncertainty shrinks: from `first_m` at the first fix to `best_m` after `settles_s`."""

    first_m: float = 85.0
    best_m: float = 9.0
    settles_s: float = 40.0


class Address(ScenarioPart, frozen=True):
    """A civic address as a phone reports it; null parts are sent as null."""

    street_1: str
    city: str
    state: str
    zip_code: str
    name: str | None = None
    street_2: str | None = None
    country: str = "US"


class PhoneDetails(ScenarioPart, frozen=True):
    """What the caller's phone reports beside its position; None is left out."""

    fix_every_s: float = 5.0
    first_fix_s: float = -25.0
    """When the first record exists; negative is before the share."""
    silent_after_s: float | None = None
    """When the phone stops sending: the last record is repeated (docs/contract.md#4.2)."""
    radius: RadiusPlan = RadiusPlan()
    source: str | None = "simulated-device"
    confidence: float | None = None
    altitude_m: float | None = None
    vertical_uncertainty_m: float | None = None
    floor: str | None = None
    address: Address | None = None


class Location(ScenarioPart, frozen=True):
    """How the location feed answers for one call."""

    known: bool = True
    """False for a landline or a phone that sends nothing: always no data."""
    shape: Literal["flat", "wrapped", "list", "results", "geodetic", "text"] = "flat"
    no_data: NoData = "404"


class AdditionalDataPlan(ScenarioPart, frozen=True):
    """How the additional data feed answers for one call."""

    sources: list[SourceName] = []
    permitted: bool = True
    no_data: NoData = "empty_object"
    data_after_s: float = 0.0
    """Until then the sources send their schema without data."""


class AnswerWindow(ScenarioPart, frozen=True):
    """How long RapidSOS answers: until `answers_after_call_s` past the end of the 911 call, which is never sent."""

    call_lasts_s: float = 300.0
    answers_after_call_s: float = 600.0
    ends_with: Literal["no_data", "refused"] = "no_data"


class Written(ScenarioPart, frozen=True):
    """How the share is written: docs/contract.md#3.3 leaves these open."""

    query: Literal["object", "text", "integer", "alert_id"] = "object"
    location: Literal["fix", "missing", "zero", "swapped", "outside_box"] = "fix"
    ecc_id: bool = True


class Repeat(ScenarioPart, frozen=True):
    """The same call shared once more."""

    after_s: float
    how: Literal["identical", "new_token", "other_ecc"]
    ecc: str | None = None
    """The other center, for `other_ecc`."""
    sources: list[SourceName] | None = None
    """What that center has enabled; None is the same as at the first share."""


class FeedFailure(ScenarioPart, frozen=True):
    """One feed answering wrongly for a while."""

    feed: Feed
    answer: FaultAnswer
    from_s: float
    to_s: float
    retry_after_s: int | None = None


class CallPlan(ScenarioPart, frozen=True):
    """One 911 call that a telecommunicator shares."""

    id: str
    at_s: float
    caller_id: str
    """Digits with country code; only 555-01xx numbers are allowed."""
    ecc: str
    movement: Still | RoutePlan
    person: str
    device: PhoneDetails = PhoneDetails()
    lei: Location = Location()
    rad_e: AdditionalDataPlan = AdditionalDataPlan()
    window: AnswerWindow = AnswerWindow()
    written: Written = Written()
    again: list[Repeat] = []
    failures: list[FeedFailure] = []
    hostile: bool = False
    """Every text that this call brings is an attack on whoever shows it."""
    copies: int = 1
    """How many callers like this one; the others have numbers, names and places of their own."""
    copies_every_s: float = 1.0
    spread_m: float = 400.0
    """How far from this caller the copies, and the callers of later rounds, are."""


class BadPost(ScenarioPart, frozen=True):
    """A POST to the handler that is no good share."""

    at_s: float
    kind: Literal[
        "unsigned", "wrong_key", "upper_case_signature", "empty", "not_json", "not_utf8", "not_object", "truncated",
        "nan", "duplicate_key", "deep", "no_token", "no_query", "no_box", "no_phone", "too_large", "compressed",
    ]  # fmt: skip


class Callflows(ScenarioPart, frozen=True):
    """How triggered callflows go."""

    outcomes: Annotated[tuple[Literal["confirmed", "declined", "no_answer"], ...], msgspec.Meta(min_length=1)] = (
        "confirmed",
    )
    """What the called person decides, one flow after the other, from the start again at the end."""
    solutions: dict[str, Solution] = {}
    """The solution behind a callflow's name; for the others `callflows.solution_of` guesses by the name."""
    duplicate: bool = False
    """Send each status callback twice."""
    disorder: bool = False
    """Send the second and third callbacks the wrong way round."""
    timestamps: Literal["seconds", "milliseconds"] = "seconds"


class Scenario(ScenarioPart, frozen=True):
    """A whole scenario file."""

    about: str
    basis: str
    """Says that the shapes are HOUSE shapes: RapidSOS publishes none (docs/contract.md#12)."""
    eccs: dict[str, Ecc]
    calls: list[CallPlan]
    repeat_every_s: float | None = None
    """Start again, with other callers, so often; None plays once and then only answers."""
    outages: list[FeedFailure] = []
    bad_posts: list[BadPost] = []
    callflows: Callflows = Callflows()
    token_lasts_s: int = 3600
    token_shape: Literal["text", "numbers"] = "text"  # noqa: S105 - how it is written, not what
    """Whether the token endpoint writes `issued_at` and `expires_in` as text in ms, or as numbers in s."""


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
    if not isinstance(call.movement, RoutePlan):
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


def _box_problems(place: str, box: JurisdictionPlan) -> Iterator[tuple[str, str]]:
    yield from _point_problems(place, (box.south, box.west))
    yield from _point_problems(place, (box.north, box.east))
    if box.south >= box.north:
        yield place, "south must be below north"


def _failure_problems(place: str, failures: list[FeedFailure]) -> Iterator[tuple[str, str]]:
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


SUFFIX = ".json"


def folders() -> list[Path]:
    """Where scenario files may lie: beside a frozen program, inside the installed package, in a checkout."""
    app = Path(__file__).resolve().parents[2]
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen is not None else []
    return [root / "resources" / "scenarios" for root in (*roots, app, app.parent)]


def names() -> list[str]:
    """The names of all shipped scenarios, sorted."""
    return sorted({path.stem for folder in folders() for path in folder.glob("*" + SUFFIX)})


def find(name_or_path: str) -> Path:
    """The file of a shipped scenario, or of the path given; raises FileNotFoundError naming those that exist."""
    as_path = Path(name_or_path)
    candidates = [folder / (name_or_path + SUFFIX) for folder in folders()] if as_path.name == name_or_path else []
    for candidate in [*candidates, as_path]:
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"No scenario {name_or_path!r}. There are: {', '.join(names())}; or give a file.")


MAX_BYTES = 4 * 1024 * 1024


class ScenarioError(ValueError):
    """A scenario that cannot be played: the message is ``file: place: reason``."""

    def __init__(self, file: Path | str, place: str, reason: str) -> None:
        super().__init__(f"{file}: {place}: {reason}")


def load(name_or_path: str) -> Scenario:
    """Read the scenario of that name or path; raises ScenarioError."""
    try:
        path = find(name_or_path)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScenarioError(name_or_path, "file", str(error)) from None
    return parse(raw, path)


def parse(raw: bytes, file: Path | str) -> Scenario:
    """Check the bytes of a scenario file; raises ScenarioError."""
    if len(raw) > MAX_BYTES:
        raise ScenarioError(file, "file", f"over {MAX_BYTES} bytes")
    try:
        scenario = msgspec.json.decode(raw, type=Scenario)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `")
        raise ScenarioError(file, place.rstrip("`") or "$", reason) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise ScenarioError(file, "not JSON", str(error)) from None
    for place, reason in problems(scenario):
        raise ScenarioError(file, place, reason)
    return scenario
