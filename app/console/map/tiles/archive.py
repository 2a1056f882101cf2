"""A base map in one file: what every kind of it tells and gives, and how one is opened."""

import contextlib
import pathlib
import sqlite3
import typing
import urllib.parse

import msgspec

from app.console.map.tiles.source import Tile, mime_of, plain_credit

KINDS = (".mbtiles", ".pmtiles")


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
