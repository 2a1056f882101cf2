"""What only the station knows for a handover sheet: the desk answers it with this."""

import msgspec

from app.domain.incident.record import Record

KINDS = (
    "StationStarted",
    "StationStopped",
    "GapFound",
    "PathLost",
    "PathProven",
    "BecameUnwatched",
    "WatchedAgain",
    "ClockStepped",
    "JournalSetAside",
    "JournalMissing",
    "JournalRestored",
)
"""Events of the station that a shift leaves behind."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /handover``."""

    head: str
    """Where the journal ends, ``SEQ:HEX``."""
    shift_began: int
    """When the operator first signed on since they last signed off, UTC ms; 12 hours ago when that is not known."""
    happened: tuple[Record, ...]
    """What the station told of itself since then, oldest first."""
    quarantined: int
    """Refused bodies that are kept."""
