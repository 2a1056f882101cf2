"""What a person does at the frozen program's desk: reads the manual, takes a base map, changes a setting."""

import io
import math
import pathlib
import typing

from hands import Hands, share_of, until  # type: ignore[import-not-found]  # beside this file, found by its folder

DONE_S = 30.0
GREEN = (0, 160, 0)
A_SIXTH = 1 / 6
"""The map pane has more than that of the window."""
MAP_FILE = "green.pmtiles"
WHOLE_TO, DEEPEST, AROUND = 3, 19, 6
"""Zooms up to which the whole world is green, and up to which so many pictures around the shared call are."""
CALLER = (41.8837, -87.6325)
"""Where the tryout's share says the caller is (degrees)."""
EVERYWHERE = {"min_lon_e7": -1_800_000_000, "min_lat_e7": -850_000_000, "max_lon_e7": 1_800_000_000}


def read_the_manual(hands: Hands, home: pathlib.Path, inside: str) -> str:
    """F1, then the manual as PDF into the home folder; says what was seen."""
    hands.front("Watchfloor")
    hands.press("F1")
    manual = hands.opened("Manual")
    hands.click(manual, 100, -32)
    hands.front("Save the manual as PDF")
    hands.write(f"{inside}/manual.pdf")
    hands.press("Return")
    file = home / "manual.pdf"
    until("the manual as PDF", DONE_S, lambda: file.exists() and file.read_bytes().rstrip().endswith(b"%%EOF"))
    hands.front("Manual")
    hands.press("Escape")
    return f"{file.stat().st_size // 1024} KiB"


def take_a_base_map(hands: Hands, shots: pathlib.Path, home: pathlib.Path, inside: str) -> str:
    """A PMTiles archive of one green picture; says how much of the window is green afterwards."""
    archive(home / MAP_FILE)
    hands.front("Watchfloor")
    hands.press("ctrl+shift+b")
    dialog = hands.opened("Base map")
    hands.write(f"{inside}/{MAP_FILE}")
    hands.click(dialog, -60, -36)
    newest = shots / "latest.png"
    until("the base map", DONE_S, lambda: share_of(newest, GREEN) > A_SIXTH)
    return f"{share_of(newest, GREEN):.0%} of the window"


def change_a_setting(hands: Hands, settings: pathlib.Path) -> str:
    """The days until people are forgotten, in the preferences; says the line that was written."""
    hands.front("Watchfloor")
    hands.press("ctrl+comma")
    dialog = hands.opened("Preferences")
    until("the changed setting", DONE_S, lambda: _changed(hands, dialog, settings))
    hands.front("Preferences")
    hands.press("Escape")
    return next(line for line in settings.read_text(encoding="utf-8").splitlines() if "retention" in line)


def archive(file: pathlib.Path) -> None:
    """Write a PMTiles archive that is green wherever the map looks."""
    from PIL import Image  # noqa: PLC0415 only the tryout makes one; the package is built without
    from pmtiles.tile import Compression, TileType, zxy_to_tileid  # noqa: PLC0415 as above
    from pmtiles.writer import Writer  # noqa: PLC0415 as above

    picture = io.BytesIO()
    Image.new("RGB", (256, 256), GREEN).save(picture, "PNG")
    with file.open("wb") as out:
        writer: typing.Any = Writer(out)  # type: ignore[no-untyped-call]  # the library has no types
        for zoom in range(DEEPEST + 1):
            for across, down in places(zoom):
                writer.write_tile(zxy_to_tileid(zoom, across, down), picture.getvalue())
        head = {"tile_type": TileType.PNG, "tile_compression": Compression.NONE, "max_lat_e7": 850_000_000}
        middle = {"center_zoom": 2, "center_lon_e7": 0, "center_lat_e7": 0}
        writer.finalize({**head, **EVERYWHERE, **middle}, {"attribution": "green"})


def places(zoom: int) -> list[tuple[int, int]]:
    """The pictures of one zoom, as columns and rows of Web Mercator."""
    several = 2**zoom
    if zoom <= WHOLE_TO:
        return [(across, down) for across in range(several) for down in range(several)]
    north, east = math.radians(CALLER[0]), CALLER[1]
    across = int((east + 180) / 360 * several)
    down = int((1 - math.asinh(math.tan(north)) / math.pi) / 2 * several)
    near = range(-AROUND, AROUND + 1)
    around = {((across + right) % several, (down + below) % several) for right in near for below in near}
    return sorted(around)


def _changed(hands: Hands, dialog: str, settings: pathlib.Path) -> bool:
    """Look for the setting, change and apply it; the dialog may still have been on its way for the first try."""
    hands.front("Preferences")
    hands.click(dialog, 120, 65)
    hands.write("retention")
    hands.click(dialog, 120, 172)
    hands.write("31")
    hands.press("Tab")
    hands.click(dialog, 50, -35)
    return "retention_days = 31" in settings.read_text(encoding="utf-8")
