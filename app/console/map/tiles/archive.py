"""A base map in one file: what every kind of it tells and gives, and how one is opened."""

import pathlib
import typing

import msgspec

from app.console.map.tiles.tile import Tile

KINDS = (".mbtiles", ".pmtiles")


class ArchiveRefusedError(Exception):
    """The file is no base map for this console; the message is a sentence for the operator."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself: zooms, and the part of the world that it covers, WGS-84 degrees."""

    least_zoom: int
    most_zoom: int
    attribution: str = ""
    bounds: tuple[float, float, float, float] | None = None
    """West, south, east, north; None when the file doesn't say."""


class Archive(typing.Protocol):
    """One open file; used from one thread."""

    facts: Facts

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
