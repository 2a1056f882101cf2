"""A request as handlers see it and what they answer, without the HTTP library."""

import asyncio
import collections.abc
import ipaddress
import json

import msgspec
from aiohttp import web
from aiohttp.http import HttpVersion11


class RequestHead(msgspec.Struct, frozen=True, kw_only=True):
    """What is known before the body is read; everything in it is from outside."""

    method: str
    path: str
    untrusted_query: dict[str, str]
    untrusted_headers: tuple[tuple[str, str], ...]
    remote: str

    def header(self, name: str) -> str | None:
        """The only value of a header, or the first."""
        return next(iter(self.headers(name)), None)

    def headers(self, name: str) -> list[str]:
        """All values of a header; its name in any case."""
        return [value for key, value in self.untrusted_headers if key.lower() == name.lower()]


class InboundRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A whole request; ``received_at`` (UTC ms) is when its body was complete."""

    head: RequestHead
    untrusted_body: bytes
    received_at: int

    def __repr__(self) -> str:
        """Without headers and body: they hold tokens."""
        return f"Received({self.head.method} {self.head.path})"


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
    """A request and its answer, for whoever looks on; ``untrusted_body`` is None when it was not read."""

    head: RequestHead
    received_at: int
    untrusted_body: bytes | None
    answer: Response
    answered_at: int
    took_ms: float

    def __repr__(self) -> str:
        """Without headers and body: they hold tokens."""
        return f"Exchange({self.head.method} {self.head.path}, {self.answer.status})"


Observe = collections.abc.Callable[[Exchange], None]
"""Looks on, after the answer was decided; it must be quick and never raise."""

Handler = collections.abc.Callable[[InboundRequest], collections.abc.Awaitable[Response]]
Guard = collections.abc.Callable[[RequestHead], Response | None]
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


def refused_by_its_head(request: web.BaseRequest, limits: Limits) -> Response | None:
    """What the headers alone rule out: compression, unknown expectations, too many bytes announced."""
    encodings = request.headers.getall("Content-Encoding", []) + request.headers.getall("Transfer-Encoding", [])
    if any(encoding.strip().lower() not in {"identity", "chunked"} for encoding in encodings):
        return refusal(415, "compressed bodies are not read", hang_up=True)
    if request.version < HttpVersion11 and "Transfer-Encoding" in request.headers:
        return refusal(400, "HTTP/1.0 knows no transfer encoding", hang_up=True)
    if (request.content_length or 0) > limits.body_bytes:
        return _too_large(limits)
    if any(expected.lower() != "100-continue" for expected in request.headers.getall("Expect", [])):
        return refusal(417, "an expectation other than 100-continue", hang_up=True)
    return None


async def read(request: web.BaseRequest, limits: Limits, seconds: float) -> bytes | Response:
    """The body, or 408 when it is too slow, 413 when it is too large, 400 when its framing is broken."""
    if "Expect" in request.headers and request.transport is not None:
        request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    try:
        if request.content.is_eof():
            body = request.content.read_nowait()  # it came with its head, as small ones do: nothing to wait for
        else:
            body = await _arriving(request, limits, seconds)
    except TimeoutError:
        return refusal(408, "the body did not arrive in time", hang_up=True)
    except (web.RequestPayloadError, ConnectionError):
        return refusal(400, "the body broke off", hang_up=True)
    return _too_large(limits) if len(body) > limits.body_bytes else body


async def _arriving(request: web.BaseRequest, limits: Limits, seconds: float) -> bytes:
    """The body, or as much of it as is already too large."""
    body = bytearray()
    async with asyncio.timeout(seconds):
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > limits.body_bytes:
                break
    return bytes(body)


def _too_large(limits: Limits) -> Response:
    return refusal(413, f"the body is larger than {limits.body_bytes} bytes", hang_up=True)


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
    known = remote
    named = [part.strip() for line in untrusted_forwarded for part in line.split(",")]
    while named and _is_among(known, proxies):
        said = named.pop()
        if not _is_address(said):
            return known
        known = said
    return known


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
