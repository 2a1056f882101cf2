"""Slow peers are closed, and a full house never costs a good share."""

import asyncio
import contextlib

import pytest

from app.station.http import connections
from app.station.http import server as http_server
from app.station.http.request import Limits
from tests.station.webhooks.served import UNHURRIED, Desk, serving
from tests.station.webhooks.wire import Peer, ask, post

QUICK = Limits(body_bytes=1_000, headers_s=0.3, body_s=0.2, linger_s=0.1, whole_s=0.4, connections=4, stop_s=0.5)


@pytest.mark.parametrize(
    ("beginning", "status"),
    [
        (b"", 0),
        (b"POST /share HTTP/1.1\r\nHost", 0),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel", 408),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", 408),
        (post(b"done"), 200),
    ],
)
def test_the_slow_are_closed(beginning: bytes, status: int) -> None:
    async def scenario() -> tuple[int, float | None]:
        async with serving(Desk(), QUICK) as server:
            peer = await Peer.at(server.address[1])
            await peer.send(beginning)
            got = await peer.status()
            closed = await peer.closed_within(5)
            await peer.close()
            return got, closed

    got, closed = asyncio.run(scenario())
    assert got == status
    assert closed is not None


def test_dripping_does_not_buy_time() -> None:
    async def scenario() -> None:
        async with serving(Desk(), QUICK) as server:
            peer = await Peer.at(server.address[1])
            with contextlib.suppress(ConnectionError):
                async with asyncio.timeout(5):
                    while not peer.reader.at_eof():
                        await peer.send(b"X")
                        with contextlib.suppress(TimeoutError):
                            await asyncio.wait_for(peer.reader.read(100), 0.02)
            await peer.close()

    asyncio.run(scenario())


def test_past_the_limit_the_one_idle_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SETTLED_S", 0)

    async def scenario() -> tuple[list[bool], int]:
        async with serving(Desk()) as server:
            peers = []
            for _ in range(5):
                peers.append(await Peer.at(server.address[1]))
                await peers[-1].send(post(b""))
                assert await peers[-1].status() == 200
            await peers[1].send(post(b""))
            alive = [await peer.closed_within(0.05) is None for peer in peers]
            for peer in peers:
                await peer.close()
            return alive, await ask(server.address[1], post(b"a good share"))

    alive, status = asyncio.run(scenario())
    assert alive == [False, True, True, True, True]
    assert status == 200


def test_a_share_being_decided_is_never_closed_to_make_room() -> None:
    async def scenario() -> list[int]:
        desk = Desk()
        async with serving(desk) as server:
            desk.may_answer.clear()
            peers = [await Peer.at(server.address[1]) for _ in range(6)]
            for peer in peers[2:]:
                await peer.send(post(b"share"))
            for _ in range(4):
                await desk.arrivals.acquire()
            late = [await Peer.at(server.address[1]) for _ in range(3)]
            desk.may_answer.set()
            statuses = [await peer.status() for peer in peers[2:]]
            for peer in peers + late:
                await peer.close()
            return statuses

    assert asyncio.run(scenario()) == [200] * 4


def test_a_crowd_of_silent_connections_costs_no_share() -> None:
    async def scenario() -> tuple[list[int], int]:
        async with serving(Desk()) as server:
            silent = [await Peer.at(server.address[1]) for _ in range(connections.CROWD + 20)]
            statuses = [await ask(server.address[1], post(b"share")) for _ in range(5)]
            assert server._connections is not None
            present = len(server._connections.connections)
            for peer in silent:
                await peer.close()
            return statuses, present

    statuses, present = asyncio.run(scenario())
    assert statuses == [200] * 5
    assert present <= UNHURRIED.connections + connections.CROWD


def test_who_never_reads_its_answers_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "UNREAD_S", 0)
    monkeypatch.setattr(http_server, "SWEEP_S", 0.05)

    async def scenario() -> None:
        async with serving(Desk()) as one:
            peer = await Peer.at(one.address[1])
            with contextlib.suppress(ConnectionError):
                async with asyncio.timeout(20):
                    while True:
                        await peer.send(post(b"", "/other") * 200)
            await peer.close()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (post(b"share"), 200),
        (post(b"share")[:-2], 400),
        (post(b"share") + b"POST /sh", 200),
        (b"POST /share HTTP/1.1\r\nHo", 0),
        (b"", 0),
    ],
)
def test_a_peer_that_ends_its_side_gets_the_answer_to_a_whole_request(
    content: bytes, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HALF_CLOSED_S", 0.1)

    async def scenario() -> tuple[int, float | None]:
        async with serving(Desk()) as one:
            peer = await Peer.at(one.address[1])
            await peer.send(content)
            peer.writer.write_eof()
            got = await peer.status()
            closed = await peer.closed_within(5)
            await peer.close()
            return got, closed

    got, closed = asyncio.run(scenario())
    assert got == status
    assert closed is not None
