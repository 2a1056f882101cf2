"""Bodies that were refused and kept, sealed and bounded, for a person to see (docs/contract.md#3.5)."""

import msgspec

from app.domain.incident.events import BodyQuarantined
from app.domain.incident.record import Draft
from app.station.journal.decision import Decision, Intent, KeptBody, Ledger

ALERT_EVERY_MS = 600_000
"""Bodies without a good signature are folded to one alert in this time (docs/contract.md#3.5)."""


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

    def __repr__(self) -> str:
        """Without headers and body: they are a person's, and may hold a token."""
        return f"Arrival(status={self.status}, signature={self.signature!r})"


def keep(arrival: Arrival) -> Intent:
    """The intent that keeps a body: ``await journal.decide(quarantine.keep(arrival))``.

    A good signature always writes ``BodyQuarantined`` and rings; others write one at most every 10 minutes.
    """
    authentic = arrival.signature == "good"

    def intent(ledger: Ledger, now: int) -> Decision:
        number = ledger.next_quarantined
        last = ledger.quarantine_alert_at
        body = KeptBody(
            number=number,
            received_at=arrival.received_at,
            authentic=authentic,
            untrusted_request=msgspec.msgpack.encode(arrival),
        )
        silent = not authentic and last is not None and now - last < ALERT_EVERY_MS
        return Decision(kept=(body,), drafts=() if silent else (_alert(arrival, number, rings=authentic),))

    return intent


def _alert(arrival: Arrival, number: int, *, rings: bool) -> Draft:
    event = BodyQuarantined(
        quarantine=number,
        status=arrival.status,
        problem=arrival.problem,
        signature=arrival.signature,
        request_sha256=arrival.request_sha256,
        received_at=arrival.received_at,
        remote=arrival.remote,
        rings=rings,
    )
    return Draft(event=event)


def arrival_of(untrusted_request: bytes) -> Arrival:
    """The refused request as it was kept (``shelf.Held.untrusted_request``)."""
    return msgspec.msgpack.decode(untrusted_request, type=Arrival)
