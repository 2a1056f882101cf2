"""What this run remembers of requests, in memory only and bounded: accepted and refused bodies lie in the journal.

Three rings, so that neither the station's own knocks nor a flood of strangers push out what RapidSOS sent.
"""

import collections
import itertools

import msgspec

from app.domain.inspection.request import Outcome
from app.ground.clock import Clock
from app.station.inspection.classing import outcome_of
from app.station.listener.exchange import Answer, Exchange, Head
from app.station.listener.server import HttpServer

MOST = 300
"""So many requests of one ring."""
MOST_BYTES = 8 * 1024 * 1024
"""So many bytes of bodies in one ring."""
LONGEST_MS = 24 * 3_600_000
"""Nothing stays longer: what was forgotten elsewhere must not live on here."""
_RINGS = {Outcome.ACCEPTED: "shares", Outcome.REPEATED: "shares", Outcome.CALLBACK: "shares"}
_BROKEN = Head(method="", path="", untrusted_query={}, untrusted_headers=(), remote="")


class Remembered(msgspec.Struct, frozen=True):
    """An exchange with its number in this run."""

    number: int
    outcome: Outcome
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
        name = _RINGS.get(outcome, "self_test" if outcome is Outcome.SELF_TEST else "others")
        self._rings[name].append(Remembered(self.newest, outcome, exchange))
        self._bytes[name] += _size(exchange)
        self._bound(name, exchange.answered_at)

    def take_broken(self, what: str, now: int) -> None:
        """Remember bytes that were no HTTP: the library answered 400 and tells neither path nor sender."""
        answer = Answer(status=400, why=what)
        self.take(
            Exchange(head=_BROKEN, received_at=now, untrusted_body=None, answer=answer, answered_at=now, took_ms=0.0)
        )

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
    server.observe = ring.take
    server.malformed.observe = lambda what: ring.take_broken(what, clock.now())
    return ring


def _size(exchange: Exchange) -> int:
    return len(exchange.untrusted_body or b"")
