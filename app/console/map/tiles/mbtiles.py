"""MBTiles 1.3: a SQLite file of pictures, opened read-only; its rows are counted from the south."""

import contextlib
import pathlib
import sqlite3
import urllib.parse

from app.console.map.tiles.archive import Facts, bounds_of, damaged, unreadable, vector
from app.console.map.tiles.base_map import plain_credit
from app.console.map.tiles.tile import Tile, mime_of

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

    def _read_facts(self) -> Facts:
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
        return Facts(
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
