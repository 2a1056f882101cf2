"""Addresses of tiles, and what bytes are a picture."""

import pytest

from app.console.map.tiles.source import NOTHING, Tile, mime_of, tile_of


def test_an_address_names_generation_and_tile() -> None:
    assert tile_of("/tiles/3/12/1026/1551") == (3, Tile(12, 1026, 1551))


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/1/2/4/0",
        "/tiles/1/2/0/4",
        "/tiles/1/25/0/0",
        "/tiles/1/2/3",
        "/tiles/a/0/0/0",
        "/tiles/1/0/0/0.png",
        "/x",
    ],
)
def test_what_is_no_tile(path: str) -> None:
    assert tile_of(path) is None


def test_pictures_are_known_by_their_first_bytes() -> None:
    assert mime_of(NOTHING) == "image/png"
    assert mime_of(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert mime_of(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert mime_of(b"<html>") is None
    assert mime_of(b"") is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "tile"),
    [(39.8, -89.6, Tile(12, 1028, 1553)), (90, 180, Tile(12, 4095, 0)), (-90, -180, Tile(12, 0, 4095))],
)
def test_the_tile_that_holds_a_place(latitude: float, longitude: float, tile: Tile) -> None:
    assert Tile.at(latitude, longitude, 12) == tile
