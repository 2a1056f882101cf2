"""The listener as the settings want it: TLS, the caller behind a proxy, and who else can knock."""

import asyncio
import collections.abc
import contextlib
import os
import pathlib
import socket
import ssl

import httpx
import pytest

from app.core.clock import SystemClock
from app.core.errors import RefusedError
from app.domain.lamp import LampState
from app.settings import Settings
from app.station.http import tls
from app.station.http.request import Route
from app.station.services.reachability import PATH, Nonces
from app.station.webhooks import listener
from app.station.webhooks.listener import Listener
from tests import certificates
from tests.station.webhooks.served import Desk


@contextlib.asynccontextmanager
async def opened(
    chosen: Settings, desk: Desk | None = None, handed: socket.socket | None = None
) -> collections.abc.AsyncIterator[Listener]:
    """An open entrance that looks after itself until the block ends."""
    routes = [
        Route(path="/share", methods={"POST": desk or Desk()}),
        Route(path=PATH, methods={"GET": listener.SelfTestRoute(Nonces(SystemClock()))}),
    ]
    door = Listener(chosen, routes, SystemClock())
    await door.open(handed)
    try:
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(door.watch())
            yield door
            watching.cancel()
    finally:
        await door.server.stop()


async def lit(door: Listener, state: LampState) -> str:
    """The lamp's evidence, as soon as it stands so."""
    async with asyncio.timeout(10):
        while (lamp := door.lamp(door.server.url, SystemClock().now())).state is not state:
            await asyncio.to_thread(door.exposure)  # gives the watch its turn
    return lamp.evidence


def secure(folder: pathlib.Path, host: str = "127.0.0.1") -> Settings:
    chain, key = certificates.make(folder)
    return Settings(host=host, port=0, tls_certificate=str(chain), tls_key=str(key))


async def test_on_loopback_nothing_is_loud() -> None:
    async with opened(Settings(port=0)) as door:
        assert door.exposure() == ""
        assert door.certificate_lamps() == []
        assert "without TLS" not in await lit(door, LampState.SEEN)


async def test_open_to_the_network_without_tls_is_loud() -> None:
    async with opened(Settings(host="0.0.0.0", port=0)) as door:  # noqa: S104 what is tried
        assert "in the clear" in door.exposure()
        assert "in the clear" in await lit(door, LampState.WARNING)
        assert door.lamp("", SystemClock().now()).next_step


async def test_tls_is_spoken_and_nothing_older_than_1_2(tmp_path: pathlib.Path) -> None:
    desk = Desk()
    async with opened(secure(tmp_path), desk) as door:
        assert door.server.url.startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=str(tmp_path / "chain.pem"))
        async with httpx.AsyncClient(verify=trusted, trust_env=False) as client:
            assert (await client.post(f"{door.server.url}/share", content=b"x")).status_code == 200
        await lit(door, LampState.SEEN)
        (lamp,) = door.certificate_lamps()
        assert lamp(SystemClock().now()).state is LampState.SEEN
        old = ssl.create_default_context(cafile=str(tmp_path / "chain.pem"))
        old.minimum_version = ssl.TLSVersion.TLSv1_2
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        async with httpx.AsyncClient(verify=old, trust_env=False) as client:
            assert (await client.post(f"{door.server.url}/share", content=b"y")).status_code == 200
    assert [one.untrusted_body for one in desk.received] == [b"x", b"y"]


async def test_through_tls_the_network_is_told_but_no_warning(tmp_path: pathlib.Path) -> None:
    async with opened(secure(tmp_path, "0.0.0.0")) as door:  # noqa: S104 what is tried
        assert "through TLS" in await lit(door, LampState.SEEN)


async def test_a_renewed_certificate_serves_new_connections(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "SELF_TEST_EVERY_S", 0.01)
    async with opened(secure(tmp_path)) as door:
        chain, _ = certificates.make(tmp_path, name="renewed.watchfloor.test")
        trusted = ssl.create_default_context(cafile=str(chain))
        async with asyncio.timeout(10):
            while True:
                try:
                    async with httpx.AsyncClient(verify=trusted, trust_env=False) as client:
                        answer = await client.post(f"{door.server.url}/share", content=b"x")
                    break
                except httpx.ConnectError:
                    continue  # the old certificate, until the station has looked
        assert answer.status_code == 200


async def test_a_listener_that_ends_is_found_out(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "SELF_TEST_EVERY_S", 0.01)
    async with opened(secure(tmp_path, "0.0.0.0")) as door:  # noqa: S104 what is tried
        await lit(door, LampState.SEEN)
        await door.server.stop()
        assert "does not answer" in await lit(door, LampState.DOWN)


async def test_the_caller_behind_a_trusted_proxy() -> None:
    desk = Desk()
    async with opened(Settings(port=0, trusted_proxies=("127.0.0.1",)), desk) as door, httpx.AsyncClient() as client:
        await client.post(f"{door.server.url}/share", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.9"})
    async with opened(Settings(port=0), desk) as door, httpx.AsyncClient() as client:
        await client.post(f"{door.server.url}/share", headers={"X-Forwarded-For": "198.51.100.9"})
    assert [one.remote for one in desk.received] == ["198.51.100.9", "127.0.0.1"]


async def test_a_socket_of_the_service_managers_is_taken_and_left_open() -> None:
    kept = socket.create_server(("127.0.0.1", 0))
    port = kept.getsockname()[1]
    try:
        async with opened(Settings(port=0), handed=kept.dup()) as door, httpx.AsyncClient() as client:
            assert door.server.address == ("127.0.0.1", port)
            assert (await client.post(f"{door.server.url}/share", content=b"x")).status_code == 200
        # Nobody accepts now, but the port is open: who comes waits.
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
    finally:
        kept.close()


def test_what_a_service_manager_may_hand_over(monkeypatch: pytest.MonkeyPatch) -> None:
    me = str(os.getpid())
    assert tls.listening({}) is None
    assert tls.listening({"LISTEN_PID": "1", "LISTEN_FDS": "1"}) is None
    with pytest.raises(RefusedError, match="takes one"):
        tls.listening({"LISTEN_PID": me, "LISTEN_FDS": "2"})
    given = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(tls, "FIRST", given.detach())
    taken = tls.listening({"LISTEN_PID": me, "LISTEN_FDS": "1"})
    assert taken is not None
    assert taken.gettimeout() == 0
    taken.close()
    with pytest.raises(RefusedError, match="no socket"):
        tls.listening({"LISTEN_PID": me, "LISTEN_FDS": "1"})


@pytest.mark.parametrize(("host", "near"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("db", False)])
def test_what_loopback_is(host: str, near: bool) -> None:
    assert listener.is_loopback(host) is near
