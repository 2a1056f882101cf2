"""The one HTTP client for RapidSOS: one host, few connections, bounded answers, and no word of what it carries."""

import asyncio
import email.utils
import importlib.util
import logging
import pathlib
import ssl
import sys
import types
import typing

import httpx
import msgspec
import truststore

from app.ground.clock import Clock
from app.ground.exits import Exit, RefusedError
from app.settings import Method, Settings

CONNECTIONS = 20
CONNECT_S = 3.0
WITHIN_S = 10.0
"""A whole answer, however slowly it drips."""
MOST_BYTES = 1024**2
"""More than any location or any card (contract 5.5) needs."""
IDLE_S = 20.0
"""A connection is given up before a usual gateway does it: a question must not meet a closing door."""
LONGEST_RETRY_AFTER_MS = 600_000
"""A wait of years, by mistake or malice, must not blind an operator."""
_DELAY_DIGITS = 9


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One request below RapidSOS's base address."""

    method: Method
    path: str
    authorization: str | None = None
    query: dict[str, str] = {}
    body: bytes = b""
    media: str = "application/json"

    def __repr__(self) -> str:
        """Without query, body and authorization: they hold numbers and tokens."""
        return f"Ask({self.method} {self.path})"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came back."""

    status: int
    untrusted_body: bytes
    retry_after_ms: int | None = None

    @property
    def succeeded(self) -> bool:
        """Whether it is a 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004

    def __repr__(self) -> str:
        """Without the body: it is a person's, or holds a token."""
        return f"Reply({self.status})"


class NoReplyError(Exception):
    """No whole answer came; the message says why, in words without secrets."""

    def __init__(self, problem: str, *, may_have_arrived: bool, timed_out: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.may_have_arrived = may_have_arrived
        """False only when surely no byte of the request was sent."""
        self.timed_out = timed_out
        """It was waited for in vain, rather than cut."""


class Client:
    """Sends to one base address and never anywhere else: no redirects, no proxy but the one in the settings."""

    def __init__(self, base_url: str, settings: Settings, clock: Clock) -> None:
        """``base_url`` as ``settings.rapidsos_url`` has checked it for the environment.

        Raises:
            RefusedError: the proxy or the file of certificates can't be used.
        """
        self._base_url = base_url
        self._clock = clock
        # The library logs whole addresses, which hold the caller's number when LEI is asked by GET.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        _spare_a_search()
        on_this_computer = base_url.startswith("http://")
        try:
            self._client = httpx.AsyncClient(
                verify=trust(settings.rapidsos_ca),
                proxy=None if on_this_computer else settings.rapidsos_proxy,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(WITHIN_S, connect=CONNECT_S),
                limits=httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=IDLE_S),
                headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "watchfloor"},
            )
        except ValueError as error:
            raise RefusedError(f"rapidsos_proxy can't be used: {error}. Correct it.", Exit.SETTINGS) from None

    async def send(self, ask: Ask) -> Reply:
        """Send once, and only once: whether to ask again is the caller's to decide.

        Raises:
            NoReplyError: no whole answer came.
        """
        try:
            async with asyncio.timeout(WITHIN_S):
                return await self._sent(ask)
        except TimeoutError:
            raise NoReplyError(f"no answer within {WITHIN_S:.0f} s", may_have_arrived=True, timed_out=True) from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            raise _no_reply(error) from None

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
        return Reply(status=response.status_code, untrusted_body=body, retry_after_ms=wait)


def retry_after_ms(untrusted: str | None, now: int) -> int | None:
    """The wait that a ``Retry-After`` asks for, in seconds or as a date; bounded, None if it can't be read."""
    text = (untrusted or "").strip()
    if text.isascii() and text.isdigit():
        seconds = int(text) if len(text) <= _DELAY_DIGITS else LONGEST_RETRY_AFTER_MS
        return min(seconds * 1000, LONGEST_RETRY_AFTER_MS)
    try:
        until = email.utils.parsedate_to_datetime(text).timestamp() * 1000
    except (ValueError, OverflowError):
        return None
    return round(min(max(0.0, until - now), LONGEST_RETRY_AFTER_MS))


def _spare_a_search() -> None:
    """Tell the import system once that ``sniffio`` is absent, if it is.

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


def _no_reply(error: Exception) -> NoReplyError:
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
            return NoReplyError(f"no answer within {WITHIN_S:.0f} s", may_have_arrived=True, timed_out=True)
        case _:
            return NoReplyError("the connection was cut", may_have_arrived=True)


def _is_distrust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def trust(more: str | None) -> ssl.SSLContext:
    """TLS 1.2 or newer (contract 1) by the operating system's certificates, and the center's own file of them."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if more is not None:
        try:
            context.load_verify_locations(pathlib.Path(more).expanduser())
        except (OSError, ssl.SSLError) as error:
            raise RefusedError(
                f"The certificates in {more} can't be used ({error}). Correct the file or the setting rapidsos_ca.",
                Exit.SETTINGS,
            ) from None
    return context
