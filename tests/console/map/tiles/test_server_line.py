"""Who asks next: the newest, six at once, and nobody waits behind what hangs."""

import asyncio

from app.console.map.tiles.server import AT_ONCE, Answer, TileDownloader, TileMissing
from app.console.map.tiles.source import Tile
from app.core.tasks import Tasks
from tests.console.loop import no_failure
from tests.console.map.tiles.turn import turn, until


class Asked:
    """A server that answers when it is let."""

    def __init__(self, *, hangs: bool = False) -> None:
        self.tiles: list[Tile] = []
        self.hanging = set[int]()
        self.gate = asyncio.Event()
        if not hangs:
            self.gate.set()

    async def fetch(self, tile: Tile) -> Answer:
        self.tiles.append(tile)
        if tile.column in self.hanging:
            await asyncio.Event().wait()
        await self.gate.wait()
        return TileMissing()


def tile(column: int) -> Tile:
    return Tile(20, column, 0)


def test_the_newest_wish_is_served_first() -> None:
    async def work() -> None:
        tasks, asked, settled = Tasks(no_failure), Asked(hangs=True), []
        line = TileDownloader(tasks, asked.fetch, lambda number, *_: settled.append(number))
        for number in range(AT_ONCE + 3):
            line.want(number, tile(number))
        await until(lambda: len(asked.tiles) == AT_ONCE)
        asked.gate.set()
        await until(lambda: len(settled) == AT_ONCE + 3)
        assert [each.column for each in asked.tiles[AT_ONCE:]] == [8, 7, 6]
        await tasks.stop()

    turn(work())


def test_a_wish_behind_dead_ones_is_served_and_they_come_again() -> None:
    async def work() -> None:
        tasks, asked, settled = Tasks(no_failure), Asked(), []
        asked.hanging = set(range(AT_ONCE))
        line = TileDownloader(tasks, asked.fetch, lambda number, *_: settled.append(number), hangs_s=0.05)
        for number in range(AT_ONCE):
            line.want(number, tile(number))
        line.want(100, tile(100))
        await until(lambda: settled == [100])
        asked.hanging.clear()
        line.want(101, tile(101))
        await until(lambda: {100, 101} <= set(settled))
        assert len(asked.tiles) >= AT_ONCE + 2
        line.empty()
        await tasks.stop()

    turn(work())


def test_nobody_asks_for_what_nobody_looks_at() -> None:
    async def work() -> None:
        tasks, asked, settled = Tasks(no_failure), Asked(hangs=True), []
        line = TileDownloader(tasks, asked.fetch, lambda number, *_: settled.append(number))
        for number in range(AT_ONCE + 2):
            line.want(number, tile(number))
        line.drop(AT_ONCE)  # it still waits
        line.drop(0)  # it is being asked: its place is the next one's
        await until(lambda: tile(AT_ONCE + 1) in asked.tiles)
        asked.gate.set()
        await until(lambda: len(settled) == AT_ONCE)
        assert tile(AT_ONCE) not in asked.tiles
        assert 0 not in settled
        await tasks.stop()

    turn(work())


def test_all_wishes_can_be_taken_away() -> None:
    async def work() -> None:
        tasks, asked = Tasks(no_failure), Asked(hangs=True)
        line = TileDownloader(tasks, asked.fetch, lambda *_: None)
        for number in range(AT_ONCE + 2):
            line.want(number, tile(number))
        assert line.empty() == {number: tile(number) for number in range(AT_ONCE + 2)}
        assert line.empty() == {}
        await tasks.stop()

    turn(work())
