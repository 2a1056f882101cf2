"""A share that is refused before anybody judged it is seen: kept, counted, and a lamp is lit."""

import asyncio
import collections.abc
import pathlib

import pytest

from app.core.tasks import Tasks
from app.domain.data_share.signature import sign
from app.station.http.request import Audit, Exchange, InboundRequest, Response
from app.station.services.intake import Intake
from app.station.webhooks.data_share import KEEPING_AT_ONCE, RefusedShares
from tests.fake_clock import T0
from tests.station.given import SECRET, body, request
from tests.station.journal.made import Home
from tests.station.running import Running, running
from tests.station.webhooks.wire import ask

DAY_MS = 24 * 3_600_000


def raw(content: bytes, path: str = "/data_share_handler", headers: str = "", signature: str = "") -> bytes:
    """A share, signed unless a test has a signature of its own."""
    signed = f"X-RapidSOS-Signature: {signature or sign(content, SECRET)}\r\n"
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(content)}\r\n{signed}{headers}\r\n"
    return head.encode() + content


async def send(station: Running, content: bytes) -> int:
    return await ask(int(station.ready.handler_url.split(":")[2].split("/")[0]), content)


async def kept(station: Running, count: int) -> list[dict[str, object]]:
    """What the quarantine holds once it holds so much."""
    async with asyncio.timeout(10):
        while len(found := (await station.ask("/quarantine"))["kept"]) < count:  # noqa: ASYNC110 over HTTP, no event
            await asyncio.sleep(0.01)
    return list(found)


@pytest.mark.parametrize(
    ("content", "status", "signature", "is_share", "rings"),
    [
        (raw(body(), "/data_share_handle"), 404, "good", True, True),
        (raw(body(), headers="Content-Encoding: gzip\r\n"), 415, "good", True, True),
        (raw(body(), "/data_share_handle", signature="0" * 40), 404, "bad", True, False),
        (raw(body(), headers=f"X-RapidSOS-Signature: {'0' * 40}\r\n"), 400, "good", True, True),
        (raw(b"x" * 300_000), 413, "not judged", False, False),
        (raw(body(), headers="X-Long: " + "x" * 20_000 + "\r\n"), 400, "not judged", False, False),
        (raw(body()).replace(b"POST", b"PUT"), 405, "good", True, True),
    ],
)
async def test_what_is_refused_is_seen(
    content: bytes, status: int, signature: str, *, is_share: bool, rings: bool, tmp_path: pathlib.Path
) -> None:
    async with running(tmp_path) as station:
        assert "refused" not in await station.lamps()
        assert await send(station, content) == status
        (one,) = await kept(station, 1)
        assert (one["status"], one["signature"], one["is_share"], one["rings"]) == (status, signature, is_share, rings)
        assert (await station.lamps())["refused"] == "warning"
        assert "BodyQuarantined" in await station.kinds()
        seen = (await station.ask("/requests"))["requests"]
        assert [one["status"] for one in seen if one["path"] != "/self_test"] == [status]


@pytest.mark.parametrize(
    "content",
    [
        raw(body(), "/data_share_handler/"),
        raw(body(), "//data_share_handler"),
        raw(body(), headers="Content-Encoding: identity\r\nContent-Encoding: identity\r\n"),
        raw(body(), headers="Content-Encoding: utf-8\r\n"),
        raw(body(), headers="Content-Encoding: none\r\n"),
        raw(body(), headers="Content-Encoding:\r\n"),
        raw(body(), headers="X-Long: " + "x" * 9_000 + "\r\n"),
    ],
)
async def test_what_is_no_reason_to_refuse_arrives(content: bytes, tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        assert await send(station, content) == 200
        assert "ShareReceived" in await station.kinds()
        assert "refused" not in await station.lamps()


def exchange(refused: InboundRequest, status: int = 404, judged: Audit | None = None) -> Exchange:
    answer = Response(status=status, why="nothing answers at this path", judged=judged)
    return Exchange(request=refused, answer=answer, answered_at=T0, took_ms=1.0)


async def test_only_what_carries_a_signature_and_nobody_judged_is_counted(tmp_path: pathlib.Path) -> None:
    with Home(tmp_path).opened() as journal:
        tasks = Tasks(lambda _name, failure: pytest.fail(str(failure)))
        refused = RefusedShares(Intake(journal), lambda: (), tasks)
        refused.take(exchange(request(body())))
        refused.take(exchange(request(body(), "00"), 200))
        refused.take(exchange(request(body(), "00"), 503))
        refused.take(exchange(request(body(), "00"), 401, Audit(verdict="bad")))
        assert (refused.count, refused.lamp(T0)) == (0, None)
        for _ in range(KEEPING_AT_ONCE + 2):
            refused.take(exchange(request(body(), "00")))
        await asyncio.gather(*(one for one in asyncio.all_tasks() if one.get_name() == "refused share"))
        assert (refused.count, len(journal.quarantined())) == (KEEPING_AT_ONCE + 2, KEEPING_AT_ONCE)
        lamp = refused.lamp(T0)
        assert lamp is not None
        assert lamp.evidence.startswith("18 requests were refused that RapidSOS may have signed; the last was answered")
        assert refused.lamp(T0 + DAY_MS + 1) is None


async def test_a_journal_that_fails_costs_only_the_keeping(
    tmp_path: pathlib.Path, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("could not be kept")
    with Home(tmp_path).opened() as journal:
        pass
    refused = RefusedShares(Intake(journal), lambda: (), Tasks(lambda _name, failure: pytest.fail(str(failure))))
    refused.take(exchange(request(body(), "00")))
    await asyncio.gather(*(one for one in asyncio.all_tasks() if one.get_name() == "refused share"))
    assert refused.count == 1
    assert refused.lamp(T0) is not None
