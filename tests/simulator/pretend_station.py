"""A stand-in for the station: real HTTP on loopback, keeps what it was sent."""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator

from aiohttp import web


@dataclasses.dataclass
class Post:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


class PretendStation:
    """Answers `status` to everything."""

    def __init__(self) -> None:
        self.status = 200
        self.posts: list[Post] = []
        self.url = ""
        self._arrived = asyncio.Condition()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        post = Post(request.path_qs, dict(request.headers), await request.content.read())
        async with self._arrived:
            self.posts.append(post)
            self._arrived.notify_all()
        return web.Response(status=self.status)

    async def has(self, count: int) -> None:
        """Wait until so many posts have arrived; fails after 10 seconds."""
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(lambda: len(self.posts) >= count)


@contextlib.asynccontextmanager
async def pretend_station(port: int = 0) -> AsyncIterator[PretendStation]:
    """A stand-in that listens for as long as the block lasts."""
    station = PretendStation()
    server = web.Server(station.answer, auto_decompress=False)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    station.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield station
    finally:
        await runner.cleanup()
