"""Pictures that a server has given, kept on disk up to a size; a damaged cache costs nothing but itself."""

import contextlib
import logging
import pathlib
import sqlite3
import typing

import msgspec

from app.console.map.tiles.tile import Tile

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024**2
ROOM = 0.9
"""Of the size: what stays when it was exceeded, the pictures used last."""
_TABLE = """
CREATE TABLE IF NOT EXISTS picture (
  server TEXT, zoom INTEGER, column INTEGER, row INTEGER, stale_at INTEGER, used_at INTEGER, bytes BLOB,
  PRIMARY KEY (server, zoom, column, row)
)
"""
_PLACE = "server = ? AND zoom = ? AND column = ? AND row = ?"


class Kept(msgspec.Struct, frozen=True):
    """A picture, and until when (UTC ms) it needs no asking."""

    picture: bytes
    stale_at: int


class TileCache:
    """Used from one thread. A disk that fails makes it forget; the map goes on without it."""

    def __init__(self, file: pathlib.Path, server: str, most_bytes: int = MOST_BYTES) -> None:
        self._file, self._server, self._most = file, server, most_bytes
        self._rows: sqlite3.Connection | None = None
        self._size = 0
        try:
            self._open()
        except (sqlite3.Error, OSError):
            self._begin_anew()

    def find(self, tile: Tile, now: int) -> Kept | None:
        """The picture of a tile, stale or not."""
        found = self._do(f"SELECT bytes, stale_at FROM picture WHERE {_PLACE}", self._place(tile))  # noqa: S608 a constant
        if not found:
            return None
        self._do(f"UPDATE picture SET used_at = ? WHERE {_PLACE}", (now, *self._place(tile)))  # noqa: S608 a constant
        return Kept(bytes(found[0][0]), int(found[0][1]))

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
