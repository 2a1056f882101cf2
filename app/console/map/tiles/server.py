"""Asks an XYZ server for one picture at a time: one host, bounded answers, its key in no log and no message."""

import asyncio
import collections.abc
import contextlib
import logging
import pathlib
import sqlite3
import ssl
import time
import typing

import httpx
import msgspec
import truststore

from app import __version__
from app.console.map.tiles.source import KEY, BaseMap, Tile, is_loopback, mime_of
from app.core import outgoing
from app.core.tasks import Tasks

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


class TileMissing(msgspec.Struct, frozen=True):
    """The server answered that it has no such tile: nothing is wrong with it."""


class TileRefused(msgspec.Struct, frozen=True):
    """The server answered, but gives us none; the HTTP status, or 0 for an answer that is no picture."""

    status: int


class ServerLost(msgspec.Struct, frozen=True):
    """No answer; the reason in a word, without the address."""

    reason: str


Answer = Picture | TileMissing | TileRefused | ServerLost


class TileServer:
    """One client for one server. It follows no redirect: no other host is ever asked."""

    def __init__(self, base_map: BaseMap, key: str) -> None:
        self._template = base_map.server.replace(KEY, key)
        here = is_loopback(base_map.host)
        verify: ssl.SSLContext | bool = True
        if base_map.server.startswith("https:"):
            verify = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client = outgoing.client(loopback=here, headers={"User-Agent": USER_AGENT}, timeout=WITHIN, verify=verify)

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
            return ServerLost("no answer in time")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return ServerLost(type(error).__name__)

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()

    async def _judge(self, response: httpx.Response) -> Answer:
        status = response.status_code
        if status in (NO_CONTENT, NOT_FOUND, GONE):
            return TileMissing()
        if status != OK:
            return TileRefused(status)
        content = b""
        async for part in response.aiter_bytes():
            content += part
            if len(content) > MOST_BYTES:
                return TileRefused(0)
        return Picture(content, _fresh_s(response)) if mime_of(content) else TileRefused(0)


def _fresh_s(response: httpx.Response) -> int:
    """The server's own max-age, within what is sensible."""
    for part in response.headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.casefold() == "max-age" and value.isascii() and value.isdigit():
            return min(max(int(value), FRESH_S), LONGEST_FRESH_S)
    return FRESH_S


AT_ONCE = 6
HANGS_S = 2.0
"""Silent for so long, a request gives its place to one that was never tried, and waits for another turn."""


class _TileWish(msgspec.Struct):
    tile: Tile
    since: float
    task: asyncio.Task[None]


class TileDownloader:
    """Lives on one loop. ``settled`` gets a wish's number and its answer; a dropped wish gets none."""

    def __init__(
        self,
        tasks: Tasks,
        fetch: collections.abc.Callable[[Tile], collections.abc.Awaitable[Answer]],
        settled: collections.abc.Callable[[int, Tile, Answer], None],
        hangs_s: float = HANGS_S,
    ) -> None:
        self._tasks, self._fetch, self._settled, self._hangs_s = tasks, fetch, settled, hangs_s
        self._waiting: dict[int, Tile] = {}
        self._tried: dict[int, Tile] = {}
        self._asking: dict[int, _TileWish] = {}
        self._due: asyncio.TimerHandle | None = None

    def want(self, number: int, tile: Tile) -> None:
        """A tile is wanted; the newest wish is served first."""
        self._waiting[number] = tile
        self._fill()

    def drop(self, number: int) -> None:
        """Nobody looks there any more."""
        self._waiting.pop(number, None)
        self._tried.pop(number, None)
        if number in self._asking:
            self._asking.pop(number).task.cancel()
            self._fill()

    def empty(self) -> dict[int, Tile]:
        """Takes every wish away, asked or not, and returns them."""
        wishes = self._waiting | self._tried | {number: asked.tile for number, asked in self._asking.items()}
        for number in wishes:
            self._waiting.pop(number, None)
            self._tried.pop(number, None)
        for asked in self._asking.values():
            asked.task.cancel()
        self._asking.clear()
        if self._due is not None:
            self._due.cancel()
        return wishes

    def _fill(self) -> None:
        while self._waiting and (len(self._asking) < AT_ONCE or self._made_room()):
            self._start(*self._waiting.popitem())
        while self._tried and len(self._asking) < AT_ONCE:
            self._start(*self._tried.popitem())
        if self._waiting:
            self._look_again()

    def _made_room(self) -> bool:
        number, oldest = min(self._asking.items(), key=lambda each: each[1].since)
        if time.monotonic() - oldest.since < self._hangs_s:
            return False
        del self._asking[number]
        oldest.task.cancel()
        self._tried[number] = oldest.tile
        return True

    def _look_again(self) -> None:
        if self._due is not None:
            self._due.cancel()
        wait = min(asked.since for asked in self._asking.values()) + self._hangs_s - time.monotonic()
        self._due = asyncio.get_running_loop().call_later(max(wait, 0.01), self._fill)

    def _start(self, number: int, tile: Tile) -> None:
        task = self._tasks.start("map tile", self._ask(number, tile))
        self._asking[number] = _TileWish(tile, time.monotonic(), task)

    async def _ask(self, number: int, tile: Tile) -> None:
        answer = await self._fetch(tile)
        self._asking.pop(number, None)
        self._settled(number, tile, answer)
        self._fill()


REDIRECTS = range(300, 400)
TOO_MANY = 429


def server_words(host: str, answer: Answer) -> str:
    """The answer of a server as a sentence."""
    match answer:
        case Picture() | TileMissing():
            return f"{host} answers."
        case ServerLost(reason):
            sentence = "{host} does not answer ({reason})."
            return sentence.replace("{host}", host).replace("{reason}", reason)
        case TileRefused(status):
            return _refusal(status).replace("{host}", host).replace("{status}", str(status))


def _refusal(status: int) -> str:
    if status == 0:
        return "{host} answers with something that is no map picture. Check the address."
    if status in KEY_REFUSED:
        return "{host} refuses us ({status}). Check the key, and what the provider allows."
    if status == TOO_MANY:
        return "{host} was asked too often ({status}). It is asked again after a pause."
    if status in REDIRECTS:
        return "{host} sends us to another address ({status}). No other is ever asked: write that one here."
    return "{host} answers with an error ({status})."


log = logging.getLogger(__name__)

CACHE_BYTES = 256 * 1024**2
ROOM = 0.9
"""Of the size: what stays when it was exceeded, the pictures used last."""
_TABLE = """
CREATE TABLE IF NOT EXISTS picture (
  server TEXT, zoom INTEGER, column INTEGER, row INTEGER, stale_at INTEGER, used_at INTEGER, bytes BLOB,
  PRIMARY KEY (server, zoom, column, row)
)
"""
_PLACE = "server = ? AND zoom = ? AND column = ? AND row = ?"


class CachedTile(msgspec.Struct, frozen=True):
    """A picture, and until when (UTC ms) it needs no asking."""

    picture: bytes
    stale_at: int


class TileCache:
    """Used from one thread. A disk that fails makes it forget; the map goes on without it."""

    def __init__(self, file: pathlib.Path, server: str, most_bytes: int = CACHE_BYTES) -> None:
        self._file, self._server, self._most = file, server, most_bytes
        self._rows: sqlite3.Connection | None = None
        self._size = 0
        try:
            self._open()
        except (sqlite3.Error, OSError):
            self._begin_anew()

    def find(self, tile: Tile, now: int) -> CachedTile | None:
        """The picture of a tile, stale or not."""
        found = self._do(f"SELECT bytes, stale_at FROM picture WHERE {_PLACE}", self._place(tile))  # noqa: S608 a constant
        if not found:
            return None
        self._do(f"UPDATE picture SET used_at = ? WHERE {_PLACE}", (now, *self._place(tile)))  # noqa: S608 a constant
        return CachedTile(bytes(found[0][0]), int(found[0][1]))

    def keep(self, tile: Tile, picture: bytes, stale_at: int, now: int) -> None:
        """Keep a picture; the ones used longest ago go when there is no room."""
        values = (*self._place(tile), stale_at, now, picture)
        self._do("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self._size += len(picture)
        if self._size > self._most:
            self._make_room()

    @property
    def size(self) -> int:
        """Bytes of pictures kept, never counted too low."""
        return self._size

    def close(self) -> None:
        """Let go of the file."""
        if self._rows is not None:
            self._rows.close()
            self._rows = None

    def _place(self, tile: Tile) -> tuple[str, int, int, int]:
        return self._server, tile.zoom, tile.column, tile.row

    def _open(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(self._file, isolation_level=None, timeout=1)
        # It is only a cache: a power cut may cost it, but no write waits for the disk.
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "auto_vacuum=INCREMENTAL"):
            self._rows.execute(f"PRAGMA {pragma}")
        self._rows.execute(_TABLE)
        self._count()

    def _begin_anew(self) -> None:
        self.close()
        log.warning("the cache of map pictures is damaged or can't be written; it begins anew")
        with contextlib.suppress(OSError, sqlite3.Error):
            for file in (self._file, *self._file.parent.glob(f"{self._file.name}-*")):
                file.unlink(missing_ok=True)
            self._open()

    def _count(self) -> None:
        assert self._rows is not None  # noqa: S101 both callers have opened it
        self._size = self._rows.execute("SELECT coalesce(sum(length(bytes)), 0) FROM picture").fetchone()[0]

    def _make_room(self) -> None:
        kept = 0
        for zoom, column, row, server, size in self._do(
            "SELECT zoom, column, row, server, length(bytes) FROM picture ORDER BY used_at DESC"
        ):
            kept += int(size)
            if kept > self._most * ROOM:
                self._do(f"DELETE FROM picture WHERE {_PLACE}", (server, zoom, column, row))  # noqa: S608 a constant
                kept -= int(size)
        self._do("PRAGMA incremental_vacuum")
        self._size = kept

    def _do(self, order: str, values: tuple[str | int | bytes, ...] = ()) -> list[tuple[typing.Any, ...]]:
        if self._rows is None:
            return []
        try:
            return self._rows.execute(order, values).fetchall()
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError):
                self._begin_anew()
            return []
