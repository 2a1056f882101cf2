"""What operators did with an incident beside claiming and closing it, as English sentences for reports."""

from app.domain.incident.events import (
    AnyEvent,
    ChecklistsAdopted,
    HandedOver,
    HandoverSigned,
    IncidentExported,
    IncidentHeard,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    ShareMovedOut,
    ShareSplit,
    StepChecked,
    StepUnchecked,
)
from app.export.times import utc


def sentence(event: AnyEvent) -> str | None:
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
