"""The one catalogue of event words: what each kind of event says, for the timeline, PDF, handover sheet, journal list.

A caller that shows events lays these words out and words nothing itself: two catalogues disagreed before. Text from
outside stands here on one line with its hidden characters spelled out (``plain.line``); a note keeps its lines.
"""

import datetime as dt
import enum
import typing

import msgspec

from app.domain.callflow import outcome
from app.domain.callflow.status import HttpCallback, Status
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.envelope import ERASED, Record, Recorded
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    BecameUnwatched,
    BodiesErased,
    BodyQuarantined,
    CaptureAsked,
    ChecklistsAdopted,
    ClockStepped,
    Erased,
    Escalated,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    FormDiscarded,
    FormSaved,
    GapFound,
    HandedOver,
    HandoverSigned,
    HttpCallbackReceived,
    IncidentClosed,
    IncidentExported,
    IncidentHeard,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentReopened,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    JournalMissing,
    JournalRestored,
    JournalSetAside,
    LegalHoldLifted,
    LegalHoldPlaced,
    LocationFixed,
    LocationRefused,
    NoteAdded,
    NoticeSeen,
    OperatorSignedOff,
    OperatorSignedOn,
    PathLost,
    PathProven,
    QuarantineErased,
    QuarantineSeen,
    SettingsChanged,
    ShareMovedOut,
    ShareReceived,
    ShareRepeated,
    ShareSplit,
    ShareTakenOver,
    StationStarted,
    StationStopped,
    StatusAssigned,
    StatusPlaced,
    StatusReceived,
    StepChecked,
    StepUnchecked,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
    UnknownKind,
    Unreadable,
    WatchedAgain,
)
from app.domain.location import description
from app.domain.location import phone as location_phone
from app.export import redact
from app.export.plain import line, local, span, text, utc_clock

ShareEvent = ShareReceived | ShareRepeated | ShareTakenOver | BodyQuarantined | QuarantineSeen
LocationEvent = LocationFixed | LocationRefused
FeedEvent = AdditionalDataReceived | FeedEmpty | FeedFailed | FeedRecovered | FeedEnded
TriggerEvent = (
    TriggerConfirmed
    | TriggerSent
    | TriggerAccepted
    | TriggerRefused
    | TriggerUnknown
    | TriggerSettled
    | FormSaved
    | FormDiscarded
)
StatusEvent = StatusReceived | StatusAssigned | StatusPlaced | HttpCallbackReceived
OwnershipEvent = (
    Acknowledged
    | CaptureAsked
    | IncidentHeld
    | IncidentReleased
    | IncidentTakenOver
    | HandedOver
    | HandoverSigned
    | IncidentShown
    | IncidentHeard
)
LifeEvent = (
    IncidentOpened
    | IncidentClosed
    | IncidentReopened
    | IncidentExported
    | IncidentsLinked
    | IncidentsUnlinked
    | ShareMovedOut
    | ShareSplit
)
ChecklistEvent = ChecklistsAdopted | StepChecked | StepUnchecked
BodilessEvent = Erased | Unreadable | UnknownKind
RetentionEvent = LegalHoldPlaced | LegalHoldLifted | BodiesErased | QuarantineErased | BodilessEvent
WatchEvent = GapFound | BecameUnwatched | WatchedAgain | Escalated | PathProven | PathLost | ClockStepped | NoticeSeen
StationEvent = (
    StationStarted
    | StationStopped
    | OperatorSignedOn
    | OperatorSignedOff
    | SettingsChanged
    | JournalSetAside
    | JournalMissing
    | JournalRestored
)


class EventTopic(enum.Enum):
    """What an event is about; the value is the word for it."""

    SHARE = "Share"
    LOCATION = "Location"
    FEED = "Data"
    TRIGGER = "Trigger"
    STATUS = "Status"
    NOTE = "Note"
    HANDLING = "Handling"
    OTHER = "Other"


class EventText(msgspec.Struct, frozen=True, kw_only=True):
    """An event in words: its topic, what happened, and more about it that may be empty."""

    topic: EventTopic
    text: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What happened and the detail."""
        return f"{self.text.removesuffix('.')}. {self.detail}" if self.detail else self.text

    @property
    def line(self) -> str:
        """The whole on its own: ``Handling: Handed over to BEN``."""
        return f"{self.topic.value}: {self.sentence}"


def describe(record: Recorded, zone: dt.tzinfo = dt.UTC) -> EventText:
    """The event in words; moments other than the record's own are in ``zone``."""
    event = record.event
    topic, said = EventTopic.OTHER, ("", "")
    match event:
        case ShareReceived() | ShareRepeated() | ShareTakenOver() | BodyQuarantined() | QuarantineSeen():
            topic, said = EventTopic.SHARE, _share(record, event)
        case LocationFixed() | LocationRefused():
            topic, said = EventTopic.LOCATION, _location(event)
        case AdditionalDataReceived() | FeedEmpty() | FeedFailed() | FeedRecovered() | FeedEnded():
            topic, said = EventTopic.FEED, (_feed(event), "")
        case NoteAdded():
            topic, said = EventTopic.NOTE, (text(event.text), "")
        case StatusReceived() | StatusAssigned() | StatusPlaced() | HttpCallbackReceived():
            topic, said = EventTopic.STATUS, _status(record, event)
        case _ if isinstance(event, TriggerEvent):
            topic, said = EventTopic.TRIGGER, _trigger(event)
        case _ if isinstance(event, OwnershipEvent):
            topic, said = EventTopic.HANDLING, _ownership(record, event)
        case _ if isinstance(event, LifeEvent):
            topic, said = EventTopic.HANDLING, _life(record, event)
        case ChecklistsAdopted() | StepChecked() | StepUnchecked():
            topic, said = EventTopic.HANDLING, _checklist(event)
        case _ if isinstance(event, RetentionEvent):
            said = _retention(event)
        case _ if isinstance(event, WatchEvent):
            said = _watch(event, zone)
        case _:
            said = _station(event)
    return EventText(topic=topic, text=said[0], detail=said[1])


Said = tuple[str, str]
"""What happened, and more about it."""


def _share(record: Recorded, event: ShareEvent) -> Said:
    match event:
        case ShareReceived():
            ecc = line(event.ecc) if event.ecc else "an ECC that is not stated"
            verdict = "signature good" if event.verified else "signature NOT verified"
            linked = f", same phone as incident {event.linked_to}" if event.linked_to else ""
            stored = f"stored in {record.at - event.received_at} ms"
            return f"Received from {ecc}, {verdict}, {stored}", f"Phone {phone(event.phone)}{linked}"
        case ShareRepeated():
            return ("The same body came again, counted only" if event.quiet else "Shared again, the same body"), ""
        case ShareTakenOver():
            return "Taken over from quarantine, signature not verified", line(event.problem)
        case BodyQuarantined():
            return "A body was refused and kept", line(event.problem)
        case QuarantineSeen():
            return f"Refused body {event.quarantine} was looked at", ""


_REFUSED_PLACES: typing.Final = {
    "location_zero": "LEI gave 0, 0: no place, not used",
    "location_swapped": "LEI gave a place with its numbers swapped, it seems: not used",
    "location_missing": "LEI gave a record without coordinates: not used",
}


def _location(event: LocationEvent) -> Said:
    if isinstance(event, LocationRefused):
        said = _REFUSED_PLACES.get(event.reason, "LEI gave a place that can't be one: not used")
        # The numbers stand here as they came, for a person to judge; a place needs both.
        known = event.latitude is not None and event.longitude is not None
        return said, f"{event.latitude:.6f}, {event.longitude:.6f}" if known else ""
    parts = [description.radius(event.uncertainty_m), description.confidence(event.confidence)]
    if event.altitude_m is not None:
        parts.append(f"height {description.metres(event.altitude_m)}")
    parts += [f"{event.latitude:.6f}, {event.longitude:.6f}", description.origin_words(event.source)]
    return ", ".join(parts), f"Address as reported: {line(event.address)}" if event.address else ""


def feed_name(kind: FeedKind) -> str:
    """A feed as operators call it."""
    return {FeedKind.LEI: "LEI", FeedKind.RAD_E: "RAD-E"}[kind]


def ending_words(ending: Ending) -> str:
    """Why a feed is asked no more; none of these says that the call ended (docs/contract.md#8)."""
    return {
        Ending.ACCESS_ENDED: "the share's access has ended",
        Ending.NOT_PERMITTED: "not permitted for this agency",
        Ending.NO_DATA: "no data any more",
        Ending.LAST_ASK: "last asked 60 min after receipt",
        Ending.REJECTED: "the number is not accepted",
        Ending.CLOSED: "the incident was closed",
        Ending.NO_NUMBER: "the share has no number to ask with",
        Ending.NO_TOKEN: "the share's token is not here: this journal was restored",
    }[ending]


def _feed(event: FeedEvent) -> str:
    match event:
        case AdditionalDataReceived():
            return "RAD-E answered, changed"
        case FeedEmpty():
            return f"{feed_name(event.feed)} has no data"
        case FeedFailed():
            return f"{feed_name(event.feed)} fails: {line(event.problem)}"
        case FeedRecovered():
            return f"{feed_name(event.feed)} answers again"
        case FeedEnded():
            return f"{feed_name(event.feed)} is asked no more: {ending_words(event.reason)}"


def outcome_words(known: outcome.Outcome) -> Said:
    """What is known to have become of a trigger, and RapidSOS's own words; unknown is never worded as failed."""
    said = outcome.untrusted_words(known)
    quoted = f"RapidSOS says: “{line(said)}”" if outcome.is_quote(known) else line(said)
    parts = [quoted] if said.strip() else []
    if not isinstance(known, outcome.Refused) and known.alert_id:
        parts.append(f"alert_id {line(known.alert_id)}")
    return outcome.headline(known), ", ".join(parts)


def _trigger(event: TriggerEvent) -> Said:
    match event:
        case TriggerConfirmed():
            confirmed = event.confirmed
            size = f"{len(confirmed.request.encode()):,} bytes"
            return f"{line(confirmed.callflow)} confirmed by hand", f"eventId {line(confirmed.trigger)} · {size}"
        case TriggerSent():
            # Written before the first byte leaves: that it was sent can't be known here.
            return "Being sent, once: from here on it may have reached RapidSOS", ""
        case TriggerAccepted() | TriggerRefused() | TriggerUnknown():
            return outcome_words(event.outcome)
        case TriggerSettled():
            found = "it started" if event.settled.started else "it did not start"
            return f"Found out: {found}", line(event.settled.note)
        case FormSaved():
            return "Callflow form kept", line(event.definition)
        case FormDiscarded():
            # Written when the form was sent as well as when it was discarded.
            return "Callflow form no longer kept", line(event.definition)


def status_words(status: Status) -> str:
    """A status message as RapidSOS worded it: ``user_contacted: “User is being called”``."""
    verb = line(status.untrusted_verb)
    return f"{verb}: “{line(status.untrusted_message)}”" if status.untrusted_message else verb


def _status(record: Recorded, event: StatusEvent) -> Said:
    match event:
        case StatusReceived():
            verdict = "Signature verified" if event.verified else "Signature NOT verified, proves nothing"
            return status_words(event.status), verdict
        case StatusAssigned():
            by_hand = "Assigned to a trigger by a person"
            return status_words(event.report.status), by_hand if record.operator else "Its trigger is known now"
        case StatusPlaced():
            return f"Status message {event.status} belongs to incident {event.incident}", ""
        case HttpCallbackReceived():
            said = _parameters(event.callback)
            proof = "UNVERIFIED: it carries no signature, and moves nothing"  # docs/contract.md#7.2
            return "The flow called our HTTP address", f"{said}. {proof}" if said else proof


def _parameters(callback: HttpCallback) -> str:
    """The parameters of a call to our address, without what is named like a secret: the words go into reports."""
    pairs = typing.cast("list[list[str]]", redact.without_secrets([list(one) for one in callback.untrusted_parameters]))
    return ", ".join(f"{line(name)}={line(value)}" for name, value in pairs)


def _ownership(record: Recorded, event: OwnershipEvent) -> Said:
    match event:
        case Acknowledged():
            return f"Acknowledged and claimed, up to event {event.through}", ""
        case CaptureAsked():
            return "RapidSOS is asked at once, as an operator wished", ""
        case IncidentHeld():
            return f"Held for {span(event.until - record.at)}", ""
        case IncidentReleased():
            return "Hold released", ""
        case IncidentTakenOver():
            return f"Taken over from {line(event.taken_from)}", ""
        case HandedOver():
            nobody = "Given back to the floor, nobody has it"
            return nobody if event.to is None else f"Handed over to {line(event.to)}", ""
        case HandoverSigned():
            return "Handover sheet signed", f"SHA-256 {line(event.sheet_sha256)}"
        case IncidentShown():
            return f"Shown at the console of {line(event.console)}", f"At {utc_clock(event.shown_at)} by its clock"
        case IncidentHeard():
            when = f"By {line(event.device)} at {utc_clock(event.heard_at)} by its clock"
            return f"Alarm rendered at the console of {line(event.console)}", when


def disposition(code: str) -> str:
    """What a disposition code means; one of a newer station is shown as it is."""
    known = {
        "HANDED_TO_ECC": "Handed to the ECC",
        "NO_EMERGENCY": "No emergency",
        "FALSE_ALARM": "False alarm",
        "CALLER_SAFE": "Caller is safe",
        "DUPLICATE": "Duplicate of another incident",
        "UNABLE_TO_REACH": "Unable to reach the caller",
        "TEST": "Test",
        "OTHER": "Other, in words below",
    }
    return known.get(code, line(code))


def _life(record: Recorded, event: LifeEvent) -> Said:
    match event:
        case IncidentOpened():
            return "Opened by this center, without a share", ""
        case IncidentClosed():
            left = f"(left open: {line('; '.join(event.open_steps))})" if event.open_steps else ""
            return f"Closed: {disposition(event.reason)}", f"{line(event.text)} {left}".strip()
        case IncidentReopened():
            return ("Reopened" if record.operator else "Reopened because its share came again"), line(event.text)
        case IncidentExported():
            return f"Exported as {line(event.form)}", f"SHA-256 {line(event.sha256)}"
        case IncidentsLinked():
            return f"Linked to incident {event.other}, the same event", ""
        case IncidentsUnlinked():
            return f"No longer linked to incident {event.other}", ""
        case ShareMovedOut():
            return f"A share moved into incident {event.to}", f"Share {line(event.share)}"
        case ShareSplit():
            return f"Begun with a share that had joined incident {event.taken_from}", f"Share {line(event.share)}"


def _checklist(event: ChecklistEvent) -> Said:
    match event:
        case ChecklistsAdopted():
            return "The center's checklists were taken over", ""
        case StepChecked():
            return f"Done: {line(event.words)}", line(event.note)
        case StepUnchecked():
            return f"Not done after all: {line(event.words)}", ""


def _retention(event: RetentionEvent) -> Said:
    match event:
        case LegalHoldPlaced():
            return "Legal hold placed", line(event.reason)
        case LegalHoldLifted():
            return "Legal hold lifted", line(event.reason)
        case BodiesErased():
            return f"Retention of {event.retention_days} days erased what {event.bodies} events said", ""
        case QuarantineErased():
            return f"Retention of {event.retention_days} days erased {event.bodies} refused bodies", ""
        case Erased() | Unreadable() | UnknownKind():
            return _bodiless(event), ""


def _bodiless(event: BodilessEvent) -> str:
    match event:
        case Erased():
            return f"{line(event.kind)}, erased by retention: only its time remains"
        case Unreadable(reason="locked"):
            return f"{line(event.kind)}, sealed: unlock the keyring to read it"
        case Unreadable():
            return f"{line(event.kind)}, damaged: run journal verify"
        case UnknownKind():
            return f"{line(event.kind)}, of a newer program: kept, not understood here"


def _watch(event: WatchEvent, zone: dt.tzinfo) -> Said:
    match event:
        case GapFound():
            lost = f"Not receiving for {span(event.until - event.since)}. A share sent then did not arrive."
            return lost, f"{local(event.since, zone)} to {local(event.until, zone)}: {line(event.cause)}"
        case BecameUnwatched():
            return f"Nobody watched since {local(event.since, zone)}", ""
        case WatchedAgain():
            return f"Watched again; nobody watched from {local(event.since, zone)} on", ""
        case Escalated():
            return _escalated(event), ""
        case PathProven():
            return "Public path proven", line(event.address)
        case PathLost():
            return f"Public path lost: {line(event.problem)}", line(event.address)
        case ClockStepped():
            return f"The computer's clock was moved by {event.step_ms} ms", ""
        case NoticeSeen():
            return f"What event {event.notice} tells of the station was seen", ""


_WAYS: typing.Final = {
    "console": "the console was opened",
    "command": "the administrator's command was run",
    "url": "the administrator's address was called",
}


def _escalated(event: Escalated) -> str:
    why = "Nobody answered" if event.because == "unanswered" else "Nobody watched"
    vain = f", in vain: {line(event.problem)}" if event.problem else ""
    return f"{why}; {_WAYS.get(event.way, line(event.way))}{vain}"


def _station(event: StationEvent) -> Said:
    match event:
        case StationStarted():
            return f"Station {line(event.version)} started", f"Environment {line(event.environment)}"
        case StationStopped():
            return "Station stopped", ""
        case OperatorSignedOn():
            return "Signed on", ""
        case OperatorSignedOff():
            return "Signed off", ""
        case SettingsChanged():
            return "Settings changed", line(", ".join(event.names))
        case JournalSetAside():
            return f"The journal was corrupt and set aside as {line(event.file)}; it began empty", line(event.reason)
        case JournalMissing():
            return "The journal's file was gone; it began empty", ""
        case JournalRestored():
            return "A backup was put in the journal's place", line(event.backup)


def is_erased(record: Record) -> bool:
    """Whether nothing but the record's stamp is left."""
    return record.unreadable is None and record.body == ERASED


def phone(e164: str | None) -> str:
    """A phone number as people read it, and as it is dialled."""
    return "not stated" if e164 is None else f"{location_phone.shown(e164)} ({e164})"
