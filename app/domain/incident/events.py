"""Everything that can happen, in the past tense; the station writes these and nothing else changes anything.

An event's body carries only what its kind adds. Who, when, in which incident and by which command stand on its
record (``record.py``). Times are UTC milliseconds. ``share`` names a share by ``share.share_id``.
"""

import msgspec

from app.domain.callflow.follow import Report
from app.domain.callflow.http_callback import HttpCallback
from app.domain.callflow.outcome import Accepted, Refused, Unknown
from app.domain.callflow.status import Status
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.data_share.feed import Ending, Kind
from app.domain.location.box import Box
from app.domain.location.fix import Fix


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all kinds; ``kind`` on the record is the class's name."""


class ShareReceived(Event, frozen=True, kw_only=True):
    """A signed Data Share request was accepted; exactly one for each digest (contract 3.5)."""

    share: str
    request_sha256: str
    """Of the exact bytes received, token included."""
    received_at: int
    """When the request's body was complete, before it was stored; a share from quarantine keeps its true receipt."""
    verified: bool
    """False only for a body that a person took over from quarantine: *signature not verified*, for ever."""
    phone: str | None
    phone_as_received: str | None
    alert_id: str | None
    ecc: str | None
    box: Box | None
    warnings: tuple[str, ...]
    linked_to: int | None
    """The open incident of the same phone that this share was too far from, or of another ECC (contract 3.5)."""
    remote: str
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_body: str
    """The body with its token cut out."""


class ShareRepeated(Event, frozen=True, kw_only=True):
    """A body came again, byte for byte (contract 3.5)."""

    share: str
    request_sha256: str
    received_at: int
    quiet: bool
    """Within 60 s it only counts; later it rings as P1."""


class BodyQuarantined(Event, frozen=True, kw_only=True):
    """A body was refused with 400 or 401 and kept, sealed, for a person to see (contract 3.5)."""

    quarantine: int
    status: int
    problem: str
    signature: str
    """``good``, ``bad``, ``missing`` or ``no secret``."""
    request_sha256: str
    received_at: int
    remote: str
    rings: bool
    """A good signature on a malformed body rings as P1; unsigned ones are folded to one alert per 10 minutes."""


class ShareTakenOver(Event, frozen=True, kw_only=True):
    """A person made an incident of a quarantined body; its signature stays marked not verified."""

    quarantine: int


class LocationFixed(Fix, frozen=True, kw_only=True):
    """A fix of the caller, from a share or from LEI; the body is the fix itself and whose it is."""

    share: str | None


class AdditionalDataReceived(Event, frozen=True, kw_only=True):
    """RAD-E answered with something that differs from its last answer (contract 5)."""

    share: str
    untrusted_answer: str
    """The answer's JSON text; fields that a schema hides stay in here, sealed, and are never shown."""


class FeedEmpty(Event, frozen=True, kw_only=True):
    """RapidSOS begins to answer "no data" for a feed: no error, and no end by itself (contract 4.5)."""

    share: str
    feed: Kind


class FeedFailed(Event, frozen=True, kw_only=True):
    """A feed begins to fail; what was received stays, with its age."""

    share: str
    feed: Kind
    problem: str
    """What happened, in words without secrets: ``HTTP 503``, ``no answer in 10 s``."""


class FeedRecovered(Event, frozen=True, kw_only=True):
    """A feed that failed answers again."""

    share: str
    feed: Kind


class FeedEnded(Event, frozen=True, kw_only=True):
    """A feed is asked no more; no reason says that the call ended (contract 8)."""

    share: str
    feed: Kind
    reason: Ending


class Acknowledged(Event, frozen=True, kw_only=True):
    """The record's operator has it: sound stops for everything up to ``through``, and the incident is theirs."""

    through: int


class NoteAdded(Event, frozen=True, kw_only=True):
    """The record's operator wrote something down; append-only."""

    text: str


class IncidentClosed(Event, frozen=True, kw_only=True):
    """The record's operator closed it with a disposition code, and words if the code alone says too little."""

    reason: str
    text: str


class IncidentReopened(Event, frozen=True, kw_only=True):
    """It is open again: by the record's operator, or without one because its share came again."""

    text: str


class IncidentOpened(Event, frozen=True, kw_only=True):
    """This center opened it for a trigger without a share: origin ``center`` (design.md, A callflow is triggered)."""

    phone: str | None


class TriggerConfirmed(Event, frozen=True, kw_only=True):
    """The record's operator held to send exactly these bytes; ``ConfirmTrigger`` is its only door."""

    confirmed: Confirmed


class TriggerSent(Event, frozen=True, kw_only=True):
    """From here on the request may have reached RapidSOS; on disk before its first byte leaves, never written twice."""

    trigger: str


class TriggerAccepted(Event, frozen=True, kw_only=True):
    """RapidSOS started the flow (contract 6)."""

    trigger: str
    outcome: Accepted


class TriggerRefused(Event, frozen=True, kw_only=True):
    """Nothing started, as far as RapidSOS says."""

    trigger: str
    outcome: Refused


class TriggerUnknown(Event, frozen=True, kw_only=True):
    """It may have started; nothing is sent again, and a person finds out. It rings."""

    trigger: str
    outcome: Unknown


class TriggerSettled(Event, frozen=True, kw_only=True):
    """The record's operator found out whether an unknown trigger started."""

    settled: Settled


class StatusReceived(Event, frozen=True, kw_only=True):
    """A status message came; without an incident it belongs to no trigger that is known (contract 7.2)."""

    status: Status
    verified: bool
    received_at: int
    trigger: str | None


class StatusAssigned(Event, frozen=True, kw_only=True):
    """The record's operator said which trigger an unmatched message belongs to."""

    trigger: str
    report: Report


class HttpCallbackReceived(Event, frozen=True, kw_only=True):
    """The HTTP utility of a flow called us; it is shown and changes nothing (contract 7.1)."""

    callback: HttpCallback
    received_at: int
    trigger: str | None


class FormSaved(Event, frozen=True, kw_only=True):
    """The record's operator's unfinished callflow form, sealed here so that it survives a crash."""

    definition: str
    answers: str
    """JSON of the answers; the console's own business."""


class FormDiscarded(Event, frozen=True, kw_only=True):
    """The unfinished form is gone: sent, or thrown away by the record's operator."""

    definition: str


class OperatorSignedOn(Event, frozen=True, kw_only=True):
    """The record's operator sat down at a console."""


class OperatorSignedOff(Event, frozen=True, kw_only=True):
    """The record's operator left their console."""


class StationStarted(Event, frozen=True, kw_only=True):
    """The station accepts connections."""

    version: str
    environment: str


class StationStopped(Event, frozen=True, kw_only=True):
    """The station was asked to stop and drained."""


class ClockStepped(Event, frozen=True, kw_only=True):
    """The wall clock left the station's own time by more than 2 s; nothing ends because of it (contract 8)."""

    step_ms: int


class GapFound(Event, frozen=True, kw_only=True):
    """Nothing could be received between these times; a share sent then did not arrive."""

    since: int
    until: int
    cause: str


class JournalSetAside(Event, frozen=True, kw_only=True):
    """The journal's file was corrupt: it lies beside this one under ``file``, and this one began empty."""

    file: str
    reason: str


class JournalMissing(Event, frozen=True, kw_only=True):
    """The journal's file was gone from a data directory that had been used before; this one began empty."""


class Erased(Event, frozen=True, kw_only=True):
    """What retention or an administrator left of an event: its kind and its record (design.md, Forgetting)."""

    kind: str


class Unreadable(Event, frozen=True, kw_only=True):
    """An event whose body can't be opened now; it is kept, and its kind still counts in the fold."""

    kind: str
    reason: str
    """``locked``: sealed by an earlier run, its key is not here yet. ``damaged``: its bytes are not what they were."""


class UnknownKind(Event, frozen=True, kw_only=True):
    """An event of a newer program, kept and shown as unknown."""

    kind: str


AnyEvent = (
    ShareReceived
    | ShareRepeated
    | BodyQuarantined
    | ShareTakenOver
    | LocationFixed
    | AdditionalDataReceived
    | FeedEmpty
    | FeedFailed
    | FeedRecovered
    | FeedEnded
    | Acknowledged
    | NoteAdded
    | IncidentClosed
    | IncidentReopened
    | IncidentOpened
    | TriggerConfirmed
    | TriggerSent
    | TriggerAccepted
    | TriggerRefused
    | TriggerUnknown
    | TriggerSettled
    | StatusReceived
    | StatusAssigned
    | HttpCallbackReceived
    | FormSaved
    | FormDiscarded
    | OperatorSignedOn
    | OperatorSignedOff
    | StationStarted
    | StationStopped
    | ClockStepped
    | GapFound
    | JournalSetAside
    | JournalMissing
    | Erased
    | Unreadable
    | UnknownKind
)
