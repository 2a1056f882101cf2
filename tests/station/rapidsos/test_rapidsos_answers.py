"""Whatever RapidSOS's computer puts on the wire once it has the POST: a readable code 0, or nobody knows.

The answers are bytes of a real socket on loopback, so that every layer of the HTTP library has its say.
"""

import asyncio
import collections.abc
import contextlib
import functools
import gzip
import math
import zlib

import pytest

from app.domain.callflow.outcome import TOO_LATE, Accepted, Outcome, OutcomeReason, Refused, Unknown
from app.settings import Settings
from app.station.rapidsos import client as rapidsos_client
from app.station.rapidsos.client import Client
from app.station.rapidsos.rapidsos import WorkflowEndpoint
from tests.fake_clock import FakeClock
from tests.station.rapidsos.answering import answering, line_to

BODY = b'{"callflow":"company_dataconnect_v1","variables":{}}'
STARTED = b'{"code": 0, "id": "a-1", "message": "started"}'
ACCEPTED = Accepted(alert_id="a-1", untrusted_message="started")


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@contextlib.asynccontextmanager
async def raw_server(untrusted_answer: bytes) -> collections.abc.AsyncIterator[tuple[str, list[bytes]]]:
    """A server that reads the whole POST, writes these bytes and hangs up."""
    arrived: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            arrived.append(await reader.readuntil(BODY))
            writer.write(untrusted_answer)
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", arrived


async def outcome_of(untrusted_answer: bytes, settings: Settings | None = None) -> tuple[Outcome, int]:
    """The outcome of one POST, and how often it arrived."""
    async with answering() as rapidsos, line_to(rapidsos) as line, raw_server(untrusted_answer) as (url, arrived):
        new_client = functools.partial(Client, url, settings or Settings(), FakeClock())
        way = WorkflowEndpoint(new_client, line.oauth, "/v1/rem/trigger")
        assert await way.prepare() is None
        return await way.post(BODY, math.inf), len(arrived)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    "untrusted_answer",
    [
        *(
            answer(STARTED, b"Content-Encoding: " + label)
            for label in (b"utf-8", b"none", b"", b"identity, identity", b"gzip", b"deflate", b"br", b"\xff")
        ),
        answer(STARTED, b"Content-Encoding: identity", b"Content-Encoding: identity"),
        answer(gzip.compress(STARTED), b"Content-Encoding: gzip"),
        answer(gzip.compress(STARTED)),
        answer(zlib.compress(STARTED), b"Content-Encoding: deflate"),
        answer(deflated(STARTED), b"Content-Encoding: deflate"),
        answer(STARTED, b"Retry-After: \xff", b"Set-Cookie: \xff=;;=", b"Content-Type: ;;charset=zip"),
        answer(STARTED, b"Location: http://[half/", status=b"201 Created"),
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + STARTED,
        b"HTTP/9.9 200 OK\r\n\r\n" + STARTED,
    ],
)
async def test_a_readable_code_0_is_accepted_however_it_is_labelled(untrusted_answer: bytes) -> None:
    assert await outcome_of(untrusted_answer) == (ACCEPTED, 1)


@pytest.mark.parametrize(
    ("said", "read"),
    [(b"sta\xffrted", "sta\ufffdrted"), (b"started \\ud83d", "started \ufffd"), (b"\\ude80 started", "\ufffd started")],
)
async def test_one_letter_that_is_none_costs_only_itself(said: bytes, read: str) -> None:
    body = STARTED.replace(b"started", said)
    assert await outcome_of(answer(body)) == (Accepted(alert_id="a-1", untrusted_message=read), 1)


@pytest.mark.parametrize(
    "untrusted_answer",
    [
        answer(b"", b"Location: http://[half/", status=b"302 Found"),
        answer(b"", b"Location: http://a:b:c/", status=b"307 Temporary Redirect"),
        answer(b"", b"Location: \xff\xfe", status=b"302 Found"),
        answer(b"", b"Location: mailto:nobody@example.invalid", status=b"302 Found"),
        answer(b"", b"Location: http://xn--a/", status=b"302 Found"),
        answer(b"", b"Location: /" + b"y" * 65_530, status=b"302 Found"),
        answer(b"", b"Location: x://" + b"y" * 70_000, status=b"308 Permanent Redirect"),
        answer(STARTED, b"Location: http://[half/", status=b"302 Found"),
        answer(STARTED, b"no header at all"),
        answer(STARTED, b"Content-Length: 3"),
        answer(STARTED, b"Transfer-Encoding: nonsense"),
        answer(STARTED, b"X: " + b"y" * 200_000),
        answer(STARTED)[:-5],
        answer(gzip.compress(STARTED)[:-9], b"Content-Encoding: gzip"),
        answer(b"\x1f\x8b not gzip", b"Content-Encoding: gzip"),
        answer(zlib.compress(STARTED)[3:], b"Content-Encoding: deflate"),
        answer(gzip.compress(b" " * 9_000_000)),
        answer(STARTED, status=b"999 What"),
        answer(STARTED, status=b"1"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x16\x03\x01\x00\x00",
        b"\x00" * 200_000,
        b"\n",
        b"",
    ],
)
async def test_any_other_answer_to_a_post_that_arrived_is_unknown(untrusted_answer: bytes) -> None:
    outcome, posts = await outcome_of(untrusted_answer)
    assert isinstance(outcome, Unknown)
    assert posts == 1


@pytest.mark.parametrize(("late_by_s", "posts"), [(0.0, 1), (0.001, 0)])
async def test_what_is_too_late_does_not_leave(late_by_s: float, posts: int) -> None:
    """Judged when the connection stands, right before the first byte."""
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos) as line, raw_server(answer(STARTED)) as (url, arrived):
        way = WorkflowEndpoint(functools.partial(Client, url, Settings(), clock), line.oauth, "/v1/rem/trigger")
        assert await way.prepare() is None
        outcome = await way.post(BODY, clock.monotonic() - late_by_s)
    assert len(arrived) == posts
    assert outcome == (ACCEPTED if posts else Refused(why=OutcomeReason.NEVER_SENT, untrusted_said=TOO_LATE))


async def test_a_page_is_told_by_its_status() -> None:
    page = b"<html><body><h1>Service Unavailable</h1></body></html>"
    assert (await outcome_of(answer(page, status=b"503 Busy")))[0] == Unknown(
        why=OutcomeReason.SERVER_ERROR, untrusted_said=page.decode(), http_status=503
    )


async def test_a_proxy_that_refuses_to_connect_has_carried_nothing() -> None:
    """CONNECT is sent to the proxy; of the POST itself no byte has left."""
    asked: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    proxy = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with proxy, answering() as rapidsos, line_to(rapidsos) as line:
        settings = Settings(rapidsos_proxy=f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
        way = WorkflowEndpoint(
            functools.partial(Client, "https://rapidsos.invalid", settings, FakeClock()), line.oauth, "/v1/rem/trigger"
        )
        assert await way.prepare() is None
        assert await way.post(BODY, math.inf) == Refused(why=OutcomeReason.NEVER_SENT)
    assert len(asked) == 1
    assert asked[0].startswith(b"CONNECT rapidsos.invalid:443 ")


async def test_silence_after_the_post_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapidsos_client, "WITHIN_S", 0.2)
    held = asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(BODY)
        await held.wait()
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    async with server, answering() as rapidsos, line_to(rapidsos) as line:
        port = server.sockets[0].getsockname()[1]
        way = WorkflowEndpoint(
            functools.partial(Client, f"http://127.0.0.1:{port}", Settings(), FakeClock()), line.oauth, "/trigger"
        )
        assert await way.prepare() is None
        assert await way.post(BODY, math.inf) == Unknown(why=OutcomeReason.TIMEOUT)
        held.set()
