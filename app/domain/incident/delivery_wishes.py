"""Wishes of consoles, not of people: what rings was painted, or its alarm was rendered."""

import collections.abc

from app.domain.incident.commands import MarkHeard, MarkShown, Refused
from app.domain.incident.events import IncidentHeard, IncidentShown
from app.domain.incident.incident import Incident
from app.domain.incident.mark import Mark
from app.domain.incident.record import Draft

MOST_MARKS = 100
NAME_LIMIT = 120

DeliveryWish = MarkShown | MarkHeard
Find = collections.abc.Callable[[int], Incident | None]


def decide(wish: DeliveryWish, operator: str, find: Find, now: int) -> list[Draft] | Refused:
    """The events of marks that are the first of their kind for a ring; others are nothing new."""
    if len(wish.marks) > MOST_MARKS:
        return Refused(refused=f"A console marks at most {MOST_MARKS} at once.")
    drafts: list[Draft] = []
    for mark in wish.marks:
        incident = find(mark.incident)
        if incident is not None and _is_new(wish, mark, incident):
            drafts.append(Draft(event=_event(wish, mark, operator, now), incident=incident.number))
    return drafts or Refused(refused="Nothing of this is new: it was marked before.")


def _is_new(wish: DeliveryWish, mark: Mark, incident: Incident) -> bool:
    known = incident.shown if isinstance(wish, MarkShown) else incident.heard
    return mark.through == incident.ring_seq and all(one.through != mark.through for one in known)


def _event(wish: DeliveryWish, mark: Mark, operator: str, now: int) -> IncidentShown | IncidentHeard:
    at = min(mark.at, now)
    if isinstance(wish, MarkShown):
        return IncidentShown(through=mark.through, shown_at=at, console=operator)
    return IncidentHeard(through=mark.through, heard_at=at, console=operator, device=wish.device[:NAME_LIMIT])
