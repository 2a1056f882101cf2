import asyncio
import hashlib
import json
import socket

import pytest

from app.simulator import process
from app.simulator.sender import Portal, sign
from tests.simulator.pretend_station import pretend_station


def unused_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_the_signature_is_hmac_sha1_over_the_raw_bytes() -> None:
    # RFC 2202, test case 2.
    assert sign(b"what do ya want for nothing?", "Jefe") == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"


def test_the_exact_bytes_arrive_signed() -> None:
    async def scenario() -> None:
        body = b'{ "as": "written"\n}'
        async with pretend_station() as station, Portal("secret") as portal:
            answer = await portal.post(station.url + "/data_share_handler", body)
            (post,) = station.posts
            assert post.body == body
            assert post.headers["X-RapidSOS-Signature"] == sign(body, "secret")
            assert (answer.status, answer.error) == (200, None)
            assert answer.request_sha256 == hashlib.sha256(body).hexdigest()
            assert json.loads(json.dumps(answer.line())).keys() == {"status", "ms", "request_sha256"}

    asyncio.run(scenario())


def test_without_a_secret_it_is_sent_unsigned() -> None:
    async def scenario() -> None:
        async with pretend_station() as station, Portal(None) as portal:
            await portal.post(station.url, b"{}")
            assert "X-RapidSOS-Signature" not in station.posts[0].headers

    asyncio.run(scenario())


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{unused_port()}")

    async def scenario() -> None:
        async with pretend_station() as station, Portal(None) as portal:
            assert (await portal.post(station.url, b"{}")).status == 200

    asyncio.run(scenario())


def test_nobody_listening_is_said_and_not_retried() -> None:
    async def scenario() -> None:
        async with Portal(None) as portal:
            answer = await portal.post(f"http://127.0.0.1:{unused_port()}/", b"{}")
            assert answer.status is None
            assert answer.line()["error"] == "ConnectError"

    asyncio.run(scenario())


def test_a_refused_connection_is_tried_again_when_asked() -> None:
    async def scenario() -> None:
        port = unused_port()
        async with Portal(None, retry_refused_s=10) as portal, asyncio.TaskGroup() as group:
            posting = group.create_task(portal.post(f"http://127.0.0.1:{port}/", b"{}"))
            await asyncio.sleep(0)
            async with pretend_station(port) as station:
                assert (await posting).status == 200
                assert len(station.posts) == 1

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://127.0.0.1/",
        "http://10.0.0.1/",
        "http://[::",
        "file:///etc",
        "http://127.0.0.1:x",
    ],
)
def test_nothing_leaves_this_machine(url: str) -> None:
    async def scenario() -> None:
        async with Portal(None) as portal:
            with pytest.raises(process.NotLoopbackError):
                await portal.post(url, b"{}")

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8911/x", "http://localhost/x", "http://[::1]:1/", "http://127.8.9.1"]
)
def test_loopback_is_loopback(url: str) -> None:
    assert process.checked(url) == url
