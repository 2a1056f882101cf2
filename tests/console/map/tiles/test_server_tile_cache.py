"""The cache of pictures: kept, bounded, and no trouble when it is damaged."""

from collections.abc import Callable
from pathlib import Path

from app.console.map.tiles.server import CachedTile, TileCache
from app.console.map.tiles.source import Tile

FILE = "pictures.sqlite"


def test_what_was_kept_is_found_after_a_restart(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / FILE, "here")
    cache.keep(Tile(1, 0, 1), b"picture", 500, 100)
    cache.close()
    again = TileCache(tmp_path / FILE, "here")
    assert again.find(Tile(1, 0, 1), 200) == CachedTile(b"picture", 500)
    assert again.find(Tile(1, 1, 1), 200) is None
    assert again.size == 7
    again.close()


def test_servers_do_not_share(tmp_path: Path) -> None:
    one, other = TileCache(tmp_path / FILE, "one"), TileCache(tmp_path / FILE, "other")
    one.keep(Tile(0, 0, 0), b"picture", 500, 100)
    assert other.find(Tile(0, 0, 0), 200) is None
    one.close()
    other.close()


def test_it_stays_below_its_size_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / FILE, "here", most_bytes=1_000)
    for column in range(30):
        cache.keep(Tile(8, column, 0), b"x" * 100, 10_000, column)
        cache.find(Tile(8, 0, 0), column)  # looked at again and again
        assert cache.size <= 1_000
    assert cache.find(Tile(8, 0, 0), 100) is not None
    assert cache.find(Tile(8, 29, 0), 100) is not None
    assert cache.find(Tile(8, 1, 0), 100) is None
    cache.close()


def test_a_damaged_cache_begins_anew(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("begins anew")
    (tmp_path / FILE).write_bytes(b"nonsense" * 100)
    cache = TileCache(tmp_path / FILE, "here")
    cache.keep(Tile(0, 0, 0), b"picture", 500, 100)
    assert cache.find(Tile(0, 0, 0), 200) is not None
    cache.close()
    assert cache.find(Tile(0, 0, 0), 200) is None


def test_a_disk_that_refuses_costs_only_the_cache(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("begins anew")
    (tmp_path / "file").write_text("no folder")
    cache = TileCache(tmp_path / "file" / FILE, "here")
    cache.keep(Tile(0, 0, 0), b"picture", 500, 100)
    assert cache.find(Tile(0, 0, 0), 200) is None
    cache.close()
