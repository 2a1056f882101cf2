"""How far a ring came: painted by a console, rendered by a device. No person did this, so no record names one."""

from app.domain.incident.events.event import Event


class IncidentShown(Event, frozen=True, kw_only=True):
    """A console painted what rings, the first of all that did."""

    through: int
    """The seq of the event that rings."""
    shown_at: int
    """UTC ms, by the console."""
    console: str
    """The name of the operator who sat there."""


class IncidentHeard(Event, frozen=True, kw_only=True):
    """A device really rendered the alarm for what rings, the first that did; who heard it is not known."""

    through: int
    heard_at: int
    console: str
    device: str
