"""The base map's own thread, and the console's handle on it: nothing of a disk or a network blocks the window."""

import asyncio
import collections.abc
import itertools
import pathlib
import threading
import typing

from PySide6.QtCore import QObject, Signal

from app.console.map.tiles.source import BaseMap, BaseMapStatus, Tile
from app.core.clock import Clock, SystemClock

if typing.TYPE_CHECKING:
    from app.console.map.tiles.loader import TileLoader

PATIENCE_S = 3.0
"""A disk that hangs must not keep the window from closing."""
CACHE_FILE = "map-pictures.sqlite"


class TileController(QObject):
    """Starts its thread with the first base map and ends it with ``close``.

    Signals: ``answered(int, object)``: a wish's number and its bytes, empty for none; ``told(object)``: a ``Ground``;
    ``recovered()``: what failed may be asked for again; ``tried(object)``: the ``Trial`` of ``test``.
    """

    answered = Signal(int, object)
    told = Signal(object)
    recovered = Signal()
    tried = Signal(object)

    def __init__(self, cache: pathlib.Path, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache / CACHE_FILE
        self._clock = clock or SystemClock()
        self._numbers = itertools.count(1)
        self._generation = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._supply: TileLoader | None = None
        """Touched on the thread only."""

    def use(self, base_map: BaseMap, key: str) -> None:
        """Another base map from now on; an empty one gives up the one before."""
        self._generation += 1
        generation = self._generation
        if base_map.file or base_map.server:
            self._do(lambda: self._swap(base_map, key, generation))
            return
        if self._loop is not None:
            self._do(self._stop)
        self.told.emit(BaseMapStatus(generation=generation))

    def ask(self, generation: int, tile: Tile) -> int | None:
        """A wish; its number comes back with the answer. None for a base map that is no longer in use."""
        if generation != self._generation or self._loop is None:
            return None
        number = next(self._numbers)
        self._loop.call_soon_threadsafe(self._want, generation, number, tile)
        return number

    def drop(self, number: int) -> None:
        """The page no longer waits for it."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._drop, number)

    def test(self, base_map: BaseMap, key: str, tile: Tile) -> None:
        """Try a base map out; ``tried`` tells what came out."""
        self._do(lambda: self._test(base_map, key, tile))

    def close(self) -> None:
        """End the thread."""
        if self._loop is None or self._thread is None:
            return
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        asyncio.run_coroutine_threadsafe(self._stop(), loop).add_done_callback(
            lambda _done: loop.call_soon_threadsafe(loop.stop)
        )
        thread.join(PATIENCE_S)

    def _do(self, work: collections.abc.Callable[[], collections.abc.Coroutine[None, None, None]]) -> None:
        if self._loop is None:
            self._loop = asyncio.SelectorEventLoop()
            self._thread = threading.Thread(target=_turn, args=(self._loop,), name="map pictures", daemon=True)
            self._thread.start()
        asyncio.run_coroutine_threadsafe(work(), self._loop)

    async def _swap(self, base_map: BaseMap, key: str, generation: int) -> None:
        from app.console.map.tiles.loader import TileLoader, TileReceiver  # noqa: PLC0415 httpx takes 60 ms: not the window's

        await self._stop()
        outlet = TileReceiver(self.answered.emit, self.told.emit, self.recovered.emit)
        supply = TileLoader(base_map, key, self._cache, outlet, self._clock)
        supply.open(generation)
        self._supply = supply

    async def _stop(self) -> None:
        if self._supply is not None:
            supply, self._supply = self._supply, None
            await supply.close()

    async def _test(self, base_map: BaseMap, key: str, tile: Tile) -> None:
        from app.console.map.tiles.loader import try_out  # noqa: PLC0415 as above

        self.tried.emit(await try_out(base_map, key, tile))

    def _want(self, generation: int, number: int, tile: Tile) -> None:
        if self._supply is None or self._supply.ground.generation != generation:
            self.answered.emit(number, b"")
        else:
            self._supply.want(number, tile)

    def _drop(self, number: int) -> None:
        if self._supply is not None:
            self._supply.drop(number)


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()
