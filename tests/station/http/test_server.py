import asyncio
import collections.abc
import errno
import logging
import socket

import pytest

from app.core.errors import Exit, RefusedError
from app.station.http import server as server_module
from app.station.http.connections import Connections
from app.station.http.request import Exchange, InboundRequest, Response, Route, refusal
from app.station.http.server import HttpServer, every_address
from tests.fake_clock import T0, FakeClock
from tests.station.webhooks.served import UNHURRIED, Desk, serving
from tests.station.webhooks.wire import Peer, ask, post

PLAIN = (
    "identity",
    "",
    "identity, identity",
    "none",
    "UTF-8",
    "charset=utf-8",
    "us-ascii",
    "iso-8859-1",
    "8bit",
    "binary",
)
PACKED = ("deflate", "br", "zstd", "x-gzip", "identity, gzip", "zip")


async def _answered(content: bytes) -> tuple[int, Desk]:
    desk = Desk()
    async with serving(desk) as server:
        return await ask(server.address[1], content), desk


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (post(b"hello"), 200),
        (post(b"hello", headers="Expect: 100-continue\r\n"), 100),
        (b"POST /share HTTP/1.0\r\n\r\n", 200),
        (b"POST http://a/share?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 200),
        (b"GET /below/7 HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        (post(b"hello", "/other"), 404),
        (post(b"hello", "/share/"), 200),
        (post(b"hello", "//share"), 200),
        (post(b"hello", "//share//?x=1"), 200),
        (post(b"hello", "/share/more"), 404),
        (post(b"hello", "/share%2f"), 404),
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"GET /share HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"BREW /share HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"PROPFIND /share HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (post(b"x" * 1_001), 413),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7D0\r\n" + b"x" * 2_000, 413),
        (post(b"hello", headers="Content-Encoding: gzip\r\n"), 415),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 415),
        *((post(b"hello", headers=f"Content-Encoding: {one}\r\n"), 200) for one in PLAIN),
        (post(b"hello", headers="Content-Encoding: identity\r\nContent-Encoding: utf-8\r\n"), 200),
        *((post(b"hello", headers=f"Content-Encoding: {one}\r\n"), 415) for one in PACKED),
        (post(b"hello", headers="Expect: tea\r\n"), 417),
        (post(b"hello", headers="Expect: 100-continue\r\nExpect: tea\r\n"), 417),
        (b"POST /share HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\nContent-Length: 0\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\nHost: a\nContent-Length: 0\n\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length : 0\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhello", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 12_000 + b"\r\nContent-Length: 0\r\n\r\n", 200),
        (b"POST /share HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", 400),
        (b"POST /share HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 500 + b"\r\n", 400),
        (b"POST /share HTTP/2.0\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 505),
        (b"POST /share\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 505),
        (b"POST /share HTTP/3.7\r\nHost: a\r\n\r\n", 400),
        (b"POST http://[/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"POST /%ff%00?%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 404),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"\r\n\r\n\r\nhello?\r\n\r\n", 400),
    ],
)
def test_every_request_has_its_status(content: bytes, status: int) -> None:
    got, desk = asyncio.run(_answered(content))
    assert got == status
    assert len(desk.received) == (status in {100, 200})


def test_what_a_handler_sees() -> None:
    _, desk = asyncio.run(_answered(post(b"hello", "/share?after=7", "X-A: 1\r\nx-a: 2\r\nX-B: \xff\r\n")))
    (request,) = desk.received
    assert request.untrusted_body == b"hello"
    assert request.received_at == T0
    assert request.untrusted_query == {"after": "7"}
    assert request.headers("X-A") == ["1", "2"]
    assert request.header("missing") is None
    assert request.remote == "127.0.0.1"
    assert "hello" not in repr(request)


def test_bytes_in_headers_that_are_no_text() -> None:
    raw = b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nX-B: \xff\xfe\r\n\r\n"
    _, desk = asyncio.run(_answered(raw))
    assert desk.received[0].header("x-b") == "\ufffd\ufffd"


def test_the_allowed_methods_are_told() -> None:
    async def scenario() -> bytes:
        async with serving(Desk()) as server:
            peer = await Peer.at(server.address[1])
            await peer.send(b"GET /share HTTP/1.1\r\nHost: a\r\n\r\n")
            head = await peer.reader.readuntil(b"\r\n\r\n")
            await peer.close()
            return head

    head = asyncio.run(scenario())
    assert b"\r\nAllow: POST\r\n" in head
    assert b"Server: Watchfloor\r\n" in head


def test_a_guard_refuses_before_the_body_is_read() -> None:
    async def scenario() -> tuple[int, int]:
        desk = Desk()

        def guard(head: InboundRequest) -> Response | None:
            return None if head.header("key") == "1" else refusal(401, "no key")

        server = HttpServer([Route(path="/share", methods={"POST": desk})], FakeClock(), UNHURRIED, guard)
        await server.start("127.0.0.1", 0)
        try:
            port = server.address[1]
            refused = await ask(port, b"POST /share HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            return refused, await ask(port, post(b"", headers="Key: 1\r\n"))
        finally:
            await server.stop()

    assert asyncio.run(scenario()) == (401, 200)


def test_a_failing_handler_asks_to_send_again(expect_log: collections.abc.Callable[[str], None]) -> None:
    expect_log("A request to /share could not be answered")
    status, _ = asyncio.run(_answered(post(b"break")))
    assert status == 503


def test_one_connection_carries_many_requests() -> None:
    async def scenario() -> list[int]:
        async with serving(Desk()) as server:
            peer = await Peer.at(server.address[1])
            await peer.send(post(b"one") + post(b"two"))
            statuses = [await peer.status(), await peer.status()]
            await peer.send(post(b"three"))
            statuses.append(await peer.status())
            await peer.close()
            assert server.counts == {200: 3}
            assert server.answered_at == T0
            return statuses

    assert asyncio.run(scenario()) == [200, 200, 200]


def test_stopping_lets_what_is_being_decided_finish() -> None:
    async def scenario() -> int:
        desk = Desk()
        async with serving(desk) as server:
            port = server.address[1]
            desk.may_answer.clear()
            peer = await Peer.at(port)
            await peer.send(post(b"share"))
            await desk.arrivals.acquire()
            async with asyncio.TaskGroup() as group:
                group.create_task(server.stop())
                await asyncio.sleep(0)
                desk.may_answer.set()
                status = await peer.status()
            await peer.close()
        with pytest.raises(ConnectionRefusedError):
            await Peer.at(port)
        return status

    assert asyncio.run(scenario()) == 200


def test_a_port_in_use_is_a_sentence() -> None:
    async def scenario(port: int) -> None:
        await HttpServer([], FakeClock()).start("127.0.0.1", port)

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            RefusedError, match=rf"Port {port} on 127\.0\.0\.1 can't be used .* another --port"
        ) as refused:
            asyncio.run(scenario(port))
        assert refused.value.code is Exit.PORT
    with pytest.raises(RefusedError, match="Port 99999 does not exist"):
        asyncio.run(scenario(99_999))
    with pytest.raises(RefusedError, match=r"on nowhere\.invalid can't be used"):
        asyncio.run(HttpServer([], FakeClock()).start("nowhere.invalid", 0))


def test_broken_http_is_counted_without_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> int:
        async with serving(Desk()) as server:
            for _ in range(3):
                await ask(server.address[1], b"\x16\x03\x01\x02\x00")
            return server.malformed.count

    with caplog.at_level(logging.INFO):
        assert asyncio.run(scenario()) == 3
    broken = [record for record in caplog.records if "Broken HTTP" in record.getMessage()]
    assert len(broken) == 3
    assert all(record.exc_info is None and "\n" not in record.getMessage() for record in broken)


async def test_whoever_looks_on_sees_what_the_library_refused_by_itself() -> None:
    async with serving(Desk()) as server:
        seen: list[Exchange] = []
        server.observers.append(seen.append)
        long = "X-Long: " + "x" * 20_000 + "\r\n"
        await ask(server.address[1], post(b"hello", "/share?token=t", headers=f"X-A: 1\r\n{long}X-B: \xfc\r\n"))
        await ask(server.address[1], b"\x16\x03\x01\x02\x00")
    assert [(one.answer.status, one.request.method, one.request.path) for one in seen] == [
        (400, "POST", "/share"),
        (400, "", ""),
    ]
    assert (seen[0].request.header("x-a"), seen[0].request.remote, seen[0].request.is_whole) == (
        "1",
        "127.0.0.1",
        False,
    )
    assert seen[0].answer.why
    assert server.counts == {400: 2}


async def test_the_body_of_a_refused_request_is_read_for_whoever_wants_it() -> None:
    async with serving(Desk()) as server:
        seen: list[Exchange] = []
        server.observers.append(seen.append)
        server.reads_refused = lambda request: request.header("X-Wanted") is not None
        wanted = "X-Wanted: 1\r\n"
        for content in (
            post(b"hello", "/other", wanted),
            post(b"hello", "/other"),
            post(b"hello", headers=wanted + "Content-Encoding: gzip\r\n"),
            post(b"x" * 1_001, headers=wanted),
            post(b"x" * 1_001, "/other", wanted),
        ):
            await ask(server.address[1], content)
    assert [(one.answer.status, one.request.is_whole, one.request.untrusted_body) for one in seen] == [
        (404, True, b"hello"),
        (404, False, b""),
        (415, True, b"hello"),
        (413, False, b""),
        (404, False, b""),
    ]


async def test_a_sweep_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []

    def no_file(_self: object) -> None:
        swept.append(1)
        raise OSError(errno.EMFILE, "Too many open files")

    failures: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: failures.append(context))
    monkeypatch.setattr(server_module, "SWEEP_S", 0.001)
    server = HttpServer([], FakeClock())
    await server.start("127.0.0.1", 0)
    monkeypatch.setattr(Connections, "sweep", no_file)
    async with asyncio.timeout(5):
        while len(swept) < 3:  # noqa: ASYNC110 what is waited for is told by nobody
            await asyncio.sleep(0.001)
    monkeypatch.undo()
    await server.stop()
    assert failures


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this system has no socket of both families")
@pytest.mark.parametrize("host", ["::", "0:0::0"])
async def test_every_address_is_of_both_families_and_callers_are_named_plainly(host: str) -> None:
    seen: list[str] = []

    async def handler(request: InboundRequest) -> Response:
        seen.append(request.remote)
        return Response(status=200)

    server = HttpServer([Route(path="/share", methods={"POST": handler})], FakeClock(), UNHURRIED)
    await server.start(host, 0)
    try:
        for near in ("127.0.0.1", "::1"):
            reader, writer = await asyncio.open_connection(near, server.address[1])
            writer.write(post(b"x", headers="Connection: close\r\n"))
            assert b" 200 " in await reader.readline()
            writer.close()
            await writer.wait_closed()
    finally:
        await server.stop()
    assert seen == ["127.0.0.1", "::1"]


def test_a_system_without_sockets_of_both_families_is_told(
    monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("only IPv6 is served")
    monkeypatch.setattr(socket, "has_dualstack_ipv6", lambda: False)
    with every_address(0) as listening:
        assert listening.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY) == 1
