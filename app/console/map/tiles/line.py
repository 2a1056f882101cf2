"""Who asks the server next: the newest wish, six at once, and one that hangs makes way for one never tried."""

import asyncio
import collections.abc
import time

import msgspec

from app.console.map.tiles.tile import Tile
from app.console.map.tiles.tile_server import Answer
from app.ground.tasks import Tasks

AT_ONCE = 6
HANGS_S = 2.0
"""Silent for so long, a request gives its place to one that was never tried, and waits for another turn."""


class _Asking(msgspec.Struct):
    tile: Tile
    since: float
    task: asyncio.Task[None]


class Line:
    """Lives on one loop. ``settled`` gets a wish's number and its answer; a dropped wish gets none."""

    def __init__(
        self,
        tasks: Tasks,
        fetch: collections.abc.Callable[[Tile], collections.abc.Awaitable[Answer]],
        settled: collections.abc.Callable[[int, Tile, Answer], None],
        hangs_s: float = HANGS_S,
    ) -> None:
        self._tasks, self._fetch, self._settled, self._hangs_s = tasks, fetch, settled, hangs_s
        self._waiting: dict[int, Tile] = {}
        self._tried: dict[int, Tile] = {}
        self._asking: dict[int, _Asking] = {}
        self._due: asyncio.TimerHandle | None = None

    def want(self, number: int, tile: Tile) -> None:
        """A tile is wanted; the newest wish is served first."""
        self._waiting[number] = tile
        self._fill()

    def drop(self, number: int) -> None:
        """Nobody looks there any more."""
        self._waiting.pop(number, None)
        self._tried.pop(number, None)
        if number in self._asking:
            self._asking.pop(number).task.cancel()
            self._fill()

    def empty(self) -> dict[int, Tile]:
        """Takes every wish away, asked or not, and returns them."""
        wishes = self._waiting | self._tried | {number: asked.tile for number, asked in self._asking.items()}
        for number in wishes:
            self._waiting.pop(number, None)
            self._tried.pop(number, None)
        for asked in self._asking.values():
            asked.task.cancel()
        self._asking.clear()
        if self._due is not None:
            self._due.cancel()
        return wishes

    def _fill(self) -> None:
        while self._waiting and (len(self._asking) < AT_ONCE or self._made_room()):
            self._start(*self._waiting.popitem())
        while self._tried and len(self._asking) < AT_ONCE:
            self._start(*self._tried.popitem())
        if self._waiting:
            self._look_again()

    def _made_room(self) -> bool:
        number, oldest = min(self._asking.items(), key=lambda each: each[1].since)
        if time.monotonic() - oldest.since < self._hangs_s:
            return False
        del self._asking[number]
        oldest.task.cancel()
        self._tried[number] = oldest.tile
        return True

    def _look_again(self) -> None:
        if self._due is not None:
            self._due.cancel()
        wait = min(asked.since for asked in self._asking.values()) + self._hangs_s - time.monotonic()
        self._due = asyncio.get_running_loop().call_later(max(wait, 0.01), self._fill)

    def _start(self, number: int, tile: Tile) -> None:
        task = self._tasks.start("map tile", self._ask(number, tile))
        self._asking[number] = _Asking(tile, time.monotonic(), task)

    async def _ask(self, number: int, tile: Tile) -> None:
        answer = await self._fetch(tile)
        self._asking.pop(number, None)
        self._settled(number, tile, answer)
        self._fill()
