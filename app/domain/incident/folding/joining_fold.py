"""The fold of links, and of shares that leave an incident; what a split begins with is in ``fold``."""

import typing

from app.domain.incident.events import IncidentsLinked, IncidentsUnlinked, ShareMovedOut
from app.domain.incident.incident import Incident

Joining = IncidentsLinked | IncidentsUnlinked | ShareMovedOut


def joined(incident: Incident, event: Joining) -> dict[str, typing.Any]:
    """What it changes in the incident."""
    match event:
        case IncidentsLinked():
            return {"related": (*incident.related, event.other)}
        case IncidentsUnlinked():
            return {"related": tuple(one for one in incident.related if one != event.other)}
        case ShareMovedOut():
            return {
                "shares": tuple(one for one in incident.shares if one.share != event.share),
                "sightings": tuple(one for one in incident.sightings if one.share != event.share),
                "related": (*incident.related, event.to),
            }
        case _:
            typing.assert_never(event)
