"""Proving the public path: a nonce sent to the public address must arrive at our own listener.

See docs/operator.md#b-5.
"""

import collections.abc
import hmac
import secrets
import ssl

import msgspec
import truststore

from app.core import outgoing
from app.core.clock import Clock
from app.domain.incident.events import GapFound, PathLost, PathProven
from app.station.services.watchdog import Write

PATH = "/self_test"
"""Where they arrive, below the public address."""
NONCE = "nonce"
VALID_MS = 30_000


class Nonces:
    """Issues them and takes them back; the key lives as long as this run."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._outstanding: dict[str, collections.abc.Callable[[], None]] = {}

    def issue(self, arrived: collections.abc.Callable[[], None]) -> str:
        """A new one; ``arrived`` is called when it comes back in time."""
        now = self._clock.now()
        self._outstanding = {one: call for one, call in self._outstanding.items() if _expiry(one) > now}
        content = f"{secrets.token_hex(16)}.{now + VALID_MS}"
        nonce = f"{content}.{self._signature(content)}"
        self._outstanding[nonce] = arrived
        return nonce

    def take(self, untrusted_nonce: str) -> bool:
        """Whether it is ours, in time and new; it is never again."""
        content, _, signature = untrusted_nonce.rpartition(".")
        if not hmac.compare_digest(self._signature(content).encode(), signature.encode("utf-8", "replace")):
            return False
        arrived = self._outstanding.pop(untrusted_nonce, None)
        if arrived is None or _expiry(untrusted_nonce) <= self._clock.now():
            return False
        arrived()
        return True

    def _signature(self, content: str) -> str:
        return hmac.digest(self._key, content.encode("utf-8", "replace"), "sha256").hex()


def _expiry(nonce: str) -> int:
    return int(nonce.split(".")[1])


EVERY_S = 180.0
LOST_EVERY_S = 30.0
AGAIN_S = 10.0
"""A proven path that fails once is tried again after so long, before anybody is alarmed."""
PATIENCE_S = 15.0
UNREACHABLE = "The public address did not lead to this computer."

Send = collections.abc.Callable[[str], collections.abc.Awaitable[str]]
"""GET an address; returns what went wrong, or nothing."""


class PathTest(msgspec.Struct, frozen=True, kw_only=True):
    """How the public path stands: proven at (UTC ms), and why it is not any more, or was not yet."""

    address: str
    at: int | None = None
    problem: str = ""
    lost: bool = False


class ReachabilityCheck:
    """Tests one public address for ever; ``proven_at`` is what an earlier run knew of it (UTC ms)."""

    def __init__(
        self, nonces: Nonces, clock: Clock, write: Write, send: Send, *, address: str, proven_at: int | None
    ) -> None:
        self._nonces = nonces
        self._clock = clock
        self._write = write
        self._send = send
        self.test = PathTest(address=address, at=proven_at)
        self._proven = proven_at is not None

    async def run(self) -> None:
        """Test until cancelled."""
        while True:
            await self.look()
            await self._clock.wait(EVERY_S if self._proven else LOST_EVERY_S)

    async def look(self) -> None:
        """One test; a proven path gets a second one before it counts as lost."""
        problem = await self._try()
        if problem and self._proven:
            await self._clock.wait(AGAIN_S)
            problem = await self._try()
        if problem:
            await self._failed(problem)
        else:
            await self._arrived()

    async def once(self) -> str:
        """One test that a person waits for; returns what went wrong. A loss is told by the usual test alone."""
        problem = await self._try()
        if not problem:
            await self._arrived()
        return problem

    async def _try(self) -> str:
        arrivals: list[int] = []
        nonce = self._nonces.issue(lambda: arrivals.append(self._clock.now()))
        problem = await self._send(f"{self.test.address}{PATH}?{NONCE}={nonce}")
        return "" if arrivals else problem or "something answers there, but the request did not arrive here"

    async def _failed(self, problem: str) -> None:
        lost = self._proven or self.test.lost
        if self._proven:
            self._proven = False
            await self._write(PathLost(address=self.test.address, proven_at=self.test.at or 0, problem=problem))
        self.test = msgspec.structs.replace(self.test, problem=problem, lost=lost)

    async def _arrived(self) -> None:
        before, now = self.test, self._clock.now()
        self.test = PathTest(address=before.address, at=now)
        if not self._proven:
            self._proven = True
            await self._write(PathProven(address=before.address))
        if before.lost and before.at is not None:
            await self._write(GapFound(since=before.at, until=now, cause=UNREACHABLE))


def sender(*, loopback: bool) -> Send:
    """How the test leaves this computer: as any program's request would, by the system's proxy and certificates."""

    async def send(address: str) -> str:
        errand = outgoing.Errand(
            method="GET",
            url=address,
            headers={"Cache-Control": "no-store"},
            within_s=PATIENCE_S,
            loopback=loopback,
        )
        return (await outgoing.run(errand, truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))).failure

    return send
