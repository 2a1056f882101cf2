"""The base map's thread: used, changed, tried out, ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.console.map.tiles.controller import TileController
from app.console.map.tiles.source import BaseMap, BaseMapCondition, Tile
from tests.console.map.tiles.pictures import make_mbtiles, picture
from tests.console.map.tiles.tile_house import tile_house

HERE = Tile(2, 1, 1)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TileController]:
    made = TileController(tmp_path / "cache")
    yield made
    made.close()
    made.deleteLater()


def use(room: TileController, qtbot: QtBot, base_map: BaseMap) -> BaseMapCondition:
    with qtbot.waitSignal(room.told) as told:
        room.use(base_map, "")
    condition = told.args[0].condition
    assert isinstance(condition, BaseMapCondition)
    return condition


def test_a_tile_of_the_base_map_in_use(room: TileController, qtbot: QtBot, tmp_path: Path) -> None:
    assert use(room, qtbot, BaseMap(file=str(make_mbtiles(tmp_path / "a.mbtiles", 2)))) is BaseMapCondition.GOOD
    with qtbot.waitSignal(room.answered) as answered:
        number = room.ask(1, HERE)
    assert answered.args == [number, picture(2, 1, 1)]
    assert room.ask(7, HERE) is None


def test_without_a_base_map_nothing_is_asked(room: TileController, qtbot: QtBot, tmp_path: Path) -> None:
    assert room.ask(0, HERE) is None
    room.drop(3)
    use(room, qtbot, BaseMap(file=str(make_mbtiles(tmp_path / "a.mbtiles", 2))))
    assert use(room, qtbot, BaseMap()) is BaseMapCondition.OFF
    with qtbot.waitSignal(room.answered) as answered:
        room.ask(2, HERE)
    assert answered.args[1] == b""


def tried(room: TileController, qtbot: QtBot, base_map: BaseMap, key: str = "") -> tuple[bool, str]:
    with qtbot.waitSignal(room.tried) as trial:
        room.test(base_map, key, HERE)
    return trial.args[0].good, trial.args[0].sentence


def test_trying_a_file(room: TileController, qtbot: QtBot, tmp_path: Path) -> None:
    good = BaseMap(file=str(make_mbtiles(tmp_path / "a.mbtiles", 2)))
    assert tried(room, qtbot, good) == (True, "a.mbtiles: pictures of zoom 0 to 2.")
    assert tried(room, qtbot, BaseMap(file=str(tmp_path / "b.mbtiles")))[0] is False
    assert tried(room, qtbot, BaseMap()) == (True, "The built-in map is used alone: no streets.")


def test_trying_a_server(room: TileController, qtbot: QtBot) -> None:
    with tile_house() as house:
        base_map = BaseMap(server=house.address + "?k={key}", attribution="Us")
        assert tried(room, qtbot, base_map) == (False, "The address asks for a key. Write it into the key's field.")
        assert tried(room, qtbot, base_map, "k") == (True, "127.0.0.1 gave a picture of this place.")
        house.way = 404
        assert tried(room, qtbot, base_map, "k") == (True, "127.0.0.1 answers; it has no picture of this place.")
        house.way = 401
        assert tried(room, qtbot, base_map, "k")[1].startswith("127.0.0.1 refuses us (401).")
    assert "does not answer" in tried(room, qtbot, base_map, "k")[1]
    assert "whose map" in tried(room, qtbot, BaseMap(server=house.address))[1]
