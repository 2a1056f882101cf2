"""Why the station would refuse an act now: said before it is asked, by the rules that it refuses by."""

from app.console.look.plain_text import one_line
from app.domain.incident.incident import Incident
from app.domain.incident.wishing.trigger_wishes import in_flight


def hold_refusal(incident: Incident, operator: str | None) -> str:
    """Why an operator can't set an incident aside; empty when they can."""
    if incident.owner in (None, operator):
        return ""
    sentence = "{owner} has this incident. Take it over before you set it aside."
    return sentence.replace("{owner}", one_line(incident.owner))


def close_refusal(incident: Incident) -> str:
    """Why an incident can't be closed; empty when it can."""
    if incident.unacknowledged:
        return "Acknowledge it first: something in it nobody has seen."
    waiting = in_flight(incident) if incident.is_open else None
    return waiting.refused if waiting else ""
