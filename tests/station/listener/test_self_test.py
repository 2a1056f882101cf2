"""Knocking at one's own door."""

import asyncio

import pytest

from app.station.lamps import SelfTest
from app.station.listener import self_test
from app.station.listener.exchange import Route
from app.station.listener.self_test import Door
from app.station.listener.server import HttpServer
from app.station.nonces import PATH, Nonces
from tests.fake_clock import T0, FakeClock

BEFORE = SelfTest(at=T0 - 1)


async def test_an_answer_is_proof() -> None:
    server = HttpServer([Route(path=PATH, methods={"GET": Door(Nonces(FakeClock()))})], FakeClock())
    await server.start("127.0.0.1", 0)
    assert await self_test.knock(*server.address, FakeClock(), BEFORE) == SelfTest(at=T0)
    address = server.address
    await server.stop()
    refused = await self_test.knock(*address, FakeClock(), BEFORE)
    assert refused.at == BEFORE.at
    assert "refused" in refused.problem.lower()


@pytest.mark.parametrize(("says", "problem"), [(b"220 mail\r\n", "something else answers"), (b"", "no answer within")])
async def test_who_else_may_answer(says: bytes, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "PATIENCE_S", 0.1)

    done = asyncio.Event()

    async def other(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        await writer.drain()
        await done.wait()
        writer.close()

    server = await asyncio.start_server(other, "127.0.0.1", 0)
    async with server:
        found = await self_test.knock("127.0.0.1", server.sockets[0].getsockname()[1], FakeClock(), BEFORE)
        done.set()
    assert problem in found.problem
    assert found.at == BEFORE.at
