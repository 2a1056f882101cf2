"""The requests that this run remembers, and how those of memory, journal and quarantine are shown."""

import collections
import itertools

import msgspec

from app.core.clock import Clock
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.protocol.requests import KeptRequest, KeptWords, RequestOutcome, RequestWords, SeenRequest, masked
from app.station.http.request import Exchange
from app.station.http.server import HttpServer
from app.station.services import reachability
from app.station.webhooks import callflow, data_share

_CALLBACKS = frozenset({callflow.STATUS_PATH, callflow.HTTP_PATH})
_OK, _MALFORMED, _SERVER = 200, 400, 500


def outcome_of(exchange: Exchange) -> RequestOutcome:
    """What became of it."""
    status, path = exchange.answer.status, exchange.request.path
    if path == reachability.PATH:
        return RequestOutcome.SELF_TEST
    if status >= _SERVER:
        return RequestOutcome.FAILED
    if status == _MALFORMED:
        return RequestOutcome.MALFORMED
    if status != _OK:
        return RequestOutcome.REFUSED
    if path in _CALLBACKS:
        return RequestOutcome.CALLBACK
    return (
        RequestOutcome.REPEATED
        if exchange.answer.judged and exchange.answer.judged.repeated
        else RequestOutcome.ACCEPTED
    )


MOST = 300
"""So many requests of one ring."""
MOST_BYTES = 8 * 1024 * 1024
"""So many bytes of bodies in one ring."""
LONGEST_MS = 24 * 3_600_000
"""Nothing stays longer: what was forgotten elsewhere must not live on here."""
_RINGS = {RequestOutcome.ACCEPTED: "shares", RequestOutcome.REPEATED: "shares", RequestOutcome.CALLBACK: "shares"}


class Remembered(msgspec.Struct, frozen=True):
    """An exchange with its number in this run."""

    number: int
    outcome: RequestOutcome
    exchange: Exchange


class Ring:
    """Takes every exchange of the listener; the newest stay."""

    def __init__(self, began_at: int) -> None:
        self.began_at = began_at
        self.newest = 0
        self.fallen = 0
        self._numbers = itertools.count(1)
        self._rings = {name: collections.deque[Remembered]() for name in ("shares", "others", "self_test")}
        self._bytes = dict.fromkeys(self._rings, 0)

    def take(self, exchange: Exchange) -> None:
        """Remember one; called for every request, so it does next to nothing."""
        outcome = outcome_of(exchange)
        self.newest = next(self._numbers)
        name = _RINGS.get(outcome, "self_test" if outcome is RequestOutcome.SELF_TEST else "others")
        self._rings[name].append(Remembered(self.newest, outcome, exchange))
        self._bytes[name] += _size(exchange)
        self._bound(name, exchange.answered_at)

    def all(self, now: int, since: int = 0) -> list[Remembered]:
        """What is remembered after the request of a number, newest first."""
        for name in self._rings:
            self._bound(name, now)
        found = (one for ring in self._rings.values() for one in ring if one.number > since)
        return sorted(found, key=lambda one: one.number, reverse=True)

    def find(self, number: int) -> Remembered | None:
        """One request, if it is still remembered."""
        return next((one for ring in self._rings.values() for one in ring if one.number == number), None)

    def _bound(self, name: str, now: int) -> None:
        ring = self._rings[name]
        while ring and (
            len(ring) > MOST or self._bytes[name] > MOST_BYTES or now - ring[0].exchange.answered_at > LONGEST_MS
        ):
            self._bytes[name] -= _size(ring.popleft().exchange)
            self.fallen += name != "self_test"


def looking_on(server: HttpServer, clock: Clock) -> Ring:
    """A ring that remembers what a server answers from now on."""
    ring = Ring(clock.now())
    server.observers.append(ring.take)
    return ring


def _size(exchange: Exchange) -> int:
    return len(exchange.request.untrusted_body)


KINDS = (ShareReceived.__name__, ShareRepeated.__name__)
_STORED_OK, _STORED_MALFORMED = 200, 400


def of_event(record: Recorded) -> SeenRequest | None:
    """The request behind an event; None when its body is erased or can't be opened."""
    event = record.event
    if not isinstance(event, ShareReceived | ShareRepeated):
        return None
    first = isinstance(event, ShareReceived)
    verified = not isinstance(event, ShareReceived) or event.verified
    return SeenRequest(
        id=f"e{record.seq}",
        received_at=event.received_at,
        method="POST",
        path=data_share.PATH,
        remote=event.remote if isinstance(event, ShareReceived) else "",
        size=None,
        status=_STORED_OK if verified else None,
        took_ms=None,
        outcome=RequestOutcome.ACCEPTED if first else RequestOutcome.REPEATED,
        verdict="good" if verified else "taken over",
        incident=record.incident,
        durable=True,
    )


def words_of_event(record: Recorded) -> RequestWords | None:
    """The request behind an event as far as the journal has it."""
    request, event = of_event(record), record.event
    if request is None or not isinstance(event, ShareReceived | ShareRepeated):
        return None
    whole = event if isinstance(event, ShareReceived) else None
    return RequestWords(
        request=request,
        untrusted_query=(),
        untrusted_headers=masked(whole.untrusted_headers) if whole else (),
        untrusted_text=whole.untrusted_body if whole else "",
        request_sha256=event.request_sha256,
        stored_at=record.at,
    )


def of_kept(kept: KeptRequest) -> SeenRequest:
    """A refused request that is kept."""
    return SeenRequest(
        id=f"q{kept.quarantine}",
        received_at=kept.received_at,
        method=kept.method,
        path=kept.path or data_share.PATH,
        remote=kept.remote,
        size=kept.size,
        status=kept.status,
        took_ms=None,
        outcome=RequestOutcome.MALFORMED if kept.status == _STORED_MALFORMED else RequestOutcome.REFUSED,
        verdict=kept.signature,
        why=kept.problem,
        durable=True,
    )


def words_of_kept(kept: KeptWords) -> RequestWords:
    """A refused request as it came, its token cut out."""
    return RequestWords(
        request=of_kept(kept.request),
        untrusted_query=(),
        untrusted_headers=masked(kept.untrusted_headers),
        untrusted_text=kept.untrusted_text,
        request_sha256=kept.request.request_sha256,
    )


def of_memory(one: Remembered) -> SeenRequest:
    """A request of this run."""
    exchange, judged = one.exchange, one.exchange.answer.judged
    request = exchange.request
    return SeenRequest(
        id=f"r{one.number}",
        received_at=request.received_at,
        method=request.method,
        path=request.path,
        remote=request.remote,
        size=len(request.untrusted_body) if request.is_whole else None,
        status=exchange.answer.status,
        took_ms=round(exchange.took_ms, 2),
        outcome=one.outcome,
        verdict=judged.verdict if judged else "",
        why=exchange.answer.why,
        incident=judged.incident if judged else None,
        durable=bool(judged and judged.stored_at is not None),
    )


def words_of_memory(one: Remembered, text: str) -> RequestWords:
    """A request of this run with every stamp; ``text`` is its body without the token."""
    exchange, judged = one.exchange, one.exchange.answer.judged
    return RequestWords(
        request=of_memory(one),
        untrusted_query=masked(tuple(exchange.request.untrusted_query.items())),
        untrusted_headers=masked(exchange.request.untrusted_headers),
        untrusted_text=text,
        request_sha256=sha256(one),
        verified_at=judged.verified_at if judged else None,
        stored_at=judged.stored_at if judged else None,
        answered_at=exchange.answered_at,
        answer=exchange.answer.body.decode("utf-8", "replace"),
    )


def sha256(one: Remembered) -> str:
    """Of the exact bytes received; empty when they were not read."""
    request = one.exchange.request
    return request.body_sha256 if request.is_whole else ""
