"""A small HTTP server that hostile bytes, slow peers and floods can't hurt (docs/measured.md#http-servers)."""

import asyncio
import collections
import collections.abc
import contextlib
import ipaddress
import logging
import re
import socket
import ssl

import msgspec
from aiohttp import web
from aiohttp.http import HttpVersion10, HttpVersion11

from app.core.clock import Clock
from app.core.errors import Exit, RefusedError
from app.station.http.connections import CROWD, Connection, Connections, MalformedLog, Phase, affordable
from app.station.http.request import HEADER as FORWARDED
from app.station.http.request import (
    Exchange,
    Guard,
    Handler,
    InboundRequest,
    Limits,
    Network,
    Observe,
    Response,
    Route,
    caller,
    refusal,
)

_LOG = logging.getLogger(__name__)
_HIGHEST_PORT = 65_535
_EVERY = "::"
SWEEP_S = 1.0
LAST_REQUESTS_S = 1.0
"""Seconds. Who connected before the socket was closed may need so long to send; slower ones come again."""
_TURN_S = 0.005
_TURNS_TO_END = 3
"""Turns of the loop in which the library's cancelled connections end; it does not wait for them itself."""
LONGEST_HEADER = 16 * 1024
"""Bytes of one header with its name; twice what is usual, for proxies and gateways that write long ones."""
_BAD_REQUEST = 400
_READABLE = frozenset({404, 405, 415})
"""Refusals of a request whose body can be read all the same."""
RETRY_AFTER = (("Retry-After", "2"),)
"""Nothing was stored: the sender shall try again."""


class HttpServer:
    """Serves routes on one address; ``counts`` tells how often each status was answered."""

    def __init__(
        self,
        routes: collections.abc.Sequence[Route],
        clock: Clock,
        limits: Limits | None = None,
        guard: Guard | None = None,
        proxies: tuple[Network, ...] = (),
    ) -> None:
        self.proxies = proxies
        """Whose word on who called is believed."""
        self._routes = routes
        self._clock = clock
        self._limits = limits or Limits()
        self._guard = guard
        self.counts: collections.Counter[int] = collections.Counter()
        self.malformed = MalformedLog()
        self.answered_at: int | None = None
        """When the last request was answered, UTC ms."""
        self.observers: list[Observe] = []
        """Look on at every exchange, one after the other."""
        self.reads_refused: collections.abc.Callable[[InboundRequest], bool] = lambda _request: False
        """Whether a request's body is read although its head alone is reason enough to refuse it."""
        self._connections: Connections | None = None
        self._runner: web.ServerRunner | None = None
        self._address: tuple[str, int] | None = None
        self._scheme = "http"
        self._sweep: asyncio.TimerHandle | None = None

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        """Accept connections; port 0 picks one.

        Raises:
            RefusedError: the address can't be listened on; the sentence says what to do.
        """
        if not 0 <= port <= _HIGHEST_PORT:
            raise RefusedError(f"Port {port} does not exist. Choose one from 0 to {_HIGHEST_PORT}.", Exit.PORT)
        runner = await self._ready()
        try:
            await self._accept(runner, _site(runner, host, port, tls), tls)
        except OSError as error:
            await runner.cleanup()
            raise RefusedError(
                f"Port {port} on {host} can't be used ({error.strerror or error}). Stop the program that has it, or "
                "start the station with another --port.",
                Exit.PORT,
            ) from None

    async def take(self, listening: socket.socket, tls: ssl.SSLContext | None = None) -> None:
        """Accept connections on a socket that somebody else opened."""
        runner = await self._ready()
        await self._accept(runner, web.SockSite(runner, listening, backlog=affordable(CROWD), ssl_context=tls), tls)

    async def _ready(self) -> web.ServerRunner:
        limits = self._limits
        self._connections = Connections(
            self._handle,
            most=limits.connections,
            access_log=None,
            logger=self.malformed.logger,
            keepalive_timeout=limits.headers_s,
            lingering_time=limits.linger_s,
            auto_decompress=False,
            max_field_size=LONGEST_HEADER,
        )
        self._connections.observe_broken = self._broken
        self._runner = web.ServerRunner(self._connections, handle_signals=False, shutdown_timeout=limits.stop_s)
        await self._runner.setup()
        return self._runner

    async def _accept(self, runner: web.ServerRunner, site: web.BaseSite, tls: ssl.SSLContext | None) -> None:
        await site.start()
        host, port = runner.addresses[0][:2]
        self._address = (str(host), int(port))
        self._scheme = "http" if tls is None else "https"
        self._sweep_later(asyncio.get_running_loop())

    @property
    def address(self) -> tuple[str, int]:
        """Host and port that it listens on, or did before it was stopped."""
        if self._address is None:
            raise RuntimeError("not started")
        return self._address

    @property
    def url(self) -> str:
        """``http://`` or ``https://`` and the address."""
        host, port = self.address
        return f"{self._scheme}://[{host}]:{port}" if ":" in host else f"{self._scheme}://{host}:{port}"

    async def stop(self) -> None:
        """Accept nothing new, let what is being answered finish, close the rest."""
        if self._sweep is not None:
            self._sweep.cancel()
        if self._runner is not None and self._connections is not None:
            await self._last_requests(self._runner, self._connections)
            await self._runner.cleanup()
            for _ in range(_TURNS_TO_END):
                await asyncio.sleep(0)

    async def _last_requests(self, runner: web.ServerRunner, connections: Connections) -> None:
        """Accept no more connections, then answer those that came before and whose request was not read yet."""
        for site in list(runner.sites):
            await site.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_REQUESTS_S):
                while connections.expecting:  # noqa: ASYNC110 nothing tells of bytes that the loop has not read yet
                    await asyncio.sleep(_TURN_S)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        begun = asyncio.get_running_loop().time()
        received, answer = await self._answer(request)
        self.counts[answer.status] += 1
        self.answered_at = self._clock.now()
        took_ms = (asyncio.get_running_loop().time() - begun) * 1000
        self._observe(Exchange(request=received, answer=answer, answered_at=self.answered_at, took_ms=took_ms))
        last = answer.hang_up
        if isinstance(request.protocol, Connection):
            request.protocol.answered()
            last = last or request.protocol.ended
        if answer.why:
            _LOG.info("Answered %d to %s: %s", answer.status, self._caller(request), answer.why)
        response = web.Response(
            status=answer.status, body=answer.body, headers=dict(answer.headers), content_type="application/json"
        )
        response.headers["Server"] = "Watchfloor"
        if last:
            response.force_close()
        return response

    async def _answer(self, request: web.BaseRequest) -> tuple[InboundRequest, Response]:
        """The request, without its body when that was not read; and what to answer."""
        begun = _begun(request)
        received = _without_body(request, self._caller(request), self._clock.now())
        if "%" not in request.raw_path.partition("?")[0]:  # an encoded slash is part of a name, and no slash too many
            received = self._at_its_path(received)
        handler = self._resolved(request, received)
        if isinstance(handler, Response) and not (handler.status in _READABLE and self.reads_refused(received)):
            return received, handler
        left = min(self._limits.body_s, begun + self._limits.whole_s - asyncio.get_running_loop().time())
        body = await _read(request, self._limits, left)
        if isinstance(body, Response):
            return received, handler if isinstance(handler, Response) else body
        received = msgspec.structs.replace(received, untrusted_body=body, received_at=self._clock.now(), is_whole=True)
        if isinstance(handler, Response):
            return received, handler
        if isinstance(request.protocol, Connection):
            request.protocol.phase = Phase.DECIDING
        try:
            return received, await handler(received)
        except Exception:  # noqa: BLE001 not 500: whoever sent it shall send it again, for nothing was stored
            _LOG.exception("A request to %s could not be answered", received.path)
            return received, refusal(503, "the station failed to handle this", headers=RETRY_AFTER)

    def _at_its_path(self, received: InboundRequest) -> InboundRequest:
        """The request; at the path that it means, if it names one of ours with slashes too many."""
        plain = "/" + "/".join(part for part in received.path.split("/") if part)
        if any(one.matches(received.path) for one in self._routes) or not any(
            one.matches(plain) for one in self._routes
        ):
            return received
        return msgspec.structs.replace(received, path=plain)

    def _observe(self, exchange: Exchange) -> None:
        for observe in self.observers:
            observe(exchange)

    def _broken(self, untrusted_head: bytes, peer: str, what: str) -> None:
        """The library answers what it can't read by itself; whoever looks on is shown as much as can be read of it."""
        self.counts[_BAD_REQUEST] += 1
        now = self._clock.now()
        request = _readable(untrusted_head, peer, now)
        why = " ".join(what.strip().splitlines()[:1])
        answer = Response(status=_BAD_REQUEST, body=b"", why=why)
        self._observe(Exchange(request=request, answer=answer, answered_at=now, took_ms=0.0))

    def _resolved(self, request: web.BaseRequest, received: InboundRequest) -> Handler | Response:
        """The handler, or the refusal that needs no body."""
        if request.version not in (HttpVersion10, HttpVersion11):
            return refusal(505, "only HTTP/1.0 and HTTP/1.1 are spoken here", hang_up=True)
        if self._guard is not None and (refused := self._guard(received)) is not None:
            return refused
        route = next((one for one in self._routes if one.matches(received.path)), None)
        if route is None:
            return refusal(404, "nothing answers at this path")
        if received.method not in route.methods:
            allowed = (("Allow", ", ".join(sorted(route.methods))),)
            return refusal(405, "this path does not answer this method", headers=allowed)
        return _refused_by_its_head(request, self._limits) or route.methods[received.method]

    def _caller(self, request: web.BaseRequest) -> str:
        """The address it came from, or the one that a proxy of this center vouches for."""
        return caller(request.remote or "", request.headers.getall(FORWARDED, []), self.proxies)

    def _sweep_later(self, loop: asyncio.AbstractEventLoop) -> None:
        # First the next one: a sweep that fails must not be the last.
        self._sweep = loop.call_later(SWEEP_S, self._sweep_later, loop)
        if self._connections is not None:
            self._connections.sweep()


def every_address(port: int) -> socket.socket:
    """A socket that listens on ``::`` for both families; for IPv6 alone, with a warning, where the system has no such.

    Raises:
        OSError: it can't be listened on.
    """
    both = socket.has_dualstack_ipv6()
    if not both:
        _LOG.warning("This system can't listen on :: for IPv4 too: only IPv6 is served. For IPv4 use the host 0.0.0.0.")
    return socket.create_server((_EVERY, port), family=socket.AF_INET6, dualstack_ipv6=both, backlog=affordable(CROWD))


def _site(runner: web.ServerRunner, host: str, port: int, tls: ssl.SSLContext | None) -> web.BaseSite:
    if is_every(host):  # asyncio would make a socket of IPv6 alone
        return web.SockSite(runner, every_address(port), backlog=affordable(CROWD), ssl_context=tls)
    return web.TCPSite(runner, host, port, backlog=affordable(CROWD), ssl_context=tls)


def is_every(host: str) -> bool:
    """Whether a host is ``::``, however it is written: every address of this computer."""
    try:
        return ipaddress.ip_address(host) == ipaddress.ip_address(_EVERY)
    except ValueError:
        return False


def _begun(request: web.BaseRequest) -> float:
    """The loop's time since which the connection waits for this answer; notes that its body is being sent."""
    if not isinstance(request.protocol, Connection):
        return asyncio.get_running_loop().time()
    request.protocol.begins(request.content)
    return request.protocol.since


def _without_body(request: web.BaseRequest, remote: str, now: int) -> InboundRequest:
    # The library's names are a kind of text of its own, which nothing that writes JSON takes.
    return InboundRequest(
        method=request.method,
        path=request.path,
        untrusted_query=dict(request.query) if request.query_string else {},
        untrusted_headers=tuple((_whole(str(name)), _whole(value)) for name, value in request.headers.items()),
        remote=remote,
        received_at=now,
        is_whole=False,
    )


def _whole(untrusted: str) -> str:
    """Header text without the half characters by which aiohttp shows bytes that are not UTF-8: JSON has no such."""
    return untrusted if untrusted.isascii() else untrusted.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_PLAIN = re.compile(
    r"|identity|none|chunked|[78]bit|binary|(charset=)?[\"']?(us-ascii|ascii|utf-?(8|16|32)([lb]e)?|iso-?8859-?\d{1,2}"
    r"|latin-?\d|windows-\d{3,4}|cp-?\d{3,4})[\"']?"
)
"""Labels of a content encoding that compress nothing: what senders write there who mean the text's alphabet."""


def _refused_by_its_head(request: web.BaseRequest, limits: Limits) -> Response | None:
    """What the headers alone rule out: compression, unknown expectations, too many bytes announced."""
    contents = [label for line in request.headers.getall("Content-Encoding", []) for label in line.split(",")]
    if any(not _PLAIN.fullmatch(label.strip().lower()) for label in contents):
        return refusal(415, "compressed bodies are not read", hang_up=True)
    transfers = request.headers.getall("Transfer-Encoding", [])
    if any(transfer.strip().lower() not in {"identity", "chunked"} for transfer in transfers):
        return refusal(415, "compressed transfers are not read", hang_up=True)
    if request.version < HttpVersion11 and "Transfer-Encoding" in request.headers:
        return refusal(400, "HTTP/1.0 knows no transfer encoding", hang_up=True)
    if (request.content_length or 0) > limits.body_bytes:
        return _too_large(limits)
    if any(expected.lower() != "100-continue" for expected in request.headers.getall("Expect", [])):
        return refusal(417, "an expectation other than 100-continue", hang_up=True)
    return None


async def _read(request: web.BaseRequest, limits: Limits, seconds: float) -> bytes | Response:
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


_REQUEST_LINE = re.compile(r"([A-Za-z]{1,20}) (/[!-~]{0,2000}) HTTP/1\.\d")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}):(.*)")
_MOST_HEADERS = 200


def _readable(untrusted_head: bytes, peer: str, now: int) -> InboundRequest:
    """As much of a broken head as can be read; nothing of bytes that are no HTTP."""
    lines = untrusted_head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
    first = _REQUEST_LINE.fullmatch(lines[0])
    named = [_HEADER.fullmatch(line) for line in lines[1 : _MOST_HEADERS + 1]] if first else []
    return InboundRequest(
        method=first[1] if first else "",
        path=first[2].partition("?")[0] if first else "",
        untrusted_headers=tuple((one[1], one[2].strip()) for one in named if one),
        remote=peer,
        received_at=now,
        is_whole=False,
    )
