"""The public path: proven, lost, proven again."""

import asyncio
import urllib.parse

from app.domain.incident.events import AnyEvent, GapFound, PathLost, PathProven
from app.station.http.request import Route
from app.station.http.server import HttpServer
from app.station.services.reachability import (
    AGAIN_S,
    EVERY_S,
    LOST_EVERY_S,
    PATH,
    UNREACHABLE,
    Nonces,
    ReachabilityCheck,
    sender,
)
from app.station.webhooks import listener
from tests.fake_clock import T0, FakeClock
from tests.station.services.test_watchdog import Written

ADDRESS = "https://shares.example.org"


class World:
    """A path that a test can cut."""

    def __init__(self, proven_at: int | None = None) -> None:
        self.clock, self.written = FakeClock(), Written()
        self.cut = ""
        self.elsewhere = False
        self.sent = 0
        self._nonces = Nonces(self.clock)
        self.path = ReachabilityCheck(
            self._nonces, self.clock, self.written, self._send, address=ADDRESS, proven_at=proven_at
        )

    async def _send(self, address: str) -> str:
        self.sent += 1
        assert address.startswith(f"{ADDRESS}/self_test?nonce=")
        if not self.cut and not self.elsewhere:
            (nonce,) = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["nonce"]
            assert self._nonces.take(nonce)
        return self.cut

    async def look(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.path.look())
            await self.clock.advance(AGAIN_S)


async def test_a_path_that_was_never_proven_alarms_nobody() -> None:
    world = World()
    world.cut = "HTTP 502"
    await world.look()
    assert (world.path.test.problem, world.path.test.lost) == ("HTTP 502", False)
    world.cut, world.elsewhere = "", True
    await world.look()
    assert "did not arrive here" in world.path.test.problem
    assert world.written.events == []


async def test_proven_lost_after_a_second_try_and_proven_again() -> None:
    world = World()
    await world.look()
    assert world.path.test.at == T0
    world.cut = "no answer (ConnectError)"
    await world.look()
    assert world.sent == 3
    assert world.path.test.lost
    await world.look()
    assert world.sent == 4
    world.cut = ""
    await world.look()
    expected: list[AnyEvent] = [
        PathProven(address=ADDRESS),
        PathLost(address=ADDRESS, proven_at=T0, problem="no answer (ConnectError)"),
        PathProven(address=ADDRESS),
        GapFound(since=T0, until=T0 + 30_000, cause=UNREACHABLE),
    ]
    assert world.written.events == expected


async def test_a_path_that_an_earlier_run_proved_can_be_lost_at_once() -> None:
    world = World(proven_at=T0 - 5)
    world.cut = "HTTP 502"
    await world.look()
    assert world.written.events == [PathLost(address=ADDRESS, proven_at=T0 - 5, problem="HTTP 502")]


async def test_a_lost_path_is_tried_more_often() -> None:
    world = World()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(world.path.run())
        await world.clock.advance(EVERY_S - 1)
        assert world.sent == 1
        world.cut = "HTTP 502"
        await world.clock.advance(1 + AGAIN_S)
        assert world.sent == 3
        await world.clock.advance(LOST_EVERY_S)
        assert world.sent == 4
        task.cancel()


async def test_over_real_http_it_arrives() -> None:
    clock, written = FakeClock(), Written()
    nonces = Nonces(clock)
    server = HttpServer([Route(path=PATH, methods={"GET": listener.SelfTestRoute(nonces)})], clock)
    await server.start("127.0.0.1", 0)
    path = ReachabilityCheck(nonces, clock, written, sender(loopback=True), address=server.url, proven_at=None)
    await path.look()
    assert written.events == [PathProven(address=server.url)]
    assert await sender(loopback=True)(f"{server.url}/self_test?nonce=wrong") == "HTTP 400"
    address = server.url
    await server.stop()
    assert await sender(loopback=True)(f"{address}/self_test") == "no answer (ConnectError)"
