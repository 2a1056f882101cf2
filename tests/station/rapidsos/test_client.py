"""One host, few connections, bounded answers, and failures in our own words."""

import asyncio
import gzip
import pathlib

import pytest

from app.core.errors import RefusedError
from app.settings import Settings
from app.station.rapidsos import client as rapidsos_client
from app.station.rapidsos import transport
from app.station.rapidsos.client import Client
from app.station.rapidsos.messages import LONGEST_RETRY_AFTER_MS, Ask, NoReplyError, Reply, retry_after_ms
from tests.fake_clock import T0, FakeClock
from tests.station.rapidsos.answering import Said, answering, line_to

QUESTION = Ask(method="POST", path="/location", body=b"{}", authorization="Bearer token-not-real")


async def test_an_answer_comes_whole() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", Said(status=429, body={"detail": "later"}, headers={"Retry-After": "20"}))
        reply = await line.client.send(QUESTION)
        assert (reply.status, reply.retry_after_ms) == (429, 20_000)
        assert b"later" in reply.untrusted_body
        assert rapidsos.asked[0].authorization == "Bearer token-not-real"


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", Said(status=307, headers={"Location": "/trap"}))
        assert (await line.client.send(QUESTION)).status == 307
        assert [one.path for one in rapidsos.asked] == ["/location"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (Said(body=b" " * (transport.MOST_BYTES + 1)), "larger than 1024 KiB"),
        (Said(body=gzip.compress(b" " * 9_000_000), headers={"Content-Encoding": "gzip"}), "larger than"),
    ],
)
async def test_what_is_too_much_is_no_answer(said: Said, problem: str) -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", said)
        with pytest.raises(NoReplyError, match=problem):
            await line.client.send(QUESTION)


async def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapidsos_client, "WITHIN_S", 0.05)
    async with answering() as rapidsos, line_to(rapidsos) as line:
        never = asyncio.Event()

        async def hang(_: object) -> Said:
            await never.wait()
            return Said()

        rapidsos.says("/location", hang)
        with pytest.raises(NoReplyError, match="no answer within") as failed:
            await line.client.send(QUESTION)
        assert failed.value.may_have_arrived


async def test_a_connection_cut_may_have_carried_the_request() -> None:
    async def cut(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        client = Client(f"http://127.0.0.1:{port}", Settings(), FakeClock())
        with pytest.raises(NoReplyError, match="the connection was cut") as failed:
            await client.send(QUESTION)
        assert failed.value.may_have_arrived
        await client.close()


async def test_a_refused_connection_surely_carried_nothing() -> None:
    client = Client("http://127.0.0.1:9", Settings(), FakeClock())
    with pytest.raises(NoReplyError, match="no connection") as failed:
        await client.send(QUESTION)
    assert not failed.value.may_have_arrived
    await client.close()


@pytest.mark.parametrize("settings", [Settings(rapidsos_proxy="nonsense"), Settings(rapidsos_ca="/nowhere/at-all.pem")])
def test_wrong_settings_are_refused_in_a_sentence(settings: Settings) -> None:
    with pytest.raises(RefusedError, match="Correct"):
        Client("https://api.example.com", settings, FakeClock())


def test_certificates_that_are_none_are_refused(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("no certificate", encoding="utf-8")
    with pytest.raises(RefusedError, match="rapidsos_ca"):
        Client("https://api.example.com", Settings(rapidsos_ca=str(file)), FakeClock())


@pytest.mark.parametrize(
    ("untrusted", "wait_ms"),
    [
        (None, None),
        ("", None),
        ("20", 20_000),
        (" 0 ", 0),
        ("-5", None),
        ("soon", None),
        ("9" * 40, LONGEST_RETRY_AFTER_MS),
        ("Sun, 22 Nov 2026 00:00:30 GMT", 30_000),
        ("Sat, 21 Nov 2026 23:00:00 GMT", 0),
        ("Sun, 22 Nov 2099 00:00:30 GMT", LONGEST_RETRY_AFTER_MS),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_bounded(untrusted: str | None, wait_ms: int | None) -> None:
    assert retry_after_ms(untrusted, T0) == wait_ms


def test_nothing_private_is_in_a_repr() -> None:
    private = Ask(method="GET", path="/location", query={"caller_id": "12175550143"}, authorization="Bearer secret-1")
    assert repr(private) == "Ask(GET /location)"
    assert repr(Reply(status=200, untrusted_body=b"a person")) == "Reply(200)"
