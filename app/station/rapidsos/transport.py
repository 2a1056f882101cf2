"""The HTTP transport to RapidSOS: the one module that needs the library, loaded after the station is ready."""

import importlib.util
import logging
import ssl
import sys
import types
import typing

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
        try:
            return await self._sent(ask)
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            raise _no_reply(error, self._within_s) from None

    async def close(self) -> None:
        """Let go of all connections."""
        await self._client.aclose()

    async def _sent(self, ask: Ask) -> Reply:
        request = self._client.build_request(
            ask.method,
            self._base_url + ask.path,
            params=ask.query or None,
            content=ask.body or None,
            headers=_headers(ask),
        )
        response = await self._client.send(request, stream=True)
        try:
            body = await _body(response)
        finally:
            await response.aclose()
        wait = retry_after_ms(response.headers.get("Retry-After"), self._clock.now())
        body = as_utf8(body, response.headers.get("Content-Type", ""))
        return Reply(status=response.status_code, untrusted_body=body, retry_after_ms=wait)


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
    """The body as it came; nothing is unpacked, for a small body may unpack into a huge one."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NoReplyError("the answer is compressed, which was not asked for", may_have_arrived=True)
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
        raise NoReplyError(f"the answer is larger than {MOST_BYTES // 1024} KiB", may_have_arrived=True)
    return bytes(body)


def _no_reply(error: Exception, within_s: float) -> NoReplyError:
    """The failure in our own words: the library's may hold addresses and numbers."""
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.ProxyError():
            words = "its certificate is not trusted" if _is_distrust(error) else "no connection"
            return NoReplyError(words, may_have_arrived=False)
        case httpx.PoolTimeout():
            return NoReplyError("all connections are busy", may_have_arrived=False)
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | httpx.LocalProtocolError():
            return NoReplyError("the request could not be built", may_have_arrived=False)
        case httpx.TimeoutException():
            return NoReplyError(f"no answer within {within_s:.0f} s", may_have_arrived=True, timed_out=True)
        case _:
            return NoReplyError("the connection was cut", may_have_arrived=True)


def _is_distrust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
