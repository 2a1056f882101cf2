"""What happened to the station itself."""

from app.domain.incident.events.event import Event


class StationStarted(Event, frozen=True, kw_only=True):
    """The station accepts connections."""

    version: str
    environment: str


class StationStopped(Event, frozen=True, kw_only=True):
    """The station was asked to stop and drained."""


class ClockStepped(Event, frozen=True, kw_only=True):
    """The wall clock left the station's own time by more than 2 s; nothing ends because of it (contract 8)."""

    step_ms: int


class GapFound(Event, frozen=True, kw_only=True):
    """Nothing could be received between these times; a share sent then did not arrive."""

    since: int
    until: int
    cause: str


class JournalSetAside(Event, frozen=True, kw_only=True):
    """The journal's file was corrupt: it lies beside this one under ``file``, and this one began empty."""

    file: str
    reason: str


class JournalMissing(Event, frozen=True, kw_only=True):
    """The journal's file was gone from a data directory that had been used before; this one began empty."""
