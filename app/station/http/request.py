"""A request as handlers see it and what they answer, without the HTTP library.

The journal's quarantine keeps the same request, so nothing here may need the library, which is slow to load.
"""

import collections.abc
import hashlib
import ipaddress
import json

import msgspec

_KEPT_HEADERS = 40
_KEPT_HEADER_LENGTH = 500
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie"})


class InboundRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One request from the socket to the journal, the quarantine and the inspector; all of it is from outside."""

    method: str
    path: str
    untrusted_query: dict[str, str] = {}
    untrusted_headers: tuple[tuple[str, str], ...] = ()
    remote: str = ""
    """The address it came from, as far as this center's own proxies vouch for it."""
    received_at: int = 0
    """When its body was complete, or its head was read if it has no body yet, UTC ms."""
    untrusted_body: bytes = b""
    is_whole: bool = True
    """False while, or if never, its body was read."""

    def __repr__(self) -> str:
        """Without query, headers and body: they hold tokens and what people said."""
        return f"InboundRequest({self.method} {self.path})"

    def header(self, name: str) -> str | None:
        """The only value of a header, or the first."""
        return next(iter(self.headers(name)), None)

    def headers(self, name: str) -> list[str]:
        """All values of a header; its name in any case."""
        return [value for key, value in self.untrusted_headers if key.lower() == name.lower()]

    @property
    def body_sha256(self) -> str:
        """Of the exact bytes received, token included."""
        return hashlib.sha256(self.untrusted_body).hexdigest()

    @property
    def headers_to_keep(self) -> tuple[tuple[str, str], ...]:
        """The headers for the journal: bounded, and without credentials."""
        kept = [(name, value) for name, value in self.untrusted_headers if name.lower() not in _SECRET_HEADERS]
        return tuple((name[:_KEPT_HEADER_LENGTH], value[:_KEPT_HEADER_LENGTH]) for name, value in kept[:_KEPT_HEADERS])


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """What a handler found out about a request while it answered it; times are UTC ms, None for what did not happen."""

    verdict: str
    """``signature.Signature`` in words."""
    verified_at: int | None = None
    stored_at: int | None = None
    incident: int | None = None
    repeated: bool = False


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """A status and a JSON body; ``why`` goes to the log and holds nothing of the request."""

    status: int
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    why: str = ""
    hang_up: bool = False
    """Close the connection: what follows on it can't be trusted to be a request."""
    judged: Audit | None = None


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and its answer, for whoever looks on."""

    request: InboundRequest
    answer: Response
    answered_at: int
    """UTC ms."""
    took_ms: float


Observe = collections.abc.Callable[[Exchange], None]
"""Looks on, after the answer was decided; it must be quick and never raise."""

Handler = collections.abc.Callable[[InboundRequest], collections.abc.Awaitable[Response]]
Guard = collections.abc.Callable[[InboundRequest], Response | None]
"""Refuses a request before its body is read, or lets it pass."""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """What answers at a path; a path that ends in ``/`` stands for all below it."""

    path: str
    methods: dict[str, Handler]

    def matches(self, path: str) -> bool:
        """Whether this route answers there."""
        return path.startswith(self.path) if self.path.endswith("/") else path == self.path


def refusal(status: int, why: str, *, hang_up: bool = False, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """An answer that says why not, to the sender too."""
    return Response(status=status, body=json.dumps({"error": why}).encode(), why=why, hang_up=hang_up, headers=headers)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds, bytes and counts; a body's time and the lingering after a refusal make 6 s together."""

    body_bytes: int = 256 * 1024
    headers_s: float = 10.0
    """From the connection's beginning, or from the answer before, until a request's headers are complete."""
    body_s: float = 5.0
    linger_s: float = 1.0
    """After a refusal, how long the rest of a body is read and thrown away so that the sender sees the answer."""
    whole_s: float = 10.5
    """Waiting, headers and body together."""
    connections: int = 512
    stop_s: float = 3.0
    """How long requests in work may take when the server stops."""


Network = ipaddress.IPv4Network | ipaddress.IPv6Network

HEADER = "X-Forwarded-For"


def networks(names: collections.abc.Sequence[str]) -> tuple[Network, ...]:
    """The networks that proxies may call from; a single address is a network of one.

    Raises:
        ValueError: one is neither an address nor a network; the message names it.
    """
    return tuple(ipaddress.ip_network(name, strict=False) for name in names)


def caller(remote: str, untrusted_forwarded: collections.abc.Sequence[str], proxies: tuple[Network, ...]) -> str:
    """The caller's address: the last one that no trusted proxy has, as far as trusted proxies vouch for it.

    Each proxy appends the address that called it, so the list is read from its end; what stands before the first
    address that is not a trusted proxy's was written by a stranger and is not read at all.
    """
    known = _plain(remote)
    named = [part.strip() for line in untrusted_forwarded for part in line.split(",")]
    while named and _is_among(known, proxies):
        said = named.pop()
        if not _is_address(said):
            return known
        known = _plain(said)
    return known


def _plain(address: str) -> str:
    """An IPv4 address as such where a socket of both families shows it as ``::ffff:192.0.2.1``."""
    try:
        mapped = ipaddress.IPv6Address(address).ipv4_mapped
    except ValueError:
        return address
    return address if mapped is None else str(mapped)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_among(address: str, proxies: tuple[Network, ...]) -> bool:
    if not _is_address(address):
        return False
    found = ipaddress.ip_address(address)
    plain = getattr(found, "ipv4_mapped", None) or found
    return any(plain in network for network in proxies)
