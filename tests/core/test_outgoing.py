"""Requests to addresses that people chose, and what such an address may answer."""

import asyncio
import collections.abc
import contextlib
import gzip
import ssl

import pytest

from app.core import outgoing
from app.core.outgoing import Errand

TLS = ssl.create_default_context()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99999999\r\n\r\n"
Answer = collections.abc.Callable[[asyncio.StreamWriter], collections.abc.Awaitable[None]]


@contextlib.asynccontextmanager
async def answering(answer: Answer) -> collections.abc.AsyncIterator[str]:
    writers: list[asyncio.StreamWriter] = []
    serving: list[asyncio.Task[None] | None] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        serving.append(asyncio.current_task())
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            await answer(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield "http://{}:{}".format(*server.sockets[0].getsockname()[:2])
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.gather(*filter(None, serving))


def errand(url: str, within_s: float = 10.0) -> Errand:
    return Errand(method="POST", url=url, headers={}, within_s=within_s, body=b"{}")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize("location", [b"foo:bar", b"http://[::1", b"//", b"\xff\xfe", b"http://a.test:99999/"])
async def test_no_redirect_is_built(location: bytes) -> None:
    async def redirect(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with answering(redirect) as url:
        assert (await outgoing.run(errand(url), TLS)).failure == "HTTP 302"


async def test_a_body_is_not_read_however_it_unpacks() -> None:
    async def bomb(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + gzip.compress(b"0" * 10_000_000))
        await writer.drain()

    async with answering(bomb) as url:
        assert (await outgoing.run(errand(url), TLS)).failure == ""


async def test_a_head_that_drips_ends_in_time() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not writer.is_closing():
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with answering(drip) as url:
        assert (await outgoing.run(errand(url, 0.2), TLS)).failure == "no answer within 0.2 s"


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "ftp://a.test/", "http://[::1", "http://127.0.0.1:1/"])
async def test_an_address_that_is_none_is_an_answer_too(url: str) -> None:
    assert (await outgoing.run(errand(url), TLS)).failure.startswith("no answer (")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks://127.0.0.1:1080"),
        ("ALL_PROXY", "socks4://127.0.0.1:1080"),
        ("HTTPS_PROXY", "http://"),
        ("HTTP_PROXY", "http://a.test:port"),
        ("http_proxy", "http://[::1"),
    ],
)
async def test_a_proxy_that_cannot_be_used_is_said_and_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = outgoing.proxy_problem()
    assert said is not None
    assert name.upper() in said
    assert "127.0.0.1" not in said

    async def well(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()

    async with answering(well) as url:
        assert (await outgoing.run(errand(url), TLS)).failure == ""


@pytest.mark.parametrize("value", ["http://proxy.test:3128", "proxy.test:3128", "https://u:p@proxy.test"])
def test_a_proxy_that_can_be_used_is_nothing_to_tell_of(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    assert outgoing.proxy_problem() is None


async def test_what_the_library_refuses_otherwise_leaves_the_proxies_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "http://[::1")
    async with outgoing.client() as client:
        assert client.follow_redirects is False


async def test_where_an_answer_leads_is_told_and_not_followed() -> None:
    async def redirect(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 301 Moved\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with answering(redirect) as url, outgoing.client(loopback=True) as client:
        assert outgoing.location(await client.get(url)) == "/next"
