"""The base map from dialog to map and into console.ini; its key into the keyring and nowhere else."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.console.controllers.base_map import KEY_NAME, BaseMapController
from app.console.map.appearance import MapLook, Units, base_map, keep_base_map, map_look
from app.console.map.base_map import BaseMapDialog
from app.console.map.tiles.source import BaseMap, BaseMapCondition, BaseMapStatus
from app.console.shortcuts.actions import Action
from app.console.state_file import StateFile
from app.console.window.window import MainWindow
from app.core.keyring import KeyringStore
from app.core.tasks import Tasks
from tests.console import loop
from tests.console.conftest import Open
from tests.console.map.tiles.pictures import make_mbtiles
from tests.console.map.tiles.tile_house import tile_house
from tests.shots import scenes

SEALED = ("tests.memory_keyring",)
KEY = "opensesame-17"


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """No cycle with Qt in it dies in the base map's thread: in the console the collector runs in the window's alone."""
    gc.disable()
    yield
    gc.enable()


class Seat:
    """A window whose map has its own base map."""

    def __init__(self, opened: Open, folder: Path, allowed: tuple[str, ...] = SEALED) -> None:
        self.window: MainWindow = opened(scenes.empty())
        self.folder, self.memory = folder, StateFile(folder)
        self.tasks = Tasks(loop.no_failure)
        self.keyring = KeyringStore("map", allowed)
        self.grounds: list[BaseMapStatus] = []
        self.window.map_pane.tiles.told.connect(self.grounds.append)
        self.maps = BaseMapController(self.window, self.memory, self.tasks, self.keyring)

    @property
    def dialog(self) -> BaseMapDialog:
        return [one for one in self.window.findChildren(BaseMapDialog) if one.isVisible()][-1]

    async def end(self) -> None:
        await self.tasks.stop()
        self.window.map_pane.close_map()


def test_a_file_is_chosen_used_and_remembered(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    file = str(make_mbtiles(tmp_path / "streets.mbtiles", 1))

    async def work() -> None:
        seat = Seat(opened, tmp_path)
        seat.window.actions_.at(Action.BASE_MAP).trigger()
        dialog = seat.dialog
        dialog.file.setText(file)
        dialog.chosen.emit(dialog.written, "")
        await loop.until(lambda: any(one.condition is BaseMapCondition.GOOD for one in seat.grounds))
        assert seat.maps._dialog is None
        assert base_map(StateFile(tmp_path)) == BaseMap(file=file)
        await seat.end()

    loop.run(qapp, work())


def test_what_was_used_last_is_used_at_the_start(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    keep_base_map(StateFile(tmp_path), BaseMap(file=str(tmp_path / "gone.mbtiles")))

    async def work() -> None:
        seat = Seat(opened, tmp_path)
        await seat.maps.start()
        await loop.until(lambda: bool(seat.grounds))
        assert seat.grounds[-1].condition is BaseMapCondition.BROKEN
        await seat.end()

    loop.run(qapp, work())


def test_a_dropped_file_is_shown_and_tried_out_at_once(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "broken.pmtiles").write_bytes(b"no map")

    async def work() -> None:
        seat = Seat(opened, tmp_path)
        seat.window.map_pane.file_dropped.emit(str(tmp_path / "broken.pmtiles"))
        await loop.until(lambda: "is damaged or is no base map" in seat.dialog.remark)
        assert base_map(seat.memory) == BaseMap()
        seat.dialog.reject()
        await seat.end()

    loop.run(qapp, work())


def test_the_key_lies_in_the_keyring_and_in_no_file_or_log(
    opened: Open, qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)  # as the console's front does

    async def work(address: str) -> None:
        seat = Seat(opened, tmp_path)
        written = BaseMap(server=address, attribution="© Sample County")
        seat.maps.open()
        seat.dialog.test_wanted.emit(written, KEY)
        await loop.until(lambda: "gave a picture" in seat.dialog.remark)
        seat.dialog.chosen.emit(written, KEY)
        await loop.until(lambda: bool(seat.grounds))
        assert seat.keyring.get(KEY_NAME) == KEY
        again = BaseMapController(seat.window, seat.memory, seat.tasks, seat.keyring)
        await again.start()
        await seat.end()

    with tile_house() as house:
        loop.run(qapp, work(house.address + "?key={key}"))
        assert house.asked[0].endswith(f"?key={KEY}")
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert all(KEY.encode() not in content for content in kept)
    assert KEY not in caplog.text


def test_a_key_that_can_not_be_kept_is_said_before_it_is_used(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        seat = Seat(opened, tmp_path, allowed=())
        written = BaseMap(server="http://127.0.0.1:9/{z}/{x}/{y}?k={key}", attribution="© Sample County")
        seat.maps.open()
        dialog = seat.dialog
        dialog.chosen.emit(written, KEY)
        await loop.until(lambda: "serves until Watchfloor ends" in dialog.remark)
        assert base_map(seat.memory) == BaseMap()
        dialog.chosen.emit(written, KEY)
        await loop.until(lambda: base_map(seat.memory) == written)
        await seat.end()

    loop.run(qapp, work())


def test_a_look_chosen_on_the_map_is_remembered(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path)
    seat.window.map_pane.look_changed.emit(MapLook(units=Units.IMPERIAL))
    assert map_look(StateFile(tmp_path)).units is Units.IMPERIAL


def test_the_lamp_of_the_map_leads_to_its_base_map(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path)
    seat.window.centre.diagnosis.base_map_wanted.emit()
    assert seat.dialog.isVisible()
    seat.dialog.reject()
