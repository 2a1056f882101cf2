"""A callflow definition: what RapidSOS agreed to run for this center, and which variables it takes.

See docs/contract.md#6.
"""

import collections.abc
import enum
import typing

import msgspec

from app.domain.callflow.located_json import Path, pointer


class Solution(enum.Enum):
    """RapidSOS's three standard solutions (the Emergency WorkFlow document, Standard Solution Flow Summary)."""

    DATA_CONNECT = "data_connect"
    DATA_CONNECT_VOICE = "data_connect_voice"
    DATA_CONNECT_MONITORING = "data_connect_monitoring"


class PhoneStyle(enum.Enum):
    """How a phone variable is written: ``+12175550143``, ``12175550143`` or ``2175550143`` (docs/contract.md#9)."""

    E164 = "e164"
    DIGITS_CC = "digits_cc"
    DIGITS10 = "digits10"


class NumberStyle(enum.Enum):
    """Whether a number goes out as JSON text or as a JSON number; RapidSOS's own samples do both.

    See docs/contract.md#6.
    """

    STRING = "string"
    NUMBER = "number"


class VariableKind(enum.Enum):
    """What a variable means, which decides how its text is read."""

    CALLER_NAME = "caller_name"
    CALLER_PHONE = "caller_phone"
    """The number that 9-1-1 will see."""
    PHONE = "phone"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    UNCERTAINTY = "uncertainty"
    """Radius in metres."""
    PLATE = "plate"
    PLATE_STATE = "plate_state"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    EVENT_ID = "event_id"
    """Our own id of the trigger, filled in by the program."""
    EVENT_TIME = "event_time"
    """When the operator confirmed, filled in by the program."""
    CONSTANT = "constant"


FILLED_BY_PROGRAM = frozenset({VariableKind.EVENT_ID, VariableKind.EVENT_TIME, VariableKind.CONSTANT})


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """One leaf of a callflow's variables, with all that a form and the wire need to know of it."""

    path: Path
    kind: VariableKind
    type: str
    """JSON Schema's word: ``string``, ``number``, ``integer`` or ``boolean``."""
    label: str
    help: str = ""
    group: str = ""
    order: int | None = None
    required: bool = False
    """Needed whatever else is filled in: it and all objects around it are required."""
    choices: tuple[str, ...] = ()
    default: str = ""
    constant: str | int | float | bool | None = None
    phone_style: PhoneStyle = PhoneStyle.E164
    number_style: NumberStyle = NumberStyle.STRING
    milliseconds: bool = False
    """Whether an event time is in milliseconds; seconds if not (docs/contract.md#6 knows both)."""

    @property
    def key(self) -> str:
        """The path as a JSON pointer."""
        return pointer(self.path)


class StepKind(enum.Enum):
    """The building blocks that RapidSOS lists for calling flows."""

    DATA_CONNECT = "data_connect"
    CREATE_BRIDGE = "create_bridge"
    CALL_USER = "call_user"
    PLAY_RECORDING = "play_recording"
    PLAY_SPEECH = "play_speech"
    TEST_SPEECH = "test_speech"
    SEND_SMS = "send_sms"
    WAIT = "wait"
    HTTP_REQUEST = "http_request"
    FIND_CONTACT = "find_contact"
    INTERACTIVE_CALL = "interactive_call"
    CONNECT_PHONE = "connect_phone"
    CONNECT_911 = "connect_911"


class Party(enum.Enum):
    """Somebody whom a step calls."""

    CALLER = "caller"
    CONTACTS = "contacts"
    MONITORING_CENTER = "monitoring_center"
    OTHER = "other"
    NINE_ONE_ONE = "9-1-1"


class FlowStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the flow as agreed with RapidSOS; drawn for the operator, run by RapidSOS alone."""

    kind: StepKind
    title: str
    note: str = ""
    otherwise: str = ""
    """What happens on the other branch, like ``Declines: the flow ends``."""
    calls: Party | None = None
    phone: str | None = None
    """Ten digits, for a step that connects to one fixed number."""
    seconds: int | None = None


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """Something that RapidSOS may report of this flow, and the verbs by which it does (docs/contract.md#7.2)."""

    title: str
    verbs: tuple[str, ...]
    hint: str = ""
    ends: tuple[str, ...] = ()
    """Those of its verbs after which the flow is over."""


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """By which verbs a flow tells whether it came to its aim."""

    missed: tuple[str, ...] = ()
    """The flow is over and 9-1-1 was not reached: verbs that end it before the last milestone that can."""
    later: tuple[str, ...] = ()
    """It went on after all: verbs of the milestones behind those."""

    @classmethod
    def of(cls, milestones: collections.abc.Sequence[Milestone]) -> "Ends":
        """The last milestone with an end is where the flow should come to; one that ends before it was cut short."""
        ending = [place for place, milestone in enumerate(milestones) if milestone.ends]
        short = [milestones[place] for place in ending[:-1]]
        behind = milestones[ending[-2] + 1 :] if short else ()
        return cls(
            missed=tuple(verb for milestone in short for verb in milestone.ends),
            later=tuple(verb for milestone in behind for verb in milestone.verbs),
        )


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """One callflow of this center."""

    file: str
    """The file's name without its ending; what a trigger says it was made with."""
    callflow: str
    """RapidSOS's name for it: opaque, may contain spaces (docs/contract.md#6)."""
    title: str
    solution: Solution
    steps: tuple[FlowStep, ...]
    milestones: tuple[Milestone, ...]
    variables: tuple[Variable, ...]
    """In the order in which they are sent."""
    schema: dict[str, object]
    """The JSON Schema of the variables' meaning: numbers are numbers there, whatever their style on the wire."""
    description: str = ""

    def only(self, kind: VariableKind) -> Variable:
        """The variable of a kind that every definition has exactly once."""
        return next(variable for variable in self.variables if variable.kind is kind)


RULE = (
    "There must be a two-way voice connection open between the caller and the 9-1-1 call operator, "
    "and calls to 9-1-1 must be initiated by a human"
)
"""As RapidSOS's Emergency WorkFlow document has it under Regulatory Standards and Compliance."""

PUTS_A_PERSON_ON_THE_LINE = frozenset(
    {StepKind.CALL_USER, StepKind.INTERACTIVE_CALL, StepKind.FIND_CONTACT, StepKind.CONNECT_PHONE}
)
LONGEST_WAIT_S = 30
"""A wait is 1 to 30 seconds (the document's table of actions)."""


def flaws(steps: collections.abc.Sequence[FlowStep], solution: Solution) -> collections.abc.Iterator[tuple[int, str]]:
    """Each broken rule with the index of the step that breaks it; -1 when a step is missing."""
    person_on_the_line = False
    for index, step in enumerate(steps):
        person_on_the_line |= step.kind in PUTS_A_PERSON_ON_THE_LINE
        if step.kind is StepKind.CONNECT_911 and not person_on_the_line:
            yield index, f"connects to 9-1-1 before any step puts a person on the line. The rule: “{RULE}”"
        yield from ((index, reason) for reason in _unsaid(step))
    yield from _broken_promises(steps, solution)


def _unsaid(step: FlowStep) -> collections.abc.Iterator[str]:
    if step.kind is StepKind.WAIT and step.seconds is None:
        yield f"a wait needs its seconds, 1 to {LONGEST_WAIT_S}"
    if step.kind is StepKind.CONNECT_PHONE and step.calls is None:
        yield f"connect_phone needs calls: {Party.MONITORING_CENTER.value}, {Party.OTHER.value} or another party"


def _broken_promises(
    steps: collections.abc.Sequence[FlowStep], solution: Solution
) -> collections.abc.Iterator[tuple[int, str]]:
    if solution is not Solution.DATA_CONNECT and not any(step.kind is StepKind.CONNECT_911 for step in steps):
        yield -1, f"{solution.value} needs a connect_911 step"
    calls_us = any(step.calls is Party.MONITORING_CENTER for step in steps)
    if solution is Solution.DATA_CONNECT_MONITORING and not calls_us:
        yield -1, f"{solution.value} needs a step that calls monitoring_center"


_TEXT: typing.Final = {"type": "string", "minLength": 1, "maxLength": 200}
_VERBS: typing.Final = {"type": "array", "items": _TEXT, "uniqueItems": True}


def _object(properties: dict[str, object], required: list[str]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


STEP: typing.Final = _object(
    {
        "kind": {"enum": [kind.value for kind in StepKind]},
        "title": _TEXT,
        "note": _TEXT,
        "otherwise": _TEXT,
        "calls": {"enum": [party.value for party in Party]},
        "phone": {"type": "string", "pattern": "^[0-9]{10}$"},
        "seconds": {"type": "integer", "minimum": 1, "maximum": LONGEST_WAIT_S},
    },
    ["kind", "title"],
)
MILESTONE: typing.Final = _object(
    {"title": _TEXT, "hint": _TEXT, "verbs": {**_VERBS, "minItems": 1}, "ends": _VERBS}, ["title", "verbs"]
)
FILE: typing.Final = _object(
    {
        "watchfloor_callflow": {"const": 1},
        "callflow": _TEXT,
        "title": _TEXT,
        "description": {"type": "string", "maxLength": 2000},
        "solution": {"enum": [solution.value for solution in Solution]},
        "phone_style": {"enum": [style.value for style in PhoneStyle]},
        "number_style": {"enum": [style.value for style in NumberStyle]},
        "steps": {"type": "array", "items": STEP, "minItems": 1, "maxItems": 40},
        "milestones": {"type": "array", "items": MILESTONE, "maxItems": 40},
        "variables": {"type": "object"},
    },
    ["watchfloor_callflow", "callflow", "title", "solution", "phone_style", "number_style", "steps", "variables"],
)
"""``watchfloor_callflow`` is the format's version."""


class Sentence(msgspec.Struct, frozen=True):
    """English words with named gaps, and what fills them; a console fills the gaps itself, with text made safe."""

    words: str
    gaps: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The sentence with its gaps filled."""
        return self.words.format(**dict(self.gaps))


def say(words: str, **gaps: object) -> Sentence:
    """The sentence with its gaps filled, like ``say("10 digits needed, this has {count}", count=9)``."""
    return Sentence(words, tuple((name, str(value)) for name, value in gaps.items()))
