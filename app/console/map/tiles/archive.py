"""A base map in one file: MBTiles (an SQLite database of pictures) or PMTiles 3, and how one is opened by its name."""

import contextlib
import functools
import gzip
import json
import pathlib
import sqlite3
import typing
import urllib.parse
import zlib

import msgspec

from app.console.map.tiles.source import Tile, mime_of, plain_credit

if typing.TYPE_CHECKING:
    from pmtiles import tile as pm

KINDS = (".mbtiles", ".pmtiles")
HEADER_BYTES = 127
MOST_BYTES = 32 * 1024**2
"""More than any directory or picture needs; a damaged length asks for no more memory than that."""
DIRECTORIES = 64
"""Directories kept taken apart: each costs milliseconds, and neighbouring tiles share theirs."""
DEEPEST = 4
DEGREE = 1e7
_DAMAGE = (ValueError, EOFError, IndexError, MemoryError, OverflowError, zlib.error, gzip.BadGzipFile)
_Result = typing.TypeVar("_Result")


class ArchiveRefusedError(Exception):
    """The file is no base map for this console; the message is a sentence for the operator."""


class ArchiveInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself: zooms, and the part of the world that it covers, WGS-84 degrees."""

    least_zoom: int
    most_zoom: int
    attribution: str = ""
    bounds: tuple[float, float, float, float] | None = None
    """West, south, east, north; None when the file doesn't say."""


class Archive(typing.Protocol):
    """One open file; used from one thread."""

    facts: ArchiveInfo

    def picture(self, tile: Tile) -> bytes | None:
        """A tile's bytes, None where the file has none; raises ArchiveRefusedError when it can't be read."""

    def close(self) -> None:
        """Let go of the file."""


def name_of(file: str) -> str:
    """What an operator calls the file."""
    return pathlib.Path(file).name


def vector(file: str) -> ArchiveRefusedError:
    """The refusal of a file that holds vector tiles."""
    sentence = "{file} holds vector tiles. This map draws pictures only: use a raster file (PNG, JPEG or WebP)."
    return ArchiveRefusedError(sentence.replace("{file}", name_of(file)))


def damaged(file: str) -> ArchiveRefusedError:
    """The refusal of a file that can't be understood."""
    sentence = "{file} is damaged or is no base map. Copy it here again from where it came from."
    return ArchiveRefusedError(sentence.replace("{file}", name_of(file)))


def unreadable(file: str, reason: str) -> ArchiveRefusedError:
    """The refusal of a file that the system doesn't give."""
    sentence = "{file} can't be read: {reason}. Is its disk connected?"
    return ArchiveRefusedError(sentence.replace("{file}", name_of(file)).replace("{reason}", reason))


def bounds_of(numbers: typing.Sequence[float]) -> tuple[float, float, float, float] | None:
    """Bounds that make sense, or None: a wrong rectangle would hide the map."""
    west, south, east, north = numbers
    sensible = -180 <= west < east <= 180 and -90 <= south < north <= 90  # noqa: PLR2004 degrees
    return (west, south, east, north) if sensible else None


_CORNERS = 4


class MBTiles:
    """Raises ArchiveRefusedError when the file is no raster MBTiles."""

    def __init__(self, file: str) -> None:
        self._file = file
        path = pathlib.Path(file)
        try:
            with path.open("rb"):
                pass
            where = urllib.parse.quote(path.resolve().as_posix())
            self._rows = sqlite3.connect(f"file:{where}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        except OSError as error:
            raise unreadable(file, error.strerror or type(error).__name__) from None
        try:
            self.facts = self._read_facts()
        except BaseException:
            self._rows.close()
            raise

    def picture(self, tile: Tile) -> bytes | None:
        """A tile's bytes, None where the file has none; raises ArchiveRefusedError when it is damaged."""
        from_south = 2**tile.zoom - 1 - tile.row
        sought = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        found = self._ask(sought, (tile.zoom, tile.column, from_south))
        return bytes(found[0][0]) if found and isinstance(found[0][0], bytes) else None

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def _read_facts(self) -> ArchiveInfo:
        told = {str(name): str(value) for name, value in self._ask("SELECT name, value FROM metadata")}
        sample = self._ask("SELECT tile_data FROM tiles LIMIT 1")
        if told.get("format", "").casefold() in ("pbf", "mvt"):
            raise vector(self._file)
        if not sample or not isinstance(sample[0][0], bytes):
            raise damaged(self._file)
        if mime_of(sample[0][0]) is None:
            raise vector(self._file)
        least, most = self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles")[0]
        if not isinstance(least, int) or not isinstance(most, int):
            raise damaged(self._file)
        bounds = None
        with contextlib.suppress(ValueError):
            numbers = [float(one) for one in told.get("bounds", "").split(",")]
            bounds = bounds_of(numbers) if len(numbers) == _CORNERS else None
        return ArchiveInfo(
            least_zoom=least,
            most_zoom=most,
            attribution=plain_credit(told.get("attribution", "")),
            bounds=bounds,
        )

    def _ask(self, question: str, values: tuple[int, ...] = ()) -> list[tuple[object, ...]]:
        try:
            return self._rows.execute(question, values).fetchall()
        except sqlite3.Error:
            raise damaged(self._file) from None


class PMTiles:
    """One file of pictures and its own directories; ArchiveRefusedError when it is no raster PMTiles of version 3."""

    def __init__(self, file: str) -> None:
        from pmtiles import tile as pm  # noqa: PLC0415 only centers with such a file wait for the package

        self._pm = pm
        self._file = file
        try:
            # Not mapped into memory: a network drive that goes away would end the process.
            self._bytes = pathlib.Path(file).open("rb")  # noqa: SIM115 stays open as long as the map is used
        except OSError as error:
            raise unreadable(file, error.strerror or type(error).__name__) from None
        try:
            self._header = self._understood(lambda: self._pm.deserialize_header(self._read(0, HEADER_BYTES)))
            self.facts = self._understood(self._read_facts)
        except BaseException:
            self._bytes.close()
            raise
        self._directory = functools.lru_cache(DIRECTORIES)(self._read_directory)

    def picture(self, tile: Tile) -> bytes | None:
        """A tile's bytes, None where the file has none; raises ArchiveRefusedError when it is damaged."""
        return self._understood(lambda: self._find(self._pm.zxy_to_tileid(tile.zoom, tile.column, tile.row)))

    def close(self) -> None:
        """Let go of the file."""
        self._bytes.close()

    def _find(self, number: int) -> bytes | None:
        header = self._header
        offset, length = header["root_offset"], header["root_length"]
        for _ in range(DEEPEST):
            entry = self._pm.find_tile(self._directory(offset, length), number)
            if entry is None:
                return None
            if entry.run_length:
                return self._picture_at(header["tile_data_offset"] + entry.offset, entry.length)
            offset, length = header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _picture_at(self, offset: int, length: int) -> bytes:
        found = self._read(offset, length)
        return gzip.decompress(found) if self._header["tile_compression"] is self._pm.Compression.GZIP else found

    def _read_directory(self, offset: int, length: int) -> "list[pm.Entry]":
        packed = self._read(offset, length)
        if self._header["internal_compression"] is self._pm.Compression.NONE:
            packed = gzip.compress(packed, 1)  # the package takes apart packed ones only
        return self._pm.deserialize_directory(packed)

    def _read_facts(self) -> ArchiveInfo:
        header = self._header
        kinds = self._pm.TileType
        if header["tile_type"] not in (kinds.PNG, kinds.JPEG, kinds.WEBP):
            raise vector(self._file)
        if not header["tile_data_length"]:
            raise damaged(self._file)
        corners = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        return ArchiveInfo(
            least_zoom=header["min_zoom"],
            most_zoom=header["max_zoom"],
            attribution=self._attribution(),
            bounds=bounds_of([float(header[corner]) / DEGREE for corner in corners]),
        )

    def _attribution(self) -> str:
        packed = self._read(self._header["metadata_offset"], self._header["metadata_length"])
        plain = gzip.decompress(packed) if self._header["internal_compression"] is self._pm.Compression.GZIP else packed
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

    def _understood(self, read: typing.Callable[[], _Result]) -> _Result:
        try:
            return read()
        except (self._pm.MagicNumberNotFound, self._pm.SpecVersionUnsupported, *_DAMAGE):
            raise damaged(self._file) from None
        except OSError as error:
            raise unreadable(self._file, error.strerror or type(error).__name__) from None


def open_archive(file: str) -> Archive:
    """The file, open; raises ArchiveRefusedError with a sentence for the operator."""
    match pathlib.Path(file).suffix.casefold():
        case ".mbtiles":
            return MBTiles(file)
        case ".pmtiles":
            return PMTiles(file)
        case _:
            sentence = "{file} is no base map. Choose an .mbtiles or .pmtiles file."
            raise ArchiveRefusedError(sentence.replace("{file}", name_of(file)))
