"""Commands and what is decided about them, for tests of handlers."""

import collections.abc
import typing

from app.domain.checklist import Checklists
from app.domain.incident.commands import Command
from app.domain.incident.correlation import KnownDelivery
from app.domain.incident.handlers import HANDLERS
from app.domain.incident.handlers.context import Decided, HandlerContext
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.journalled import T0


class Lookup:
    """What a journal would answer: the incidents of a projection, and what a test says of the rest."""

    def __init__(
        self, projection: IncidentProjection, delivered_at: int | None, kept: collections.abc.Collection[int]
    ) -> None:
        self.projection = projection
        self.next_incident = 1003
        self._delivered_at = delivered_at
        self._kept = kept

    def find(self, number: int) -> Incident | None:
        return self.projection.incidents.get(number)

    def delivered(self, request_sha256: str) -> KnownDelivery | None:
        if self._delivered_at is None:
            return None
        return KnownDelivery(share=request_sha256[:16], incident=1001, received_at=self._delivered_at)

    def keeps(self, quarantine: int) -> bool:
        return quarantine in self._kept


def projection_of(incident: Incident | None, checklists: Checklists = ()) -> IncidentProjection:
    """A projection with this incident, or with none."""
    projection = IncidentProjection()
    projection.checklists = checklists
    if incident is not None:
        projection.incidents[incident.number] = incident
    return projection


class Around(typing.TypedDict, total=False):
    """What else is true while it is decided."""

    now: int
    present: tuple[str, ...]
    at_another_console: bool
    delivered_at: int
    kept: tuple[int, ...]


def decided(
    command: Command,
    known: IncidentProjection | Incident | None,
    operator: str | None = "ANNA",
    **around: typing.Unpack[Around],
) -> Decided:
    """What the command's handler decides."""
    projection = known if isinstance(known, IncidentProjection) else projection_of(known)
    context = HandlerContext(
        operator=operator,
        now=around.get("now", T0),
        journal=Lookup(projection, around.get("delivered_at"), around.get("kept", ())),
        present=around.get("present", ()),
        at_another_console=around.get("at_another_console", False),
    )
    return HANDLERS[type(command)](command, context)
