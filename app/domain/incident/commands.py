"""Commands that a console sends to the station for a person, and the answers that they get.

Each ``id`` is made once for one human act: the same command sent again gets the answer that it got before.
"""

import uuid

import msgspec

from app.domain.data_share.feed import FeedKind


class DeliveryMark(msgspec.Struct, frozen=True, kw_only=True):
    """One ring of an incident (the seq that rings), and when this console painted or sounded it (UTC ms)."""

    incident: int
    through: int
    at: int


Value = bool | int | str | tuple[str, ...] | None
"""A setting's value; None is "not set"."""


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="command"):
    """Base of all commands; on the wire ``command`` is the class's name."""

    id: str
    session: str | None = None


class SignOn(Command, frozen=True, kw_only=True, tag="SignOn"):
    """Begin to work at a console; the answer carries the session. A name is 1 to 40 printable characters."""

    name: str


class SignOff(Command, frozen=True, kw_only=True, tag="SignOff"):
    """The session's operator leaves; open incidents of theirs go to another who is signed on, else to the floor."""

    hand_over_to: str | None = None


class HandOver(Command, frozen=True, kw_only=True, tag="HandOver"):
    """Give an incident of one's own to another who is signed on, or back to the floor."""

    incident: int
    to: str | None


class SignHandover(Command, frozen=True, kw_only=True, tag="SignHandover"):
    """Sign exactly this handover sheet; its digest is SHA-256 over the text as UTF-8."""

    sheet: str
    sheet_sha256: str


class Acknowledge(Command, frozen=True, kw_only=True, tag="Acknowledge"):
    """Stop the sound for what was on the screen (up to seq ``through``) and take the incident."""

    incident: int
    through: int


class AddNote(Command, frozen=True, kw_only=True, tag="AddNote"):
    """Add a note of 1 to 4,000 characters."""

    incident: int
    text: str


class CloseIncident(Command, frozen=True, kw_only=True, tag="CloseIncident"):
    """Close with a disposition code; an unacknowledged incident can't be closed, open steps ask for words."""

    incident: int
    reason: str
    text: str = ""


class ReopenIncident(Command, frozen=True, kw_only=True, tag="ReopenIncident"):
    """Open a closed incident again; its feeds stay ended."""

    incident: int
    text: str = ""


class HoldIncident(Command, frozen=True, kw_only=True, tag="HoldIncident"):
    """Set an acknowledged incident aside for ``for_ms`` (1 to 30 minutes); it comes back by itself."""

    incident: int
    for_ms: int


class ReleaseIncident(Command, frozen=True, kw_only=True, tag="ReleaseIncident"):
    """End the hold before its time."""

    incident: int


class TakeOverIncident(Command, frozen=True, kw_only=True, tag="TakeOverIncident"):
    """Take an incident from the operator who has it, who stood on the screen as ``taken_from``."""

    incident: int
    taken_from: str


class CheckStep(Command, frozen=True, kw_only=True, tag="CheckStep"):
    """A step of the checklist (by its id) is done; ``note`` answers what it asks."""

    incident: int
    step: str
    note: str = ""


class UncheckStep(Command, frozen=True, kw_only=True, tag="UncheckStep"):
    """A step was not done after all: it is open again, and both stay in the timeline."""

    incident: int
    step: str


class LinkIncidents(Command, frozen=True, kw_only=True, tag="LinkIncidents"):
    """Say that two incidents are about the same event; each then shows the other."""

    incident: int
    other: int


class UnlinkIncidents(Command, frozen=True, kw_only=True, tag="UnlinkIncidents"):
    """Take a link back."""

    incident: int
    other: int


class SplitShare(Command, frozen=True, kw_only=True, tag="SplitShare"):
    """Move a share that joined an incident into a new one of its own, with every event recorded about it."""

    incident: int
    share: str


class MarkShown(Command, frozen=True, kw_only=True, tag="MarkShown"):
    """This console painted these rings; the first console to say so is recorded."""

    marks: tuple[DeliveryMark, ...]


class MarkHeard(Command, frozen=True, kw_only=True, tag="MarkHeard"):
    """A device of this console really rendered the alarm for these rings."""

    marks: tuple[DeliveryMark, ...]
    device: str


class PlaceLegalHold(Command, frozen=True, kw_only=True, tag="PlaceLegalHold"):
    """Let nothing of the incident be erased, whatever the retention says, and say why."""

    incident: int
    reason: str


class LiftLegalHold(Command, frozen=True, kw_only=True, tag="LiftLegalHold"):
    """End the legal hold, and say why: retention counts again."""

    incident: int
    reason: str


class TakeOver(Command, frozen=True, kw_only=True, tag="TakeOver"):
    """Make an incident of a quarantined body; it stays marked *signature not verified* (docs/contract.md#3.5)."""

    quarantine: int


class SeeQuarantined(Command, frozen=True, kw_only=True, tag="SeeQuarantined"):
    """Stop the ring of a quarantined body: somebody has looked at it. It stays kept."""

    quarantine: int


class SeeNotice(Command, frozen=True, kw_only=True, tag="SeeNotice"):
    """Say that a notice of the station (an event's seq) was seen: a gap, a lost path, a journal set aside."""

    notice: int


class CaptureNow(Command, frozen=True, kw_only=True, tag="CaptureNow"):
    """Ask RapidSOS about this incident at once, every share that still answers; ``feed`` None is every feed."""

    incident: int
    feed: FeedKind | None = None


class ChangeSettings(Command, frozen=True, kw_only=True, tag="ChangeSettings"):
    """Change settings of the station, all of them or none; None takes one out of the settings file."""

    values: dict[str, Value]


class StopStation(Command, frozen=True, kw_only=True, tag="StopStation"):
    """Drain and end the station, as ``watchfloor stop`` does; it needs nobody signed on."""


class ConfirmTrigger(Command, frozen=True, kw_only=True, tag="ConfirmTrigger"):
    """Send exactly these bytes, once: the operator held to send, or typed the last four digits of the phone.

    Without an incident a new one of origin ``center`` is opened. The station sends these bytes and no others. Consoles
    before the fields ``held_at`` and ``read_to`` leave them out; then nothing is judged by them.
    """

    incident: int | None
    definition: str
    """The definition file's name."""
    request: str
    request_sha256: str
    held_at: int | None = None
    """When the hold ended, in milliseconds of the boot clock (``Clock.monotonic``).

    It is one clock for all processes of this computer, so the hold's age goes on while one of them stands still.
    """
    read_to: int | None = None
    """The newest event (its seq) that the console had read when the hold ended."""


class SettleTrigger(Command, frozen=True, kw_only=True, tag="SettleTrigger"):
    """Say what an unknown trigger was: it started, or it did not."""

    incident: int
    trigger: str
    started: bool
    note: str = ""


class AssignStatus(Command, frozen=True, kw_only=True, tag="AssignStatus"):
    """Say which trigger an unmatched status message (by its seq) belongs to."""

    incident: int
    trigger: str
    status: int


class RecordExport(Command, frozen=True, kw_only=True, tag="RecordExport"):
    """Record that an incident was exported to a file; the command line of this computer sends it without a session."""

    incident: int
    form: str
    sha256: str


class SaveForm(Command, frozen=True, kw_only=True, tag="SaveForm"):
    """Keep an unfinished callflow form; one for each operator and incident."""

    incident: int | None
    definition: str
    answers: str


class DiscardForm(Command, frozen=True, kw_only=True, tag="DiscardForm"):
    """Throw an unfinished callflow form away."""

    incident: int | None
    definition: str


AnyCommand = (
    SignOn
    | SignOff
    | Acknowledge
    | AddNote
    | CloseIncident
    | ReopenIncident
    | CaptureNow
    | HoldIncident
    | ReleaseIncident
    | TakeOverIncident
    | HandOver
    | SignHandover
    | CheckStep
    | UncheckStep
    | MarkShown
    | MarkHeard
    | LinkIncidents
    | UnlinkIncidents
    | SplitShare
    | PlaceLegalHold
    | LiftLegalHold
    | TakeOver
    | SeeQuarantined
    | SeeNotice
    | ConfirmTrigger
    | SettleTrigger
    | AssignStatus
    | RecordExport
    | SaveForm
    | DiscardForm
    | ChangeSettings
    | StopStation
)


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The command was carried out by event ``seq``; ``session`` only answers ``SignOn``."""

    seq: int
    session: str | None = None


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """The command was refused; the sentence is for the operator and says what to do next."""

    refused: str


Answer = Done | Refused


def new_id() -> str:
    """An id for one human act; the same act keeps it however often it is sent."""
    return str(uuid.uuid4())
