"""A square of the base map: its address on the private scheme, and what its bytes are."""

import math
import re

import msgspec

ADDRESS = re.compile(r"/tiles/([0-9]{1,9})/([0-9]{1,2})/([0-9]{1,9})/([0-9]{1,9})")
DEEPEST = 24
_NORTHMOST = 85.05
NOTHING = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b49444154789c6360000200"
    "000500017a5eab3f0000000049454e44ae426082"
)
"""A transparent picture, for a place where the map has none: the built-in map shows through."""
_SIGNS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_WEBP_NAME = slice(8, 12)


class Tile(msgspec.Struct, frozen=True):
    """Column and row of a zoom level, counted from the north-west (XYZ)."""

    zoom: int
    column: int
    row: int

    @classmethod
    def at(cls, latitude: float, longitude: float, zoom: int) -> "Tile":
        """The tile that holds a place, WGS-84 degrees."""
        across = 2**zoom
        turn = math.radians(max(-_NORTHMOST, min(_NORTHMOST, latitude)))
        down = (1 - math.asinh(math.tan(turn)) / math.pi) / 2
        column, row = int((longitude + 180) / 360 * across), int(down * across)
        return cls(zoom, min(max(column, 0), across - 1), min(max(row, 0), across - 1))


def tile_of(path: str) -> tuple[int, Tile] | None:
    """The base map's generation and the tile that an address asks for; None for anything else."""
    found = ADDRESS.fullmatch(path)
    if found is None:
        return None
    generation, zoom, column, row = (int(number) for number in found.groups())
    if zoom > DEEPEST or max(column, row) >= 2**zoom:
        return None
    return generation, Tile(zoom, column, row)


def mime_of(picture: bytes) -> str | None:
    """PNG, JPEG or WebP by their first bytes; None for what no map picture is."""
    for sign, mime in _SIGNS:
        if picture.startswith(sign):
            return mime
    if picture.startswith(b"RIFF") and picture[_WEBP_NAME] == b"WEBP":
        return "image/webp"
    return None
