"""The fold of what people here do with an incident: notes, steps of the checklist, links, opening and closing."""

import typing

from app.domain.incident.events import (
    IncidentClosed,
    IncidentHeard,
    IncidentOpened,
    IncidentReopened,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    NoteAdded,
    ShareMovedOut,
    StepChecked,
    StepUnchecked,
)
from app.domain.incident.folding.joining_fold import Joining, joined
from app.domain.incident.incident import Check, Delivered, Incident
from app.domain.incident.record import Recorded

_Delivery = IncidentShown | IncidentHeard
_Work = NoteAdded | StepChecked | StepUnchecked | IncidentOpened | IncidentClosed | IncidentReopened
Handling = _Work | _Delivery | Joining


def handled(incident: Incident, record: Recorded, event: Handling) -> dict[str, typing.Any]:
    """What it changes in the incident."""
    match event:
        case NoteAdded():
            return {"notes": incident.notes + 1}
        case StepChecked() | StepUnchecked():
            return {"checks": _checks(incident, record, event)}
        case IncidentOpened():
            return {"origin": "center", "caller": event.phone, "owner": record.operator, "owned_at": record.at}
        case IncidentClosed():
            return {
                "closed_at": record.at,
                "close_reason": event.reason,
                "left_open": event.open_steps,
                "held_until": None,
            }
        case IncidentReopened():
            return {"closed_at": None, "close_reason": None, "left_open": ()}
        case IncidentShown() | IncidentHeard():
            return _delivered(incident, event)
        case IncidentsLinked() | IncidentsUnlinked() | ShareMovedOut():
            return joined(incident, event)
        case _:
            typing.assert_never(event)


def _checks(incident: Incident, record: Recorded, event: StepChecked | StepUnchecked) -> tuple[Check, ...]:
    others = tuple(check for check in incident.checks if check.step != event.step)
    if isinstance(event, StepUnchecked):
        return others
    done = Check(step=event.step, words=event.words, note=event.note, at=record.at, operator=record.operator)
    return (*others, done)


def _delivered(incident: Incident, event: _Delivery) -> dict[str, typing.Any]:
    if isinstance(event, IncidentShown):
        shown = Delivered(through=event.through, at=event.shown_at, console=event.console)
        return {"shown": (*incident.shown, shown)}
    heard = Delivered(through=event.through, at=event.heard_at, console=event.console, device=event.device)
    return {"heard": (*incident.heard, heard)}
