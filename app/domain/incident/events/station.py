"""Events of the station itself: starts, gaps, clock, public path, settings, journal, legal holds and retention."""

from app.domain.incident.events.event import Event


class LegalHoldPlaced(Event, frozen=True, kw_only=True):
    """The record's operator said that nothing of the incident may be erased until the hold is lifted."""

    reason: str


class LegalHoldLifted(Event, frozen=True, kw_only=True):
    """The record's operator ended the legal hold; retention counts again."""

    reason: str


class BodiesErased(Event, frozen=True, kw_only=True):
    """Retention erased what events said of people; without an incident: of what belonged to none."""

    bodies: int
    """How many events lost their bodies; their times, operators and kinds stay."""
    retention_days: int
    disposition: str | None
    """The code that the incident was closed with: the one word of its bodies that stays."""


class QuarantineErased(Event, frozen=True, kw_only=True):
    """Retention erased refused bodies that nobody had taken over in time."""

    bodies: int
    retention_days: int


class Erased(Event, frozen=True, kw_only=True):
    """What retention or an administrator left of an event: its kind and its record (docs/design.md#forgetting)."""

    kind: str


class UnknownKind(Event, frozen=True, kw_only=True):
    """An event of a newer program, kept and shown as unknown."""

    kind: str


class Unreadable(Event, frozen=True, kw_only=True):
    """An event whose body can't be opened now; it is kept, and its kind still counts in the fold."""

    kind: str
    reason: str
    """``locked``: sealed by an earlier run, its key is not here yet. ``damaged``: its bytes are not what they were."""


class StationStarted(Event, frozen=True, kw_only=True):
    """The station accepts connections."""

    version: str
    environment: str


class StationStopped(Event, frozen=True, kw_only=True):
    """The station was asked to stop and drained."""


class ClockStepped(Event, frozen=True, kw_only=True):
    """The wall clock left the station's own time by more than 2 s; nothing ends because of it (docs/contract.md#8).

    At a start it tells of a journal whose last time lies ahead of the clock: the step is negative and at least so long.
    """

    step_ms: int


class GapFound(Event, frozen=True, kw_only=True):
    """Nothing could be received between these times; a share sent then did not arrive."""

    since: int
    until: int
    cause: str


class BecameUnwatched(Event, frozen=True, kw_only=True):
    """No signed-on console has asked for 60 s, the last one at ``since``: shares arrive and nobody sees them."""

    since: int


class WatchedAgain(Event, frozen=True, kw_only=True):
    """A signed-on console asks again; nobody watched from ``since`` on."""

    since: int


class Escalated(Event, frozen=True, kw_only=True):
    """Somebody was called outside the console; written when its outcome changes."""

    way: str
    """``console``, ``command`` or ``url``; what the administrator chose stays in the settings."""
    problem: str
    """Why it failed, in words without secrets; empty when it went through."""
    because: str = "unwatched"
    """``unwatched`` or ``unanswered``; journals from before there were two reasons know only the first."""


class PathProven(Event, frozen=True, kw_only=True):
    """The station's own request to its public address arrived at its listener, after a time when it was not proven."""

    address: str


class PathLost(Event, frozen=True, kw_only=True):
    """The public address was proven at ``proven_at`` and its self-test no longer arrives; new shares may not either."""

    address: str
    proven_at: int
    problem: str


class NoticeSeen(Event, frozen=True, kw_only=True):
    """The record's operator has seen the notice of the station that is the event of this seq."""

    notice: int


class SettingsChanged(Event, frozen=True, kw_only=True):
    """The record's operator changed settings of the station: their names, and their values before and after.

    A value that may carry a secret stands here as its digest (before that was so: not at all), and a secret's name
    without any value.
    """

    names: tuple[str, ...]
    before: dict[str, str]
    after: dict[str, str]


class JournalSetAside(Event, frozen=True, kw_only=True):
    """The journal's file was corrupt: it lies beside this one under ``file``, and this one began empty."""

    file: str
    reason: str


class JournalMissing(Event, frozen=True, kw_only=True):
    """The journal's file was gone from a data directory that had been used before; this one began empty."""


class JournalRestored(Event, frozen=True, kw_only=True):
    """An administrator put a backup in the journal's place; what came after that backup is not in here."""

    backup: str
    """The backup's name, with its time and head."""
