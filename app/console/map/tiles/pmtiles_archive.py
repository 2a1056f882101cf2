"""PMTiles 3: one file of pictures and its own directories, taken apart by the pmtiles package."""

import functools
import gzip
import json
import pathlib
import typing
import zlib

from pmtiles import tile as pm

from app.console.map.tiles.archive import ArchiveInfo, bounds_of, damaged, unreadable, vector
from app.console.map.tiles.source import Tile, plain_credit

HEADER_BYTES = 127
MOST_BYTES = 32 * 1024**2
"""More than any directory or picture needs; a damaged length asks for no more memory than that."""
DIRECTORIES = 64
"""Directories kept taken apart: each costs milliseconds, and neighbouring tiles share theirs."""
DEEPEST = 4
DEGREE = 1e7
_DAMAGE = (ValueError, EOFError, IndexError, MemoryError, OverflowError, zlib.error, gzip.BadGzipFile)
_STRANGE = (pm.MagicNumberNotFound, pm.SpecVersionUnsupported, *_DAMAGE)
_PICTURES = (pm.TileType.PNG, pm.TileType.JPEG, pm.TileType.WEBP)


class PMTiles:
    """Raises ArchiveRefusedError when the file is no raster PMTiles of version 3."""

    def __init__(self, file: str) -> None:
        self._file = file
        try:
            # Not mapped into memory: a network drive that goes away would end the process.
            self._bytes = pathlib.Path(file).open("rb")  # noqa: SIM115 stays open as long as the map is used
        except OSError as error:
            raise unreadable(file, error.strerror or type(error).__name__) from None
        try:
            self._header = self._understood(lambda: pm.deserialize_header(self._read(0, HEADER_BYTES)))
            self.facts = self._understood(self._read_facts)
        except BaseException:
            self._bytes.close()
            raise
        self._directory = functools.lru_cache(DIRECTORIES)(self._read_directory)

    def picture(self, tile: Tile) -> bytes | None:
        """A tile's bytes, None where the file has none; raises ArchiveRefusedError when it is damaged."""
        return self._understood(lambda: self._find(pm.zxy_to_tileid(tile.zoom, tile.column, tile.row)))

    def close(self) -> None:
        """Let go of the file."""
        self._bytes.close()

    def _find(self, number: int) -> bytes | None:
        header = self._header
        offset, length = header["root_offset"], header["root_length"]
        for _ in range(DEEPEST):
            entry = pm.find_tile(self._directory(offset, length), number)
            if entry is None:
                return None
            if entry.run_length:
                return self._picture_at(header["tile_data_offset"] + entry.offset, entry.length)
            offset, length = header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _picture_at(self, offset: int, length: int) -> bytes:
        found = self._read(offset, length)
        return gzip.decompress(found) if self._header["tile_compression"] is pm.Compression.GZIP else found

    def _read_directory(self, offset: int, length: int) -> list[pm.Entry]:
        packed = self._read(offset, length)
        if self._header["internal_compression"] is pm.Compression.NONE:
            packed = gzip.compress(packed, 1)  # the package takes apart packed ones only
        return pm.deserialize_directory(packed)

    def _read_facts(self) -> ArchiveInfo:
        header = self._header
        if header["tile_type"] not in _PICTURES:
            raise vector(self._file)
        if not header["tile_data_length"]:
            raise damaged(self._file)
        corners = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        return ArchiveInfo(
            least_zoom=header["min_zoom"],
            most_zoom=header["max_zoom"],
            attribution=self._attribution(),
            bounds=bounds_of([float(header[corner]) / DEGREE for corner in corners]),  # type: ignore[literal-required]
        )

    def _attribution(self) -> str:
        packed = self._read(self._header["metadata_offset"], self._header["metadata_length"])
        plain = gzip.decompress(packed) if self._header["internal_compression"] is pm.Compression.GZIP else packed
        told = json.loads(plain) if plain else {}
        return plain_credit(str(told.get("attribution", ""))) if isinstance(told, dict) else ""

    def _read(self, offset: int, length: int) -> bytes:
        if not 0 <= length <= MOST_BYTES:
            raise damaged(self._file)
        self._bytes.seek(offset)
        found = self._bytes.read(length)
        if len(found) != length:
            raise damaged(self._file)
        return found

    def _understood(self, read: typing.Callable[[], "_Result"]) -> "_Result":
        try:
            return read()
        except _STRANGE:
            raise damaged(self._file) from None
        except OSError as error:
            raise unreadable(self._file, error.strerror or type(error).__name__) from None


_Result = typing.TypeVar("_Result")
