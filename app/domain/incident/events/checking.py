"""What was done of a checklist (docs/operator.md#a-9 to #a-12)."""

from app.domain.checklist.checklist import Checklist
from app.domain.incident.events.event import Event


class ChecklistsAdopted(Event, frozen=True, kw_only=True):
    """The center's checklists are these from now on; what was checked before stays checked."""

    checklists: tuple[Checklist, ...]


class StepChecked(Event, frozen=True, kw_only=True):
    """The record's operator did a step of the checklist."""

    step: str
    """Its id."""
    words: str
    """As the step read then."""
    note: str = ""
    """The answer to what the step asks."""


class StepUnchecked(Event, frozen=True, kw_only=True):
    """The record's operator took a check back: the step is open again."""

    step: str
    words: str
