"""The trigger endpoint: one POST, whatever comes back (docs/contract.md#6)."""

import asyncio
import collections.abc
import contextlib
import functools
import math

import pytest

from app.domain.callflow.outcome import Accepted, Outcome, OutcomeReason, Refused, Unknown
from app.settings import Settings
from app.station.rapidsos.client import Client
from app.station.rapidsos.rapidsos import RapidSosClients, WorkflowEndpoint
from tests.fake_clock import FakeClock
from tests.station.rapidsos.answering import Answering, Said, answering, line_to

ExpectLog = collections.abc.Callable[[str], None]
PATH = "/v1/rem/trigger"
BODY = b'{"callflow":"company_dataconnect_v1","variables":{}}'


def endpoint(line: RapidSosClients) -> WorkflowEndpoint:
    new_client = functools.partial(Client, line.base_url, Settings(), FakeClock())
    return WorkflowEndpoint(new_client, line.oauth, PATH)


async def sent(rapidsos: Answering, line: RapidSosClients) -> Outcome:
    way = endpoint(line)
    refused = await way.prepare()
    assert refused is None
    return await way.post(BODY, math.inf)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (
            Said(body={"code": 0, "id": "a-1", "message": "started"}),
            Accepted(alert_id="a-1", untrusted_message="started"),
        ),
        (Said(body={"code": -2, "message": "no"}), Refused(why=OutcomeReason.VALIDATION, untrusted_said="no")),
        (
            Said(body={"code": -1, "id": "a-1", "message": "?"}),
            Unknown(why=OutcomeReason.ERROR_WITH_ID, untrusted_said="?", alert_id="a-1"),
        ),
        (
            Said(status=401, body={"detail": "expired"}),
            Refused(why=OutcomeReason.CREDENTIALS, untrusted_said="expired"),
        ),
        (Said(status=503, body=b"busy"), Unknown(why=OutcomeReason.SERVER_ERROR, untrusted_said="busy")),
        (Said(status=307, body=b"", headers={"Location": "/elsewhere"}), Unknown(why=OutcomeReason.ODD_STATUS)),
    ],
)
async def test_every_answer_is_an_outcome_and_nothing_is_sent_twice(said: Said, outcome: Outcome) -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says(PATH, said)
        assert await sent(rapidsos, line) == outcome
        (asked,) = rapidsos.to(PATH)
        assert (asked.body, asked.media) == (BODY, "application/json")
        assert asked.authorization == "Bearer own-token-not-real"


@pytest.mark.parametrize("stage", ["before", "after"])
async def test_a_connection_cut_after_the_request_is_unknown(stage: str) -> None:
    """A server that reads it all and hangs up, without a word or in the middle of one."""
    arrived: list[bytes] = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(await reader.readuntil(BODY))
        if stage == "after":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async with answering() as rapidsos, line_to(rapidsos) as line:
        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        way = WorkflowEndpoint(
            functools.partial(Client, f"http://127.0.0.1:{port}", Settings(), FakeClock()), line.oauth, PATH
        )
        assert await way.prepare() is None
        assert await way.post(BODY, math.inf) == Unknown(why=OutcomeReason.CUT)
        server.close()
        await server.wait_closed()
    assert len(arrived) == 1


async def test_nobody_at_the_door_means_that_nothing_left() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        nobody = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port = nobody.sockets[0].getsockname()[1]
        nobody.close()
        await nobody.wait_closed()
        way = WorkflowEndpoint(
            functools.partial(Client, f"http://127.0.0.1:{port}", Settings(), FakeClock()), line.oauth, PATH
        )
        assert await way.post(BODY, math.inf) == Refused(why=OutcomeReason.NEVER_SENT)
        assert await way.prepare() is None
        assert await way.post(BODY, math.inf) == Refused(why=OutcomeReason.NEVER_SENT)


async def test_no_answer_in_time_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.station.rapidsos.client.WITHIN_S", 0.2)
    never = asyncio.Event()

    async def wait(_asked: object) -> Said:
        await never.wait()
        return Said()

    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says(PATH, wait)
        assert await sent(rapidsos, line) == Unknown(why=OutcomeReason.TIMEOUT)
        assert len(rapidsos.to(PATH)) == 1


@pytest.mark.parametrize(
    ("said", "why", "logged"),
    [
        (Said(status=401, body={}), OutcomeReason.CREDENTIALS, ["RapidSOS rejected"]),
        (Said(status=503, body={}), OutcomeReason.NEVER_SENT, []),
    ],
)
async def test_without_a_token_it_is_refused_before_anything_leaves(
    said: Said, why: OutcomeReason, logged: list[str], expect_log: ExpectLog
) -> None:
    for words in logged:
        expect_log(words)
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/oauth/token", said)
        refused = await endpoint(line).prepare()
        assert refused is not None
        assert refused.why is why
        assert rapidsos.to(PATH) == []
