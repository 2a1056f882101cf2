"""The station's answers about requests that it received: those kept in quarantine, those seen lately, and replays.

See docs/contract.md#3.5.
"""

import enum
import re

import msgspec


class KeptRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A refused request, without its words."""

    quarantine: int
    received_at: int
    status: int
    problem: str
    signature: str
    """``good``, ``bad``, ``missing`` or ``no secret``, as judged at its receipt; ``not judged`` without its body."""
    remote: str
    request_sha256: str
    size: int
    """Bytes of its body."""
    rings: bool
    """Whether it rings as P1 and nobody has seen it yet."""
    is_share: bool
    """Whether its body reads as a share; taken over, it becomes one."""
    method: str = "POST"
    path: str = ""
    """Where it came to; empty: the Data Share handler."""


class Quarantine(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /quarantine``: everything kept, newest first."""

    kept: tuple[KeptRequest, ...]
    locked: int
    """Kept bodies that can't be opened until the keyring is unlocked."""
    fallen: int
    """Bodies that found no room any more and were only counted."""


class KeptWords(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /quarantine/{number}``: one request as it came, its token cut out."""

    request: KeptRequest
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_text: str


MASK = "[masked]"
_SECRET = re.compile(r"authorization|cookie|token|secret|password|api-?key|nonce|credential", re.IGNORECASE)

Pairs = tuple[tuple[str, str], ...]


def masked(untrusted: Pairs) -> Pairs:
    """Headers or parameters, the values of those whose names say that they are secret hidden.

    A signature is none: it tells nothing of the secret that made it, and is needed to see why it does not match.
    """
    return tuple((name, MASK if _SECRET.search(name) else value) for name, value in untrusted)


class RequestOutcome(enum.Enum):
    """What became of a request."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"
    """The same bytes came before."""
    CALLBACK = "callback"
    """A message of RapidSOS about a callflow."""
    REFUSED = "refused"
    """Whoever sent it is not known, or asked for what there is not."""
    MALFORMED = "malformed"
    FAILED = "failed"
    """Nothing could be stored: the sender was asked to try again."""
    SELF_TEST = "self_test"


class SeenRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One request without its words; what isn't known any more is None."""

    id: str
    """``r`` and a number of this run's memory, ``e`` and an event's seq, ``q`` and a quarantined body's number."""
    received_at: int
    """When its body was complete, or its head was refused, UTC ms."""
    method: str
    path: str
    remote: str
    size: int | None
    """Bytes of its body; None when it was not read."""
    status: int | None
    took_ms: float | None
    """From the first look at it to its answer."""
    outcome: RequestOutcome
    verdict: str
    """``good``, ``bad``, ``missing``, ``no secret``; empty where nothing is signed."""
    why: str = ""
    """Why it was refused, as the log has it."""
    incident: int | None = None
    durable: bool = False
    """Whether it lies in the journal, beyond this run."""


class Requests(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /requests``: newest first. ``?since=N`` asks for what this run remembers after its Nth request."""

    requests: tuple[SeenRequest, ...]
    newest: int
    """How many requests this run has seen: ask with it for what is new."""
    older: int | None = None
    """Ask with ``?before=`` it for older ones from the journal; None when there are none."""
    began_at: int = 0
    """Since when this run remembers, UTC ms."""
    most: int = 0
    """How many of one sort it remembers at most."""
    fallen: int = 0
    """How many found no room any more; accepted ones lie in the journal all the same."""
    locked: int = 0
    """How many can't be shown until the keyring is unlocked."""


class RequestWords(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /requests/{id}``: one request as it came; its token is cut out and what else is secret is masked."""

    request: SeenRequest
    untrusted_query: tuple[tuple[str, str], ...]
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_text: str
    request_sha256: str
    """Of the exact bytes received, token included; empty when its body was not read."""
    verified_at: int | None = None
    stored_at: int | None = None
    answered_at: int | None = None
    answer: str = ""
    """The body of our answer."""


class IntakeDecision(enum.Enum):
    """What the station would do with a request that came now."""

    OPENS = "opens"
    JOINS = "joins"
    REPEATS = "repeats"
    """Counted only: the same bytes came less than 60 s ago."""
    RINGS_AGAIN = "rings_again"
    """The same bytes, but so much later that it rings."""
    QUARANTINES = "quarantines"
    REFUSES = "refuses"


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /requests/{id}/replay``: what would become of it now. Nothing was stored, counted or rung."""

    id: str
    at: int
    status: int
    """What it would be answered with."""
    verdict: str
    judged_now: bool
    """False: its verdict is the one at its receipt, for its token was cut out since and the bytes are others."""
    decision: IntakeDecision
    incident: int | None = None
    problem: str = ""
    """Why it does not read as a share."""
    untrusted_read: tuple[tuple[str, str], ...] = ()
    """What was read in it: names and values."""


class ReplayQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """The empty question of a replay."""
