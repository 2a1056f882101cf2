"""The status route: verified, unverified, refused, and never a lost message."""

import pathlib

import pytest

from app.domain.data_share.signature import sign
from app.domain.incident.events import StatusReceived
from app.station.http.request import InboundRequest
from app.station.journal.journal import Journal
from app.station.services import callbacks
from app.station.services.callbacks import CallbackService
from app.station.webhooks.callflow import STATUS_PATH, CallflowStatusHandler
from tests.fake_clock import T0
from tests.station.given import SECRET
from tests.station.journal.made import Home, told

BODY = b'{"alert_id": "a-1", "eventId": "e-1", "verb": "flow-started", "message": "", "timestamp": 1795305600}'
GOOD = sign(BODY, SECRET)


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


def request(content: bytes, *headers: tuple[str, str]) -> InboundRequest:
    return InboundRequest(
        method="POST",
        path=STATUS_PATH,
        untrusted_query={},
        untrusted_headers=headers,
        remote="::1",
        untrusted_body=content,
        received_at=T0,
    )


async def answer(home: Home, journal: Journal, received: InboundRequest, *secrets: str) -> int:
    handler = CallflowStatusHandler(CallbackService(journal, home.clock), lambda: secrets)
    return (await handler(received)).status


@pytest.mark.parametrize(
    ("content", "headers", "secrets", "status", "verified"),
    [
        (BODY, (("X-RapidSOS-Signature", GOOD),), (SECRET,), 200, [True]),
        (BODY, (("x-rapidsos", GOOD),), (SECRET,), 200, [True]),
        (BODY, (("x-rapidsos", "0" * 40), ("x-rapidsos-signature", GOOD)), (SECRET,), 200, [True]),
        (BODY, (), (), 200, [False]),
        (BODY, (("x-rapidsos", GOOD),), (), 200, [False]),
        (BODY, (), (SECRET,), 401, [False]),
        (BODY, (("x-rapidsos", "0" * 40),), (SECRET,), 401, [False]),
        (b"hello", (), (), 400, []),
        (b"hello", (), (SECRET,), 401, []),
        (b"{}", (("x-rapidsos", sign(b"{}", SECRET)),), (SECRET,), 400, []),
    ],
)
async def test_what_a_message_is_answered(
    home: Home,
    content: bytes,
    headers: tuple[tuple[str, str], ...],
    secrets: tuple[str, ...],
    status: int,
    verified: list[bool],
) -> None:
    with home.opened() as journal:
        assert await answer(home, journal, request(content, *headers), *secrets) == status
        kept = [record.event for record in told(journal)]
        assert [event.verified for event in kept if isinstance(event, StatusReceived)] == verified


@pytest.mark.parametrize(("secrets", "status"), [((), 503), ((SECRET,), 401)])
async def test_without_a_disk_rapidsos_is_asked_to_come_again(
    home: Home, secrets: tuple[str, ...], status: int
) -> None:
    with home.opened() as journal:
        pass
    assert await answer(home, journal, request(BODY), *secrets) == status


async def test_an_unsigned_message_that_finds_no_room_is_answered_429(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callbacks, "MOST_UNVERIFIED", 0)
    with home.opened() as journal:
        assert await answer(home, journal, request(BODY)) == 429
        assert await answer(home, journal, request(BODY), SECRET) == 401
        assert await answer(home, journal, request(BODY, ("x-rapidsos", GOOD)), SECRET) == 200
