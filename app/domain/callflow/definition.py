"""A callflow definition: what RapidSOS agreed to run for this center, and which variables it takes.

See docs/contract.md#6.
"""

import enum

import msgspec

from app.domain.callflow.json_text import Path, pointer


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


class Kind(enum.Enum):
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


FILLED_BY_PROGRAM = frozenset({Kind.EVENT_ID, Kind.EVENT_TIME, Kind.CONSTANT})


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """One leaf of a callflow's variables, with all that a form and the wire need to know of it."""

    path: Path
    kind: Kind
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


class Step(msgspec.Struct, frozen=True, kw_only=True):
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


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """One callflow of this center."""

    file: str
    """The file's name without its ending; what a trigger says it was made with."""
    callflow: str
    """RapidSOS's name for it: opaque, may contain spaces (docs/contract.md#6)."""
    title: str
    solution: Solution
    steps: tuple[Step, ...]
    milestones: tuple[Milestone, ...]
    variables: tuple[Variable, ...]
    """In the order in which they are sent."""
    schema: dict[str, object]
    """The JSON Schema of the variables' meaning: numbers are numbers there, whatever their style on the wire."""
    description: str = ""

    def only(self, kind: Kind) -> Variable:
        """The variable of a kind that every definition has exactly once."""
        return next(variable for variable in self.variables if variable.kind is kind)
