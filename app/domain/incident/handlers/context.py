"""What a handler may know when it decides about a command, and how it looks up the incident that the command names.

A handler is a pure function from a command and this context to the events to write, or to a refusal.
"""

import collections.abc
import typing

import msgspec

from app.domain.incident.commands import Command, Refused
from app.domain.incident.correlation import KnownDelivery
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import AnyEvent
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection

Decided = list[EventDraft] | Refused
"""Events to write, all or none, or the sentence that says why not and what to do next."""


class IncidentLookup(typing.Protocol):
    """What the journal answers to a decision; everything that was decided before is in it."""

    @property
    def projection(self) -> IncidentProjection:
        """All open incidents folded; read it, never change it."""

    @property
    def next_incident(self) -> int:
        """The number that a new incident gets."""

    def find(self, number: int) -> Incident | None:
        """An incident, open or closed; None if there never was one."""

    def delivered(self, request_sha256: str) -> KnownDelivery | None:
        """What is remembered of a body that was accepted before."""

    def keeps(self, quarantine: int) -> bool:
        """Whether a quarantined body is still kept."""


class HandlerContext(msgspec.Struct, frozen=True, kw_only=True):
    """Who commands, when, and what is true at that moment."""

    operator: str | None
    """The signed-on operator; None for the few commands that need nobody signed on."""
    now: int
    """The station's time, UTC ms."""
    journal: IncidentLookup
    present: collections.abc.Collection[str] = ()
    """Names of signed-on operators whose consoles are asking."""
    at_another_console: bool = False
    """Whether the same operator also sits at another console than the one that commands."""

    def incident(self, number: int) -> Incident | Refused:
        """The incident of this number, open or closed."""
        return self.journal.find(number) or Refused(
            refused=f"There is no incident {number}. Search the queue for its phone or ECC."
        )

    def open_incident(self, number: int) -> Incident | Refused:
        """The incident of this number, if it is open."""
        found = self.incident(number)
        if isinstance(found, Incident) and not found.is_open:
            return Refused(refused=f"Incident {number} is closed. Reopen it first.")
        return found

    def draft(self, event: AnyEvent, incident: int | None = None) -> EventDraft:
        """An event of this operator; the journal puts the command's id into the first one."""
        return EventDraft(event=event, incident=incident, operator=self.operator)


Handler = collections.abc.Callable[[Command, HandlerContext], Decided]
