"""The answers that keep a console in step with its station: greeting, events, and the pulse that is never stored."""

import msgspec

from app.domain.incident.envelope import Record
from app.domain.lamp import Lamp


class FeedPulse(msgspec.Struct, frozen=True, kw_only=True):
    """A feed of a share: when RapidSOS was last asked, when it last answered, and when it is asked next."""

    incident: int
    share: str
    feed: str
    """``lei`` or ``rad_e``."""
    last_asked: int | None = None
    last_answered: int | None = None
    next_due: int | None = None


class Pulse(msgspec.Struct, frozen=True, kw_only=True):
    """The station's heartbeat."""

    now: int
    last_seq: int
    lamps: tuple[Lamp, ...] = ()
    feeds: tuple[FeedPulse, ...] = ()
    consoles: tuple[str, ...] = ()
    """Names of signed-on operators whose consoles are asking."""
    recording: bool = True
    """False while storage fails: the plate NOT RECORDED (docs/design.md#trouble)."""
    unrecorded: tuple[Record, ...] = ()
    """What RapidSOS answered and could not be recorded, the newest of each feed: seq 0, gone once it is on disk."""
    history: str = ""
    """Names the history that seqs belong to; when it changes, a console begins again with ``after=open``."""


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /hello``: who answers."""

    version: str
    wire: int
    """The wire's own version; a console refuses to talk to another."""
    environment: str
    now: int
    last_seq: int
    started_at: int
    handler_url: str
    status_url: str


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /events?after=…``: at most 500 events, where to go on, and the pulse.

    ``after`` is a seq, ``open`` (the events of open incidents), or the ``next`` of the answer before, verbatim.
    """

    events: tuple[Record, ...]
    next: str
    caught_up: bool
    pulse: Pulse


class IncidentEvents(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /incidents/{id}``: all events of one incident, closed or open."""

    events: tuple[Record, ...]


WIRE = 1
