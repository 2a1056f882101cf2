"""Base maps made for tests: a picture with its place written into its colour, files of them, and a server."""

import gzip
import sqlite3
import struct
import zlib
from pathlib import Path
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer


def picture(zoom: int, column: int, row: int) -> bytes:
    """A PNG of 256 x 256 in one grey-green colour that depends on the place."""
    colour = bytes((120 + 20 * (column % 3), 150 + 20 * (row % 3), 120 + 8 * (zoom % 4)))
    rows = (b"\0" + colour * 256) * 256
    header = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def all_tiles(most_zoom: int) -> list[tuple[int, int, int]]:
    return [(z, x, y) for z in range(most_zoom + 1) for x in range(2**z) for y in range(2**z)]


def make_mbtiles(file: Path, most_zoom: int = 3, **metadata: str) -> Path:
    """A raster MBTiles of the whole world."""
    rows = sqlite3.connect(file)
    rows.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    rows.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
    told = {"name": "Streets", "format": "png", "attribution": '<a href="#">Sample &amp; County</a>'} | metadata
    rows.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
    tiles = [(z, x, 2**z - 1 - y, picture(z, x, y)) for z, x, y in all_tiles(most_zoom)]
    rows.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", tiles)
    rows.commit()
    rows.close()
    return file


def make_pmtiles(file: Path, most_zoom: int = 3, kind: TileType = TileType.PNG, *, packed: bool = False) -> Path:
    """A raster PMTiles of the whole world."""
    with file.open("wb") as out:
        writer: Any = Writer(out)  # type: ignore[no-untyped-call]
        for z, x, y in sorted(all_tiles(most_zoom), key=lambda each: zxy_to_tileid(*each)):
            made = picture(z, x, y)
            writer.write_tile(zxy_to_tileid(z, x, y), gzip.compress(made) if packed else made)
        header = {
            "tile_type": kind,
            "tile_compression": Compression.GZIP if packed else Compression.NONE,
            "min_zoom": 0,
            "max_zoom": most_zoom,
            "min_lon_e7": -1_800_000_000,
            "min_lat_e7": -850_000_000,
            "max_lon_e7": 1_800_000_000,
            "max_lat_e7": 850_000_000,
        }
        writer.finalize(header, {"attribution": "Sample County"})
    return file


def make_map(folder: Path, kind: str, most_zoom: int) -> Path:
    """``streets.mbtiles`` or ``streets.pmtiles``."""
    file = folder / f"streets.{kind}"
    return make_mbtiles(file, most_zoom) if kind == "mbtiles" else make_pmtiles(file, most_zoom)
