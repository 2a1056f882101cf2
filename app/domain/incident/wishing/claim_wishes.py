"""Who has an incident, and whether it is set aside: hold, release and take over (docs/operator.md#e2)."""

import typing

from app.domain.incident.commands import HoldIncident, Refused, ReleaseIncident, TakeOverIncident
from app.domain.incident.events import AnyEvent, IncidentHeld, IncidentReleased, IncidentTakenOver
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft
from app.domain.incident.ringing.alarms import needs_someone
from app.domain.incident.wishing.wishes import taken

SHORTEST_HOLD_MS = 60_000
LONGEST_HOLD_MS = 30 * 60_000

ClaimWish = HoldIncident | ReleaseIncident | TakeOverIncident


def decide(wish: ClaimWish, operator: str, incident: Incident | None, now: int) -> list[Draft] | Refused:
    """The event that makes a wish true at ``now`` (UTC ms), or the refusal."""
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. Reopen it first.")
    outcome = _outcome(wish, operator, incident, now)
    if isinstance(outcome, Refused):
        return outcome
    return [Draft(event=outcome, incident=incident.number, operator=operator, command_id=wish.id)]


def _outcome(wish: ClaimWish, operator: str, incident: Incident, now: int) -> AnyEvent | Refused:
    match wish:
        case HoldIncident():
            return _hold(wish, operator, incident, now)
        case ReleaseIncident() if incident.held_until is None:
            return Refused(refused=f"Incident {incident.number} is not held.")
        case ReleaseIncident():
            return IncidentReleased()
        case TakeOverIncident():
            return _take_over(wish, operator, incident)
        case _:
            typing.assert_never(wish)


def _hold(wish: HoldIncident, operator: str, incident: Incident, now: int) -> AnyEvent | Refused:
    if needs_someone(incident):
        return Refused(refused=f"Incident {incident.number} needs somebody now. Acknowledge or settle it first.")
    if incident.owner not in (None, operator):
        return Refused(refused=taken(incident))
    if not SHORTEST_HOLD_MS <= wish.for_ms <= LONGEST_HOLD_MS:
        return Refused(refused="A hold lasts 1 to 30 minutes. Choose a time in between.")
    return IncidentHeld(until=now + wish.for_ms)


def _take_over(wish: TakeOverIncident, operator: str, incident: Incident) -> AnyEvent | Refused:
    if incident.owner is None or incident.unacknowledged:
        return Refused(refused=f"Acknowledge incident {incident.number}: that makes it yours.")
    if incident.owner == operator:
        return Refused(refused=f"You have incident {incident.number} already.")
    if incident.owner != wish.taken_from:
        return Refused(refused=taken(incident))
    return IncidentTakenOver(taken_from=incident.owner)
