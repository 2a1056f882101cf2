"""The exact bytes of a trigger: made once, shown, confirmed by their SHA-256, sent unchanged (docs/contract.md#6)."""

import hashlib
import json

import msgspec


class Request(msgspec.Struct, frozen=True):
    """One trigger's body; ``text`` in UTF-8 is what the operator saw and what is sent."""

    text: str
    sha256: str

    @property
    def body(self) -> bytes:
        """The bytes to POST."""
        return self.text.encode()


class Admitted(msgspec.Struct, frozen=True, kw_only=True):
    """A request that may be confirmed, and what the station must know of it."""

    request: Request
    phone: str
    """The caller's number (E.164), as 9-1-1 will see it."""
    latitude: float
    longitude: float
    uncertainty_m: float | None
    event_id: str | None
    """Our event id, if the callflow carries one."""


def compose(callflow: str, variables: dict[str, object]) -> Request:
    """The request of a callflow by RapidSOS's name and its variables, in their order, without any blank."""
    content = {"callflow": callflow, "variables": variables}
    return of_text(json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def of_text(text: str) -> Request:
    """The request that consists of exactly this text."""
    return Request(text, hashlib.sha256(text.encode()).hexdigest())
