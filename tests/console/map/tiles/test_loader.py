"""Cache, then file, then server; and how a lost server is told, never waited for, and found again."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.console.map.tiles import loader
from app.console.map.tiles.loader import TileLoader, TileReceiver
from app.console.map.tiles.source import NOTHING, BaseMap, BaseMapCondition, BaseMapStatus, Tile
from app.core.clock import SystemClock
from tests.console.map.tiles.pictures import make_mbtiles, picture
from tests.console.map.tiles.tile_house import TileHouse, tile_house
from tests.console.map.tiles.turn import turn, until

SERVED = picture(1, 2, 3)
CREDIT = "© Sample County"


class Desk:
    """A supply, what it answered, and what it told."""

    def __init__(self, base_map: BaseMap, folder: Path) -> None:
        self.answers: dict[int, bytes] = {}
        self.told: list[BaseMapStatus] = []
        self.recovered = 0
        outlet = TileReceiver(self.answers.__setitem__, self.told.append, self._recovered)
        self.supply = TileLoader(base_map, "", folder / "pictures.sqlite", outlet, SystemClock())
        self.supply.open(1)

    def _recovered(self) -> None:
        self.recovered += 1

    async def ask(self, number: int, tile: Tile) -> bytes:
        self.supply.want(number, tile)
        await until(lambda: number in self.answers)
        return self.answers[number]


def of(house: TileHouse, file: Path | None = None) -> BaseMap:
    return BaseMap(file=str(file or ""), server=house.address, attribution=CREDIT)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "PROBES_S", (0.02,))


def with_desk(base_map: BaseMap, folder: Path, work: Callable[[Desk], Coroutine[Any, Any, None]]) -> Desk:
    desks: list[Desk] = []

    async def whole() -> None:
        desks.append(Desk(base_map, folder))
        await work(desks[0])
        await desks[0].supply.close()

    turn(whole())
    return desks[0]


def test_a_file_alone(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.ask(1, Tile(2, 1, 1)) == picture(2, 1, 1)
        assert await desk.ask(2, Tile(9, 1, 1)) == NOTHING

    desk = with_desk(BaseMap(file=str(make_mbtiles(tmp_path / "streets.mbtiles", 2))), tmp_path, work)
    ground = desk.told[-1]
    assert (ground.condition, ground.name, ground.most_zoom) == (BaseMapCondition.GOOD, "streets.mbtiles", 2)
    assert ground.attribution == "Sample & County"


def test_a_broken_file_is_told_and_the_map_goes_on(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        assert await desk.ask(1, Tile(2, 1, 1)) == NOTHING

    desk = with_desk(BaseMap(file=str(tmp_path / "gone.mbtiles")), tmp_path, work)
    assert desk.told[-1].condition is BaseMapCondition.BROKEN
    assert not desk.told[-1].has_tiles


def test_the_cache_comes_first_then_the_file_then_the_server(tmp_path: Path) -> None:
    with tile_house() as house:
        base_map = of(house, make_mbtiles(tmp_path / "streets.mbtiles", 2))

        async def first(desk: Desk) -> None:
            assert await desk.ask(1, Tile(2, 1, 1)) == picture(2, 1, 1)
            assert house.asked == []
            assert await desk.ask(2, Tile(5, 1, 1)) == SERVED
            assert house.asked == ["/5/1/1.png"]

        desk = with_desk(base_map, tmp_path, first)
        assert [ground.condition for ground in desk.told] == [BaseMapCondition.NOT_PROVEN, BaseMapCondition.GOOD]
        assert desk.told[-1].attribution == f"{CREDIT} · Sample & County"
        house.way = 500

        async def second(desk: Desk) -> None:
            assert await desk.ask(1, Tile(5, 1, 1)) == SERVED

        with_desk(base_map, tmp_path, second)
        assert len(house.asked) == 1


def test_a_missing_tile_is_no_lost_server_and_is_not_asked_for_again(tmp_path: Path) -> None:
    with tile_house() as house:
        house.way = 404

        async def work(desk: Desk) -> None:
            assert await desk.ask(1, Tile(5, 1, 1)) == NOTHING
            assert await desk.ask(2, Tile(5, 1, 1)) == NOTHING

        desk = with_desk(of(house), tmp_path, work)
        assert len(house.asked) == 1
        assert desk.told[-1].condition is BaseMapCondition.NOT_PROVEN


def test_a_lost_server_is_told_once_and_found_again(tmp_path: Path) -> None:
    with tile_house() as house:
        port, base_map = house.port, of(house)

    async def work(desk: Desk) -> None:
        assert await desk.ask(1, Tile(5, 1, 1)) == b""
        assert desk.told[-1].condition is BaseMapCondition.LOST
        assert "does not answer" in desk.told[-1].trouble
        assert await desk.ask(2, Tile(5, 2, 1)) == b""
        with tile_house(port) as back:
            await until(lambda: desk.recovered == 1)
            assert await desk.ask(3, Tile(5, 3, 1)) == SERVED
            assert len(back.asked) == 2

    desk = with_desk(base_map, tmp_path, work)
    assert [ground.condition for ground in desk.told] == [
        BaseMapCondition.NOT_PROVEN,
        BaseMapCondition.LOST,
        BaseMapCondition.GOOD,
    ]


def test_what_waits_behind_a_lost_server_fails_at_once(tmp_path: Path) -> None:
    with tile_house() as house:
        house.way = "hang"

        async def work(desk: Desk) -> None:
            for number in range(20):
                desk.supply.want(number, Tile(9, number, 0))
            desk.supply.drop(19)
            await until(lambda: len(house.asked) >= 6)
            house.release.set()  # the six get an empty answer: the server is lost
            await until(lambda: len(desk.answers) == 19)
            assert set(desk.answers.values()) == {b""}

        with_desk(of(house), tmp_path, work)
        assert len(house.asked) < 19


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (403, "refuses us (403)"),
        (429, "too often"),
        (302, "another address"),
        ("page", "no map picture"),
        (500, "error (500)"),
    ],
)
def test_a_server_that_refuses_is_told_after_the_second_time(tmp_path: Path, way: str | int, said: str) -> None:
    with tile_house() as house:
        house.way = way

        async def work(desk: Desk) -> None:
            await desk.ask(1, Tile(5, 1, 1))
            assert len(desk.told) == 1
            await desk.ask(2, Tile(5, 2, 1))
            assert [ground.condition for ground in desk.told] == [BaseMapCondition.NOT_PROVEN, BaseMapCondition.REFUSED]
            assert said in desk.told[-1].trouble

        with_desk(of(house), tmp_path, work)


def test_an_old_picture_is_better_than_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tile_house() as house:
        base_map = of(house)

        async def first(desk: Desk) -> None:
            await desk.ask(1, Tile(5, 1, 1))

        with_desk(base_map, tmp_path, first)
    monkeypatch.setattr(SystemClock, "now", lambda _self: 4_000_000_000_000)  # decades later

    async def second(desk: Desk) -> None:
        assert await desk.ask(1, Tile(5, 1, 1)) == SERVED
        assert desk.told[-1].condition is BaseMapCondition.LOST
        assert await desk.ask(2, Tile(5, 1, 1)) == SERVED

    with_desk(base_map, tmp_path, second)
