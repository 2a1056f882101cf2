"""The HTTP transport to RapidSOS: the one module that needs the library, loaded after the station is ready.

Whether a request that failed may have reached RapidSOS is judged by how far it had come, never by the kind of error:
from the moment its first byte may have been written, it may have arrived.
"""

import contextlib
import importlib.util
import logging
import ssl
import sys
import types
import typing
import zlib

import httpx

from app.core import outgoing
from app.core.clock import Clock
from app.station.rapidsos.messages import Ask, NoReplyError, Reply, as_utf8, retry_after_ms

CONNECTIONS = 20
CONNECT_S = 3.0
MOST_BYTES = 1024**2
"""More than any location or any card (docs/contract.md#5.5) needs."""
IDLE_S = 20.0
"""A connection is given up before a usual gateway does it: a question must not meet a closing door."""


class Wire:
    """Connections to one base address; no redirects, no proxy but the one that it is given."""

    def __init__(self, base_url: str, proxy: str | None, tls: ssl.SSLContext, clock: Clock, within_s: float) -> None:
        """Connect when asked.

        Raises:
            ValueError: the proxy can't be used.
        """
        self._base_url = base_url
        self._clock = clock
        self._within_s = within_s
        # The library logs whole addresses, which hold the caller's number when LEI is asked by GET.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        _spare_a_search()
        self._client = httpx.AsyncClient(
            verify=tls,
            proxy=proxy,
            trust_env=False,
            follow_redirects=False,
            event_hooks={"response": [outgoing.without_location]},
            timeout=httpx.Timeout(within_s, connect=CONNECT_S),
            limits=httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=IDLE_S),
            headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "watchfloor"},
        )

    async def send(self, ask: Ask) -> Reply:
        """Send once.

        Raises:
            NoReplyError: no whole answer came.
        """
        progress = _Progress(self._clock, ask.not_after_s)
        try:
            return await self._sent(ask, progress)
        except NoReplyError:
            raise
        except Exception as error:  # noqa: BLE001 whatever an answer breaks in the library, the request may have arrived
            raise _no_reply(error, self._within_s, begun=progress.begun) from None

    async def close(self) -> None:
        """Close all connections; one that can't be closed in order is dropped."""
        with contextlib.suppress(httpx.HTTPError, ssl.SSLError, OSError):
            await self._client.aclose()

    async def _sent(self, ask: Ask, progress: "_Progress") -> Reply:
        request = self._client.build_request(
            ask.method,
            self._base_url + ask.path,
            params=ask.query or None,
            content=ask.body or None,
            headers=_headers(ask),
            extensions={"trace": progress},
        )
        response = await self._client.send(request, stream=True)
        try:
            body = unpacked(await _body(response), response.headers.get("Content-Encoding", ""))
        finally:
            # The answer is here: a connection that does not close in order takes nothing from it.
            with contextlib.suppress(httpx.HTTPError, ssl.SSLError, OSError):
                await response.aclose()
        wait = retry_after_ms(response.headers.get("Retry-After"), self._clock.now())
        body = as_utf8(body, response.headers.get("Content-Type", ""))
        return Reply(status=response.status_code, untrusted_body=body, retry_after_ms=wait)


class _Progress:
    """How far a request has come, as the HTTP library reports it (its ``trace`` extension)."""

    def __init__(self, clock: Clock, not_after_s: float | None) -> None:
        self._clock = clock
        self._not_after_s = not_after_s
        self.begun = False
        """Whether its first byte may have been written to RapidSOS."""

    async def __call__(self, step: str, about: dict[str, typing.Any]) -> None:
        """A step begins or ends; a CONNECT goes to the proxy and carries nothing of the request.

        Raises:
            NoReplyError: the latest moment for the first byte is over.
        """
        if not step.endswith("send_request_headers.started") or about["request"].method == b"CONNECT":
            return
        if self._not_after_s is not None and self._clock.monotonic() > self._not_after_s:
            raise NoReplyError("it would have left too late", may_have_arrived=False, too_late=True)
        self.begun = True


def _spare_a_search() -> None:
    """Note in the import system that ``sniffio`` is absent, if it is, so that it is searched for once.

    The library looks for it several times in each request, and a search that fails is remembered by nobody: with
    500 live incidents that was a seventh of all work.
    """
    if importlib.util.find_spec("sniffio") is None:
        sys.modules["sniffio"] = typing.cast("types.ModuleType", None)


def _headers(ask: Ask) -> dict[str, str]:
    headers = {"Authorization": ask.authorization} if ask.authorization is not None else {}
    return {**headers, "Content-Type": ask.media} if ask.body else headers


async def _body(response: httpx.Response) -> bytes:
    """The body as it came, at most ``MOST_BYTES``."""
    body = bytearray()
    try:
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > MOST_BYTES:
                # Closed and then read on: so the library's own loops end by themselves instead of being left behind.
                await response.aclose()
    except httpx.HTTPError:
        if len(body) <= MOST_BYTES:
            raise
    if len(body) > MOST_BYTES:
        raise _too_large()
    return bytes(body)


def unpacked(untrusted_body: bytes, untrusted_encoding: str) -> bytes:
    """The body without the compression that it really has; what can't be unpacked stays as it came.

    Compression was not asked for, and gateways label what they did not compress: so the bytes are asked first, and the
    label only where the bytes alone don't tell.

    Raises:
        NoReplyError: a small body unpacks into a huge one.
    """
    if untrusted_body.startswith(_GZIP):
        tries: tuple[int, ...] = (16 + zlib.MAX_WBITS,)
    elif "deflate" in untrusted_encoding.lower() and not untrusted_body.lstrip().startswith((b"{", b"[")):
        tries = (zlib.MAX_WBITS, -zlib.MAX_WBITS)
    else:
        return untrusted_body
    for window in tries:
        unpacker = zlib.decompressobj(window)
        try:
            body = unpacker.decompress(untrusted_body, MOST_BYTES + 1)
        except zlib.error:
            continue
        if len(body) > MOST_BYTES:
            raise _too_large()
        if unpacker.eof:
            return body
    return untrusted_body


_GZIP = b"\x1f\x8b"


def _too_large() -> NoReplyError:
    return NoReplyError(f"the answer is larger than {MOST_BYTES // 1024} KiB", may_have_arrived=True)


def _no_reply(error: Exception, within_s: float, *, begun: bool) -> NoReplyError:
    """The failure in our own words: the library's may hold addresses and numbers."""
    if begun:
        if isinstance(error, httpx.TimeoutException):
            return NoReplyError(f"no answer within {within_s:.0f} s", may_have_arrived=True, timed_out=True)
        return NoReplyError("the connection was cut", may_have_arrived=True)
    match error:
        case httpx.PoolTimeout():
            words = "all connections are busy"
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | httpx.LocalProtocolError():
            words = "the request could not be built"
        case _:
            words = "its certificate is not trusted" if _is_distrust(error) else "no connection"
    return NoReplyError(words, may_have_arrived=False)


def _is_distrust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
