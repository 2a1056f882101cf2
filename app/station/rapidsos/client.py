"""The one HTTP client for RapidSOS: one host, few connections, bounded answers, and no word of what it carries."""

import asyncio
import pathlib
import ssl
import typing

import truststore

from app.core.clock import Clock
from app.core.errors import Exit, RefusedError
from app.settings import Settings
from app.station.rapidsos.messages import Ask, NoReplyError, Reply

WITHIN_S = 10.0
"""A whole answer, however slowly it drips."""


class Carrier(typing.Protocol):
    """What sends requests (``transport.Wire``)."""

    async def send(self, ask: Ask) -> Reply:
        """Send once; raises ``NoReplyError`` when no whole answer came."""

    async def close(self) -> None:
        """Let go of all connections."""


class Client:
    """Sends to one base address and never anywhere else: no redirects, no proxy but the one in the settings."""

    def __init__(self, base_url: str, settings: Settings, clock: Clock) -> None:
        """``base_url`` as ``settings.rapidsos_url`` has checked it for the environment.

        Raises:
            RefusedError: the proxy or the file of certificates can't be used.
        """
        self._base_url = base_url
        self._clock = clock
        self._tls = trust(settings.rapidsos_ca)
        on_this_computer = base_url.startswith("http://")
        self._proxy = None if on_this_computer else settings.rapidsos_proxy
        self._loading = asyncio.Lock()
        self._wire: Carrier | None = None
        if self._proxy is not None:
            self._wire = self._checked_wire()

    async def send(self, ask: Ask) -> Reply:
        """Send once, and only once: whether to ask again is the caller's to decide.

        Raises:
            NoReplyError: no whole answer came.
        """
        wire = self._wire or await self._loaded()
        try:
            async with asyncio.timeout(WITHIN_S):
                return await wire.send(ask)
        except TimeoutError:
            raise NoReplyError(f"no answer within {WITHIN_S:.0f} s", may_have_arrived=True, timed_out=True) from None

    async def close(self) -> None:
        """Let go of all connections."""
        if self._wire is not None:
            await self._wire.close()

    async def _loaded(self) -> Carrier:
        """The wire, made once, in a thread: shares are answered while the library loads."""
        async with self._loading:
            if self._wire is None:
                self._wire = await asyncio.to_thread(self._new_wire)
            return self._wire

    def _checked_wire(self) -> Carrier:
        try:
            return self._new_wire()
        except ValueError as error:
            raise RefusedError(f"rapidsos_proxy can't be used: {error}. Correct it.", Exit.SETTINGS) from None

    def _new_wire(self) -> Carrier:
        # The HTTP library takes up to 150 ms to load, which the line that says "ready" must not wait for.
        from app.station.rapidsos.transport import Wire  # noqa: PLC0415

        return Wire(self._base_url, self._proxy, self._tls, self._clock, WITHIN_S)


def trust(more: str | None) -> ssl.SSLContext:
    """TLS 1.2 or newer (docs/contract.md#1) by the system's certificates and the center's own file of them."""
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
