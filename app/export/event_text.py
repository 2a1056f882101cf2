"""Every kind of event as an English sentence for reports; a kind without words of its own is named, never hidden."""

from app.domain.incident.envelope import ERASED, Record
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    BodiesErased,
    ChecklistsAdopted,
    Erased,
    Escalated,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    FormDiscarded,
    FormSaved,
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
    LegalHoldLifted,
    LegalHoldPlaced,
    LocationFixed,
    LocationRefused,
    NoteAdded,
    ShareMovedOut,
    ShareReceived,
    ShareRepeated,
    ShareSplit,
    StatusAssigned,
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
)
from app.domain.location import phone as location_phone
from app.export.plain import utc


def flow_sentence(event: AnyEvent) -> str | None:
    """The sentence; None for what has nothing to do with callflows."""
    match event:
        case IncidentOpened():
            return "Opened by this center for a callflow."
        case FormSaved() | FormDiscarded():
            return "Callflow form kept." if isinstance(event, FormSaved) else "Callflow form thrown away."
        case StatusReceived():
            proof = "" if event.verified else ", signature not verified"
            return f"Message{proof}: {event.status.untrusted_verb} {event.status.untrusted_message}".rstrip()
        case StatusAssigned():
            return f"Message assigned to a trigger: {event.report.status.untrusted_verb}"
        case HttpCallbackReceived():
            return "The flow's HTTP utility called this center."
        case _:
            return _trigger(event)


def _trigger(event: AnyEvent) -> str | None:
    match event:
        case TriggerConfirmed():
            return f"Callflow {event.confirmed.callflow} confirmed by hand."
        case TriggerSent():
            return "Its request may have left from here on."
        case TriggerAccepted():
            return f"RapidSOS accepted it: {event.outcome.untrusted_message}"
        case TriggerRefused():
            return f"Refused ({event.outcome.why.value.replace('_', ' ')}): {event.outcome.untrusted_said}"
        case TriggerUnknown():
            return f"Outcome unknown ({event.outcome.why.value.replace('_', ' ')}): {event.outcome.untrusted_said}"
        case TriggerSettled():
            return "A person found that it started." if event.settled.started else "A person found: it did not start."
        case _:
            return None


def work_sentence(event: AnyEvent) -> str | None:
    """What happened; None when the event is not about working an incident."""
    match event:
        case ChecklistsAdopted():
            return "The center's checklists were taken over."
        case StepChecked():
            return f"Checklist, done: {event.words}{f' ({event.note})' if event.note else '.'}"
        case StepUnchecked():
            return f"Checklist, not done after all: {event.words}."
        case IncidentExported():
            return f"Exported as {event.form}, SHA-256 {event.sha256}."
        case IncidentsLinked() | IncidentsUnlinked() | ShareMovedOut() | ShareSplit():
            return _joining(event)
        case IncidentShown() | IncidentHeard():
            return _delivered(event)
        case HandedOver() | HandoverSigned():
            return _handed(event)
        case _:
            return None


def _joining(event: IncidentsLinked | IncidentsUnlinked | ShareMovedOut | ShareSplit) -> str:
    match event:
        case IncidentsLinked():
            return f"Linked to incident {event.other}: the same event."
        case IncidentsUnlinked():
            return f"No longer linked to incident {event.other}."
        case ShareMovedOut():
            return f"Share {event.share} moved into incident {event.to}."
        case ShareSplit():
            return f"Begun with share {event.share}, which had joined incident {event.taken_from}."


def _handed(event: HandedOver | HandoverSigned) -> str:
    if isinstance(event, HandoverSigned):
        return f"Handover sheet signed, SHA-256 {event.sheet_sha256}."
    return f"Handed over to {event.to}." if event.to is not None else "Given back to the floor: nobody has it."


def _delivered(event: IncidentShown | IncidentHeard) -> str:
    if isinstance(event, IncidentShown):
        return f"Shown at the console of {event.console}, {utc(event.shown_at)}."
    return f"Alarm rendered by {event.device} at the console of {event.console}, {utc(event.heard_at)}."


_FEEDS = {"lei": "LEI", "rad_e": "RAD-E"}


def is_erased(record: Record) -> bool:
    """Whether nothing but the record's stamp is left."""
    return record.unreadable is None and record.body == ERASED


def phone(e164: str | None) -> str:
    """A phone number as people read it, and as it is dialled."""
    return "not stated" if e164 is None else f"{location_phone.shown(e164)} ({e164})"


def sentence(event: AnyEvent) -> str:
    """What happened, in one sentence; texts from outside stand in it as they came."""
    match event:
        case ShareReceived():
            return f"Share received: {phone(event.phone)}, ECC {event.ecc or 'not stated'}."
        case ShareRepeated():
            return "The same share came again." if event.quiet else "Shared again by a telecommunicator."
        case LocationFixed():
            radius = "radius not stated" if event.uncertainty_m is None else f"radius {event.uncertainty_m:g} m"
            return f"Location: {event.latitude:.6f}, {event.longitude:.6f}, {radius}, from {event.source}."
        case LocationRefused():
            return _refused_place(event)
        case Erased() | Unreadable() | UnknownKind():
            return _without_body(event)
        case FeedEmpty() | FeedFailed() | FeedRecovered() | FeedEnded() | AdditionalDataReceived():
            return _feed(event)
        case LegalHoldPlaced() | LegalHoldLifted() | BodiesErased():
            return _kept_or_erased(event)
        case _:
            return (
                _handling(event)
                or _called_for_help(event)
                or work_sentence(event)
                or flow_sentence(event)
                or f"{type(event).__name__}."
            )


def _refused_place(event: LocationRefused) -> str:
    numbers = [f"{one:.6f}" for one in (event.latitude, event.longitude) if one is not None]
    return (
        f"LEI gave a place that was not used ({event.reason.replace('_', ' ')}): {', '.join(numbers) or 'no numbers'}."
    )


def _without_body(event: Erased | Unreadable | UnknownKind) -> str:
    match event:
        case Erased():
            return f"{event.kind}, erased by retention."
        case Unreadable():
            return f"{event.kind}, {event.reason}."
        case UnknownKind():
            return f"{event.kind}, of a newer program."


def _feed(event: FeedEmpty | FeedFailed | FeedRecovered | FeedEnded | AdditionalDataReceived) -> str:
    match event:
        case AdditionalDataReceived():
            return "Additional data received."
        case FeedEmpty():
            return f"{_FEEDS[event.feed.value]} answered that it has no data."
        case FeedFailed():
            return f"{_FEEDS[event.feed.value]} began to fail: {event.problem}."
        case FeedRecovered():
            return f"{_FEEDS[event.feed.value]} answers again."
        case FeedEnded():
            return f"{_FEEDS[event.feed.value]} ended: {event.reason.value.replace('_', ' ')}."


def _kept_or_erased(event: LegalHoldPlaced | LegalHoldLifted | BodiesErased) -> str:
    match event:
        case LegalHoldPlaced():
            return f"Legal hold placed: {event.reason}"
        case LegalHoldLifted():
            return f"Legal hold lifted: {event.reason}"
        case BodiesErased():
            return f"Retention of {event.retention_days} days erased what {event.bodies} events said."


def _called_for_help(event: AnyEvent) -> str | None:
    if not isinstance(event, Escalated):
        return None
    why = "answered" if event.because == "unanswered" else "watched"
    vain = f", in vain: {event.problem}" if event.problem else ""
    return f"Nobody {why}; somebody was called ({event.way}){vain}."


def _held_or_taken(event: IncidentHeld | IncidentReleased | IncidentTakenOver) -> str:
    match event:
        case IncidentHeld():
            return f"Held until {utc(event.until)}."
        case IncidentReleased():
            return "Released."
        case IncidentTakenOver():
            return f"Taken over from {event.taken_from}."


def _handling(event: AnyEvent) -> str | None:
    match event:
        case Acknowledged():
            return f"Acknowledged up to event {event.through}."
        case NoteAdded():
            return f"Note: {event.text}"
        case IncidentClosed():
            left = f" Left open: {'; '.join(event.open_steps)}." if event.open_steps else ""
            return f"Closed, {event.reason}{f': {event.text}' if event.text else '.'}{left}"
        case IncidentReopened():
            return f"Reopened{f': {event.text}' if event.text else '.'}"
        case IncidentHeld() | IncidentReleased() | IncidentTakenOver():
            return _held_or_taken(event)
        case _:
            return None
