"""Checklists and their steps: which of them an incident of some origin and priority has, in their order."""

import enum

import msgspec

ORIGINS = ("share", "center", "quarantine")
"""Where an incident comes from (``Incident.origin``)."""
LEAST_URGENT = 3
"""P3: a list for it is for every incident."""


class Deed(enum.Enum):
    """An act that does a step, so that "Do next" can do both at once."""

    CAPTURE = "capture"
    """Ask RapidSOS about it now."""
    COPY_COORDINATES = "copy_coordinates"
    COPY_SENTENCE = "copy_sentence"
    SHOW_DATA = "show_data"
    """Open the additional data."""
    SHOW_MAP = "show_map"
    OPEN_TRIGGER = "open_trigger"
    """Open the form of a callflow; the step is done when somebody says so, not when the form is open."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do."""

    id: str
    """Stays the same when the words are written anew: what was checked stays checked."""
    words: str
    note: str = ""
    """What is asked when it is checked, which then needs an answer; empty: nothing is asked."""
    deed: Deed | None = None


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """Steps in their order, and which incidents they are for."""

    name: str
    origins: tuple[str, ...] = ORIGINS
    urgent: int = LEAST_URGENT
    """Only while an incident is of this priority or a more urgent one: 1 to 3."""
    steps: tuple[Step, ...]


Checklists = tuple[Checklist, ...]


def wanted(lists: Checklists, origin: str, priority: int) -> tuple[Step, ...]:
    """The steps of an incident of this origin while it is of this priority (1 to 3)."""
    return tuple(step for one in lists if origin in one.origins and priority <= one.urgent for step in one.steps)
