"""All events, named in the past tense: the station writes them, and nothing else changes any state.

An event's body carries only what its kind adds. Who, when, in which incident and by which command stand on its
record (``envelope.py``). Times are UTC milliseconds. ``share`` names a share by ``correlation.share_id``.
"""

from app.domain.incident.events.call import (
    AdditionalDataReceived,
    BodyQuarantined,
    CaptureAsked,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    IncidentHeard,
    IncidentShown,
    LocationFixed,
    LocationRefused,
    QuarantineSeen,
    ShareReceived,
    ShareRepeated,
    ShareTakenOver,
)
from app.domain.incident.events.event import Event
from app.domain.incident.events.handling import (
    Acknowledged,
    ChecklistsAdopted,
    HandedOver,
    HandoverSigned,
    IncidentClosed,
    IncidentExported,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentReopened,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    Moved,
    NoteAdded,
    OperatorSignedOff,
    OperatorSignedOn,
    ShareMovedOut,
    ShareSplit,
    StepChecked,
    StepUnchecked,
)
from app.domain.incident.events.station import (
    BecameUnwatched,
    BodiesErased,
    ClockStepped,
    Erased,
    Escalated,
    GapFound,
    JournalMissing,
    JournalRestored,
    JournalSetAside,
    LegalHoldLifted,
    LegalHoldPlaced,
    NoticeSeen,
    PathLost,
    PathProven,
    QuarantineErased,
    SettingsChanged,
    StationStarted,
    StationStopped,
    UnknownKind,
    Unreadable,
    WatchedAgain,
)
from app.domain.incident.events.trigger import (
    FormDiscarded,
    FormSaved,
    HttpCallbackReceived,
    StatusAssigned,
    StatusPlaced,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)

__all__ = [
    "Acknowledged",
    "AdditionalDataReceived",
    "AnyEvent",
    "BecameUnwatched",
    "BodiesErased",
    "BodyQuarantined",
    "CaptureAsked",
    "ChecklistsAdopted",
    "ClockStepped",
    "Erased",
    "Escalated",
    "Event",
    "FeedEmpty",
    "FeedEnded",
    "FeedFailed",
    "FeedRecovered",
    "FormDiscarded",
    "FormSaved",
    "GapFound",
    "HandedOver",
    "HandoverSigned",
    "HttpCallbackReceived",
    "IncidentClosed",
    "IncidentExported",
    "IncidentHeard",
    "IncidentHeld",
    "IncidentOpened",
    "IncidentReleased",
    "IncidentReopened",
    "IncidentShown",
    "IncidentTakenOver",
    "IncidentsLinked",
    "IncidentsUnlinked",
    "JournalMissing",
    "JournalRestored",
    "JournalSetAside",
    "LegalHoldLifted",
    "LegalHoldPlaced",
    "LocationFixed",
    "LocationRefused",
    "Moved",
    "NoteAdded",
    "NoticeSeen",
    "OperatorSignedOff",
    "OperatorSignedOn",
    "PathLost",
    "PathProven",
    "QuarantineErased",
    "QuarantineSeen",
    "SettingsChanged",
    "ShareMovedOut",
    "ShareReceived",
    "ShareRepeated",
    "ShareSplit",
    "ShareTakenOver",
    "StationStarted",
    "StationStopped",
    "StatusAssigned",
    "StatusPlaced",
    "StatusReceived",
    "StepChecked",
    "StepUnchecked",
    "TriggerAccepted",
    "TriggerConfirmed",
    "TriggerRefused",
    "TriggerSent",
    "TriggerSettled",
    "TriggerUnknown",
    "UnknownKind",
    "Unreadable",
    "WatchedAgain",
]

AnyEvent = (
    ShareReceived
    | ShareRepeated
    | BodyQuarantined
    | QuarantineSeen
    | ShareTakenOver
    | LocationFixed
    | AdditionalDataReceived
    | LocationRefused
    | FeedEmpty
    | FeedFailed
    | FeedRecovered
    | FeedEnded
    | CaptureAsked
    | Acknowledged
    | NoteAdded
    | IncidentClosed
    | IncidentExported
    | IncidentReopened
    | IncidentHeld
    | IncidentReleased
    | IncidentTakenOver
    | IncidentOpened
    | IncidentShown
    | IncidentHeard
    | IncidentsLinked
    | IncidentsUnlinked
    | ShareMovedOut
    | ShareSplit
    | HandedOver
    | HandoverSigned
    | ChecklistsAdopted
    | StepChecked
    | StepUnchecked
    | TriggerConfirmed
    | TriggerSent
    | TriggerAccepted
    | TriggerRefused
    | TriggerUnknown
    | TriggerSettled
    | StatusReceived
    | StatusAssigned
    | StatusPlaced
    | HttpCallbackReceived
    | FormSaved
    | FormDiscarded
    | LegalHoldPlaced
    | LegalHoldLifted
    | BodiesErased
    | QuarantineErased
    | OperatorSignedOn
    | OperatorSignedOff
    | StationStarted
    | StationStopped
    | ClockStepped
    | GapFound
    | BecameUnwatched
    | WatchedAgain
    | Escalated
    | PathProven
    | PathLost
    | NoticeSeen
    | SettingsChanged
    | JournalSetAside
    | JournalMissing
    | JournalRestored
    | Erased
    | Unreadable
    | UnknownKind
)
