"""Asks an XYZ server for one picture at a time: one host, bounded answers, its key in no log and no message."""

import ssl

import httpx
import msgspec
import truststore

from app import __version__
from app.console.map.tiles.base_map import KEY, BaseMap, is_loopback
from app.console.map.tiles.tile import Tile, mime_of

USER_AGENT = f"Watchfloor/{__version__} (console of a 911 monitoring center)"
WITHIN = httpx.Timeout(8.0, connect=4.0)
MOST_BYTES = 2 * 1024**2
FRESH_S = 7 * 86_400
"""As long as OpenStreetMap asks at least, when the server says nothing longer."""
LONGEST_FRESH_S = 90 * 86_400
OK, NO_CONTENT, BAD_REQUEST, NOT_FOUND, GONE = 200, 204, 400, 404, 410
KEY_REFUSED = (401, 403)


class Picture(msgspec.Struct, frozen=True):
    """The tile, and for how many seconds it is fresh."""

    content: bytes
    fresh_s: int


class Missing(msgspec.Struct, frozen=True):
    """The server answered that it has no such tile: nothing is wrong with it."""


class Refused(msgspec.Struct, frozen=True):
    """The server answered, but gives us none; the HTTP status, or 0 for an answer that is no picture."""

    status: int


class Lost(msgspec.Struct, frozen=True):
    """No answer; the reason in a word, without the address."""

    reason: str


Answer = Picture | Missing | Refused | Lost


class TileServer:
    """One client for one server. It follows no redirect: no other host is ever asked."""

    def __init__(self, base_map: BaseMap, key: str) -> None:
        self._template = base_map.server.replace(KEY, key)
        here = is_loopback(base_map.host)
        verify: ssl.SSLContext | bool = True
        if base_map.server.startswith("https:"):
            verify = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client = httpx.AsyncClient(
            headers={"User-Agent": USER_AGENT}, timeout=WITHIN, verify=verify, trust_env=not here
        )

    def __repr__(self) -> str:
        """Without the address: it holds the key."""
        return "TileServer()"

    async def fetch(self, tile: Tile) -> Answer:
        """Ask for one picture."""
        address = self._template
        for name, value in (("{z}", tile.zoom), ("{x}", tile.column), ("{y}", tile.row)):
            address = address.replace(name, str(value))
        try:
            async with self._client.stream("GET", address) as response:
                return await self._judge(response)
        except httpx.TimeoutException:
            return Lost("no answer in time")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Lost(type(error).__name__)

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()

    async def _judge(self, response: httpx.Response) -> Answer:
        status = response.status_code
        if status in (NO_CONTENT, NOT_FOUND, GONE):
            return Missing()
        if status != OK:
            return Refused(status)
        content = b""
        async for part in response.aiter_bytes():
            content += part
            if len(content) > MOST_BYTES:
                return Refused(0)
        return Picture(content, _fresh_s(response)) if mime_of(content) else Refused(0)


def _fresh_s(response: httpx.Response) -> int:
    """The server's own max-age, within what is sensible."""
    for part in response.headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.casefold() == "max-age" and value.isascii() and value.isdigit():
            return min(max(int(value), FRESH_S), LONGEST_FRESH_S)
    return FRESH_S
