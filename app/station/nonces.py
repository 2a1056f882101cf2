"""Signed nonces: what the station sends to its own public address, valid once, for 30 s."""

import collections.abc
import hmac
import secrets

from app.ground.clock import Clock

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
