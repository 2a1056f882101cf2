"""Base map files: read, refused with a sentence, damaged."""

from pathlib import Path

import pytest
from pmtiles.tile import TileType

from app.console.map.tiles.archive import ArchiveRefusedError, open_archive
from app.console.map.tiles.source import Tile
from tests.console.map.tiles.pictures import make_map, make_mbtiles, make_pmtiles, picture


@pytest.mark.parametrize("kind", ["mbtiles", "pmtiles"])
def test_every_tile_comes_back(tmp_path: Path, kind: str) -> None:
    archive = open_archive(str(make_map(tmp_path, kind, 3)))
    assert (archive.facts.least_zoom, archive.facts.most_zoom) == (0, 3)
    assert archive.facts.attribution in ("Sample & County", "Sample County")
    for zoom in range(4):
        for column in range(2**zoom):
            for row in range(2**zoom):
                assert archive.picture(Tile(zoom, column, row)) == picture(zoom, column, row)
    assert archive.picture(Tile(4, 0, 0)) is None
    archive.close()


def refusal(file: Path) -> str:
    with pytest.raises(ArchiveRefusedError) as refused:
        open_archive(str(file))
    return str(refused.value)


@pytest.mark.parametrize("kind", ["mbtiles", "pmtiles"])
@pytest.mark.parametrize(
    "content", [b"", b"x" * 500, b"PMTiles\x03" + b"\xff" * 300, b"SQLite format 3\x00" + b"\x01" * 400]
)
def test_damage_is_a_sentence(tmp_path: Path, kind: str, content: bytes) -> None:
    file = tmp_path / f"streets.{kind}"
    file.write_bytes(content)
    assert refusal(file) == f"streets.{kind} is damaged or is no base map. Copy it here again from where it came from."


@pytest.mark.parametrize("kind", ["mbtiles", "pmtiles"])
def test_a_missing_file_is_a_sentence(tmp_path: Path, kind: str) -> None:
    assert "can't be read" in refusal(tmp_path / f"streets.{kind}")


def test_vector_tiles_are_refused(tmp_path: Path) -> None:
    for file in (
        make_pmtiles(tmp_path / "vector.pmtiles", 1, TileType.MVT),
        make_mbtiles(tmp_path / "vector.mbtiles", 1, format="pbf"),
    ):
        assert "holds vector tiles" in refusal(file)


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert "Choose an .mbtiles or .pmtiles file" in refusal(tmp_path / "streets.tif")


def test_bounds_that_make_no_sense_are_not_told(tmp_path: Path) -> None:
    good = open_archive(str(make_mbtiles(tmp_path / "a.mbtiles", 1, bounds="-90,39,-89,40")))
    bad = open_archive(str(make_mbtiles(tmp_path / "b.mbtiles", 1, bounds="10,39,-89,40")))
    strange = open_archive(str(make_mbtiles(tmp_path / "c.mbtiles", 1, bounds="all")))
    assert [one.facts.bounds for one in (good, bad, strange)] == [(-90, 39, -89, 40), None, None]
    for archive in (good, bad, strange):
        archive.close()


def test_a_file_cut_short_while_it_is_used(tmp_path: Path) -> None:
    file = make_pmtiles(tmp_path / "streets.pmtiles", 3)
    archive = open_archive(str(file))
    with file.open("r+b") as whole:
        whole.truncate(2_000)
    with pytest.raises(ArchiveRefusedError, match="damaged"):
        [archive.picture(Tile(3, column, 7)) for column in range(8)]
    archive.close()


def test_a_length_beyond_reason_is_damage(tmp_path: Path) -> None:
    file = make_pmtiles(tmp_path / "streets.pmtiles", 1)
    content = bytearray(file.read_bytes())
    content[32:40] = (2**40).to_bytes(8, "little")  # length of the metadata
    file.write_bytes(content)
    assert "damaged" in refusal(file)


def test_pictures_may_be_packed(tmp_path: Path) -> None:
    file = tmp_path / "streets.pmtiles"
    make_pmtiles(file, 0, packed=True)
    archive = open_archive(str(file))
    assert archive.picture(Tile(0, 0, 0)) == picture(0, 0, 0)
    archive.close()
