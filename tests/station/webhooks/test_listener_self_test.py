"""Knocking at one's own door."""

import asyncio

import pytest

from app.station.health import SelfTest
from app.station.http.request import Route
from app.station.http.server import HttpServer
from app.station.services.reachability import PATH, Nonces
from app.station.webhooks import listener
from app.station.webhooks.listener import SelfTestRoute
from tests.fake_clock import T0, FakeClock

BEFORE = SelfTest(at=T0 - 1)


async def test_an_answer_is_proof() -> None:
    server = HttpServer([Route(path=PATH, methods={"GET": SelfTestRoute(Nonces(FakeClock()))})], FakeClock())
    await server.start("127.0.0.1", 0)
    assert await listener.self_test(*server.address, FakeClock(), BEFORE) == SelfTest(at=T0)
    address = server.address
    await server.stop()
    refused = await listener.self_test(*address, FakeClock(), BEFORE)
    assert refused.at == BEFORE.at
    assert "refused" in refused.problem.lower()


@pytest.mark.parametrize(("says", "problem"), [(b"220 mail\r\n", "something else answers"), (b"", "no answer within")])
async def test_who_else_may_answer(says: bytes, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "PATIENCE_S", 0.1)

    done = asyncio.Event()

    async def other(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        await writer.drain()
        await done.wait()
        writer.close()

    server = await asyncio.start_server(other, "127.0.0.1", 0)
    async with server:
        found = await listener.self_test("127.0.0.1", server.sockets[0].getsockname()[1], FakeClock(), BEFORE)
        done.set()
    assert problem in found.problem
    assert found.at == BEFORE.at
