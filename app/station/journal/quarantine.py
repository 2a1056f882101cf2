"""Bodies that were refused and kept, sealed and bounded, for a person to see (contract 3.5)."""

import msgspec

from app.station.journal.decision import Decision, Intent, Ledger


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A request answered 400 or 401 that is worth keeping."""

    status: int
    problem: str
    signature: str
    """``good``, ``bad``, ``missing`` or ``no secret``."""
    request_sha256: str
    received_at: int
    remote: str
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_body: bytes


def keep(arrival: Arrival) -> Intent:
    """The intent that keeps a body: ``await journal.decide(quarantine.keep(arrival))``.

    A good signature always writes ``BodyQuarantined`` and rings; others write one at most every 10 minutes.
    """

    def intent(ledger: Ledger, now: int) -> Decision:
        raise NotImplementedError

    return intent
