"""The shape of a scenario file; `resources/scenarios/README.md` explains it with an example.

Times are seconds: a call's own count from its first share, the scenario's count from the start of its round.
"""

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


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every part of a scenario file has in common: unknown names are mistakes, and said so."""


class Box(Part, frozen=True):
    """A jurisdiction: degrees, west may be greater than east when it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


class Ecc(Part, frozen=True):
    """An emergency communications center that shares calls."""

    name: str
    box: Box
    box_shape: Literal["min_max", "compass", "corners", "lon_first", "lat_first", "points", "unreadable"] = "min_max"
    """How its box is written in a share: docs/contract.md#3.3 does not know, #3.4 lists the readings."""


class Still(Part, frozen=True, tag_field="kind", tag="still"):
    """A caller who stays where they are."""

    at: Degrees


class Route(Part, frozen=True, tag_field="kind", tag="route"):
    """A caller who moves along points at a steady speed (metres per second)."""

    points: list[Degrees]
    speed_mps: float
    then: Literal["stop", "back"] = "stop"
    """At the last point: stay there, or turn round for as long as the call is known."""


class Radius(Part, frozen=True):
    """How the uncertainty shrinks: from `first_m` at the first fix to `best_m` after `settles_s`."""

    first_m: float = 85.0
    best_m: float = 9.0
    settles_s: float = 40.0


class Address(Part, frozen=True):
    """A civic address as a phone reports it; null parts are sent as null."""

    street_1: str
    city: str
    state: str
    zip_code: str
    name: str | None = None
    street_2: str | None = None
    country: str = "US"


class Device(Part, frozen=True):
    """What the caller's phone reports beside its position; None is left out."""

    fix_every_s: float = 5.0
    first_fix_s: float = -25.0
    """When the first record exists; negative is before the share."""
    silent_after_s: float | None = None
    """When the phone stops sending: the last record is repeated (docs/contract.md#4.2)."""
    radius: Radius = Radius()
    source: str | None = "simulated-device"
    confidence: float | None = None
    altitude_m: float | None = None
    vertical_uncertainty_m: float | None = None
    floor: str | None = None
    address: Address | None = None


class Location(Part, frozen=True):
    """How the location feed answers for one call."""

    known: bool = True
    """False for a landline or a phone that sends nothing: always no data."""
    shape: Literal["flat", "wrapped", "list", "results", "geodetic", "text"] = "flat"
    no_data: NoData = "404"


class AdditionalData(Part, frozen=True):
    """How the additional data feed answers for one call."""

    sources: list[SourceName] = []
    permitted: bool = True
    no_data: NoData = "empty_object"
    data_after_s: float = 0.0
    """Until then the sources send their schema without data."""


class Window(Part, frozen=True):
    """How long RapidSOS answers: until `answers_after_call_s` past the end of the 911 call, which is never sent."""

    call_lasts_s: float = 300.0
    answers_after_call_s: float = 600.0
    ends_with: Literal["no_data", "refused"] = "no_data"


class Written(Part, frozen=True):
    """How the share is written: docs/contract.md#3.3 leaves these open."""

    query: Literal["object", "text", "integer", "alert_id"] = "object"
    location: Literal["fix", "missing", "zero", "swapped", "outside_box"] = "fix"
    ecc_id: bool = True


class Again(Part, frozen=True):
    """The same call shared once more."""

    after_s: float
    how: Literal["identical", "new_token", "other_ecc"]
    ecc: str | None = None
    """The other center, for `other_ecc`."""
    sources: list[SourceName] | None = None
    """What that center has enabled; None is the same as at the first share."""


class Failure(Part, frozen=True):
    """One feed answering wrongly for a while."""

    feed: Feed
    answer: FaultAnswer
    from_s: float
    to_s: float
    retry_after_s: int | None = None


class CallPlan(Part, frozen=True):
    """One 911 call that a telecommunicator shares."""

    id: str
    at_s: float
    caller_id: str
    """Digits with country code; only 555-01xx numbers are allowed."""
    ecc: str
    movement: Still | Route
    person: str
    device: Device = Device()
    lei: Location = Location()
    rad_e: AdditionalData = AdditionalData()
    window: Window = Window()
    written: Written = Written()
    again: list[Again] = []
    failures: list[Failure] = []
    hostile: bool = False
    """Every text that this call brings is an attack on whoever shows it."""
    copies: int = 1
    """How many callers like this one; the others have numbers, names and places of their own."""
    copies_every_s: float = 1.0
    spread_m: float = 400.0
    """How far from this caller the copies, and the callers of later rounds, are."""


class BadPost(Part, frozen=True):
    """A POST to the handler that is no good share."""

    at_s: float
    kind: Literal[
        "unsigned", "wrong_key", "upper_case_signature", "empty", "not_json", "not_utf8", "not_object", "truncated",
        "nan", "duplicate_key", "deep", "no_token", "no_query", "no_box", "no_phone", "too_large", "compressed",
    ]  # fmt: skip


class Callflows(Part, frozen=True):
    """How triggered callflows go."""

    outcomes: Annotated[tuple[Literal["confirmed", "declined", "no_answer"], ...], msgspec.Meta(min_length=1)] = (
        "confirmed",
    )
    """What the called person decides, one flow after the other, from the start again at the end."""
    solutions: dict[str, Solution] = {}
    """The solution behind a callflow's name; for the others `callflow_runner` guesses by the name."""
    duplicate: bool = False
    """Send each status callback twice."""
    disorder: bool = False
    """Send the second and third callbacks the wrong way round."""
    timestamps: Literal["seconds", "milliseconds"] = "seconds"


class Scenario(Part, frozen=True):
    """A whole scenario file."""

    about: str
    basis: str
    """Says that the shapes are HOUSE shapes: RapidSOS publishes none (docs/contract.md#12)."""
    eccs: dict[str, Ecc]
    calls: list[CallPlan]
    repeat_every_s: float | None = None
    """Start again, with other callers, so often; None plays once and then only answers."""
    outages: list[Failure] = []
    bad_posts: list[BadPost] = []
    callflows: Callflows = Callflows()
    token_lasts_s: int = 3600
    token_shape: Literal["text", "numbers"] = "text"  # noqa: S105 - how it is written, not what
    """Whether the token endpoint writes `issued_at` and `expires_in` as text in ms, or as numbers in s."""
