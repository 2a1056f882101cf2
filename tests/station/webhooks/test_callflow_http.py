"""The HTTP utility's route: kept, answered, and nothing more."""

import pathlib

import pytest

from app.domain.incident.events import HttpCallbackReceived
from app.station.http.request import InboundRequest
from app.station.journal.journal import Journal
from app.station.services import callbacks
from app.station.services.callbacks import CallbackService
from app.station.webhooks.callflow import HTTP_PATH, CallflowHttpHandler
from tests.fake_clock import T0
from tests.station.journal.made import Home, told


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


def request(content: bytes = b"", **query: str) -> InboundRequest:
    return InboundRequest(
        method="POST",
        path=HTTP_PATH,
        untrusted_query=query,
        untrusted_headers=(),
        remote="::1",
        untrusted_body=content,
        received_at=T0,
    )


def handler(home: Home, journal: Journal) -> CallflowHttpHandler:
    return CallflowHttpHandler(CallbackService(journal, home.clock), lambda: "event_id", lambda: "thank you")


async def test_what_a_flow_tells_is_kept(home: Home) -> None:
    with home.opened() as journal:
        posted = await handler(home, journal).post(request(b'{"event_id": "e-1", "user_name": "Jordan Sample"}'))
        got = await handler(home, journal).get(request(event_id="e-1", note="a b&c"))
        assert (posted.status, got.status, got.body) == (200, 200, b"thank you")
        events = [record.event for record in told(journal)]
        kept = [event.callback for event in events if isinstance(event, HttpCallbackReceived)]
        assert [callback.flow for callback in kept] == ["e-1", "e-1"]
        assert kept[1].untrusted_parameters == (("event_id", "e-1"), ("note", "a b&c"))


async def test_what_is_no_object_is_a_400_and_without_a_disk_503(home: Home) -> None:
    with home.opened() as journal:
        assert (await handler(home, journal).post(request(b"[1]"))).status == 400
    assert (await handler(home, journal).get(request())).status == 503


async def test_what_finds_no_room_is_answered_429_and_never_200(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks, "MOST_UNVERIFIED", 1)
    with home.opened() as journal:
        http = handler(home, journal)
        got = [(await http.get(request(event_id=f"e-{number}"))).status for number in range(2)]
        posted = await http.post(request(b'{"event_id": "e-3"}'))
        assert (got, posted.status) == ([200, 429], 429)
        assert ("Retry-After", "600") in posted.headers
        assert len(told(journal)) == 1
