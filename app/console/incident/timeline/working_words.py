"""What operators did with an incident while they worked on it, in words: who has it, its hold, its checklist."""

import typing

from app.console.incident.timeline.flow_words import Said
from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape
from app.console.times import span
from app.domain.incident.events import (
    ChecklistsAdopted,
    HandedOver,
    HandoverSigned,
    IncidentClosed,
    IncidentExported,
    IncidentHeard,
    IncidentHeld,
    IncidentReleased,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    ShareMovedOut,
    ShareSplit,
    StepChecked,
    StepUnchecked,
)
from app.domain.incident.record import Recorded

_Delivered = IncidentShown | IncidentHeard
_Joining = IncidentsLinked | IncidentsUnlinked | ShareMovedOut | ShareSplit
_Having = IncidentHeld | IncidentReleased | IncidentTakenOver | HandedOver
WorkEvent = (
    _Having
    | _Joining
    | _Delivered
    | HandoverSigned
    | ChecklistsAdopted
    | StepChecked
    | StepUnchecked
    | IncidentExported
)


def closing_words(event: IncidentClosed) -> str:
    """What was said at closing, and what the checklist still asked for."""
    if not event.open_steps:
        return one_line(event.text)
    left = "left open: {steps}".replace("{steps}", one_line("; ".join(event.open_steps)))
    return f"{one_line(event.text)} ({left})".strip()


def working_words(record: Recorded, event: WorkEvent) -> Said:
    """The line of one thing that was done."""
    match event:
        case ChecklistsAdopted():
            return Said(Shape.NEWS, "The center's checklists were taken over")
        case StepChecked() | StepUnchecked():
            return _step(event)
        case IncidentExported():
            text = f"Exported as {one_line(event.form)}"
            return Said(Shape.NEWS, text, f"SHA-256 {one_line(event.sha256)}")
        case IncidentHeld() | IncidentReleased() | IncidentTakenOver() | HandedOver():
            return _having(record, event)
        case IncidentsLinked() | IncidentsUnlinked() | ShareMovedOut() | ShareSplit():
            return _joining(event)
        case IncidentShown() | IncidentHeard():
            return _delivered(event)
        case HandoverSigned():
            return Said(Shape.SEEN, "Handover sheet signed")
        case _:
            typing.assert_never(event)


def _step(event: StepChecked | StepUnchecked) -> Said:
    if isinstance(event, StepUnchecked):
        text = f"Not done after all: {one_line(event.words)}"
        return Said(Shape.QUIET, text)
    text = f"Done: {one_line(event.words)}"
    return Said(Shape.SEEN, text, one_line(event.note))


def _delivered(event: _Delivered) -> Said:
    """How far a ring came."""
    where = one_line(event.console)
    if isinstance(event, IncidentShown):
        return Said(Shape.SEEN, f"Shown at the console of {where}")
    text = f"Alarm rendered at the console of {where}"
    return Said(Shape.SEEN, text, one_line(event.device))


def _joining(event: _Joining) -> Said:
    """What persons know better than phone numbers."""
    match event:
        case IncidentsLinked():
            return Said(Shape.NEWS, f"Linked to {event.other}, the same event")
        case IncidentsUnlinked():
            return Said(Shape.QUIET, f"No longer linked to {event.other}")
        case ShareMovedOut():
            text = f"A share moved into incident {event.to}"
            return Said(Shape.NEWS, text, strong=True)
        case ShareSplit():
            text = f"Its share had joined incident {event.taken_from}"
            return Said(Shape.P1, text, strong=True)
        case _:
            typing.assert_never(event)


def _having(record: Recorded, event: _Having) -> Said:
    """Who has it, and whether it is set aside."""
    match event:
        case IncidentHeld():
            text = f"Held for {span(event.until - record.at)}"
            return Said(Shape.HELD, text)
        case IncidentReleased():
            return Said(Shape.RUNNING, "Hold released")
        case IncidentTakenOver():
            text = f"Taken over from {one_line(event.taken_from)}"
            return Said(Shape.NEWS, text, strong=True)
        case HandedOver(to=None):
            return Said(Shape.P2, "Given back to the floor, nobody has it", strong=True)
        case HandedOver():
            text = "Handed over to {who}".replace("{who}", one_line(event.to or ""))
            return Said(Shape.NEWS, text, strong=True)
        case _:
            typing.assert_never(event)
