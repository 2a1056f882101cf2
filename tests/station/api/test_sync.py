"""The four calls over real HTTP, with a real journal behind them."""

import asyncio
import collections.abc
import contextlib
import pathlib
import typing

import httpx
import msgspec
import pytest

from app.core.clock import SystemClock
from app.domain.data_share import payload
from app.domain.incident.commands import ConfirmTrigger, Done, Refused
from app.domain.incident.envelope import Record, received
from app.domain.incident.projection import IncidentProjection
from app.protocol.sync import WIRE, Events, Hello, IncidentEvents
from app.station.api import auth, sync
from app.station.api.sync import LIMITS, SyncRoutes, Tail
from app.station.health import Health
from app.station.http.server import HttpServer
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services.commands import CommandBus, StationActions
from app.station.services.quarantine import QuarantineService
from app.station.sessions import Sessions
from tests.station.given import no_change
from tests.station.journal.made import Home, arrive, note, share

TOKEN = "a-token-for-consoles"


class Console:
    """A console of the test's own."""

    def __init__(self, client: httpx.AsyncClient, journal: Journal) -> None:
        self.client = client
        self.journal = journal

    async def get(self, path: str, kind: typing.Any) -> typing.Any:  # noqa: ANN401 a decoder's type is a value
        answer = await self.client.get(path)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=kind)

    async def events(self, after: str, wait: float = 0, session: str = "") -> Events:
        found = await self.get(f"/events?after={after}&wait={wait}&session={session}", Events)
        assert isinstance(found, Events)
        return found

    async def sign_on(self) -> str:
        answer = await self.command("SignOn", id="sign-on", name="ANNA")
        assert isinstance(answer, Done)
        return answer.session or ""

    async def command(self, command: str, **fields: object) -> Done | Refused:
        answer = await self.client.post("/commands", json={"command": command, **fields})
        assert answer.status_code == 200, answer.text
        kind: type[Done | Refused] = Refused if "refused" in answer.json() else Done
        return msgspec.json.decode(answer.content, type=kind)

    async def follow(self, until: int) -> list[Record]:
        """All that the wire tells from ``open`` on, up to a seq."""
        cursor, found = "open", list[Record]()
        while True:
            batch = await self.events(cursor)
            found += batch.events
            cursor = batch.next
            if batch.caught_up and int(cursor) >= until:
                return found


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


async def confirm(_wish: ConfirmTrigger, _operator: str) -> Done:
    return Done(seq=1)


@contextlib.asynccontextmanager
async def desk(home: Home) -> collections.abc.AsyncIterator[Console]:
    with home.opened() as journal:
        clock, sessions, tail = SystemClock(), Sessions(), Tail(journal)
        health = Health(journal, clock, sessions, "simulator")
        operate = CommandBus(
            journal,
            sessions,
            clock,
            lambda: None,
            QuarantineService(journal, payload.parse),
            StationActions(confirm, no_change),
        )
        calls = SyncRoutes(journal, tail, sessions, clock, health, operate.obey)
        server = HttpServer(calls.routes(), clock, LIMITS, auth.guard(TOKEN))
        await server.start("127.0.0.1", 0)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, timeout=20) as client:
            try:
                yield Console(client, journal)
            finally:
                tail.end()
                await server.stop()


async def test_hello(home: Home) -> None:
    async with desk(home) as console:
        await console.journal.decide(arrive(share()))
        hello = await console.get("/hello", Hello)
    assert (hello.wire, hello.environment, hello.last_seq) == (WIRE, "simulator", 1)


async def test_a_console_without_a_book_gets_what_is_open_and_then_all(home: Home) -> None:
    async with desk(home) as console:
        for number in range(1, 4):
            await console.journal.decide(arrive(share(number, phone=None)))
        session = await console.sign_on()
        await console.command("Acknowledge", id="b", session=session, incident=1002, through=9)
        await console.command("CloseIncident", id="c", session=session, incident=1002, reason="TEST")
        book = IncidentProjection()
        for record in await console.follow(until=console.journal.last_seq):
            book.apply(received(record))
        assert [one.number for one in book.open_incidents] == [1001, 1003]
        whole = await console.get("/incidents/1002", IncidentEvents)
        assert [record.kind for record in whole.events][:3] == ["ShareReceived", "Acknowledged", "IncidentClosed"]
        assert (await console.get("/incidents/4711", IncidentEvents)).events == ()


async def test_pages(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "MOST_EVENTS", 3)
    async with desk(home) as console:
        await console.journal.decide(arrive(share()))
        for _ in range(7):
            await console.journal.decide(note(1001))
        first = await console.events("open")
        assert ([record.seq for record in first.events], first.next, first.caught_up) == ([1, 2, 3], "open:3:8", False)
        await console.journal.decide(note(1001))
        seqs = [record.seq for record in await console.follow(until=9)]
        assert seqs == list(range(1, 10))
        late = await console.events("4")
        assert ([record.seq for record in late.events], late.next, late.caught_up) == ([5, 6, 7], "7", False)


async def test_a_long_poll_ends_with_the_event(home: Home) -> None:
    async with desk(home) as console:
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(console.events("0", wait=10))
            await asyncio.sleep(0)
            await console.journal.decide(arrive(share()))
        assert [record.kind for record in waiting.result().events] == ["ShareReceived"]
        assert waiting.result().caught_up


async def test_a_long_poll_without_an_event_brings_the_pulse(home: Home) -> None:
    async with desk(home) as console:
        session = await console.sign_on()
        quiet = await console.events("1", wait=0.05, session=session)
    assert (quiet.events, quiet.next, quiet.caught_up) == ((), "1", True)
    assert quiet.pulse.consoles == ("ANNA",)
    assert quiet.pulse.recording
    assert quiet.pulse.history


async def test_followers_are_sent_home_when_the_station_stops(home: Home) -> None:
    with home.opened() as journal:
        tail = Tail(journal)
        async with asyncio.TaskGroup() as group:
            group.create_task(tail.beyond(0, 60))
            await asyncio.sleep(0)
            tail.end()
        await tail.beyond(0, 60)


async def test_a_journal_that_cannot_be_read_costs_no_pulse(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[Record]:
        raise JournalUnavailableError("broken on purpose")

    monkeypatch.setattr(sync, "UNREADABLE_RETRY_S", 0)
    async with desk(home) as console:
        await console.journal.decide(arrive(share()))
        monkeypatch.setattr(console.journal, "after", broken)
        batch = await console.events("0")
    assert (batch.events, batch.next, batch.caught_up, batch.pulse.last_seq) == ((), "0", False, 1)


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/events?after=yesterday", b"", 400),
        ("GET", "/events?after=0&wait=long", b"", 400),
        ("GET", "/incidents/", b"", 404),
        ("GET", "/incidents/..%2f", b"", 404),
        ("GET", "/other", b"", 404),
        ("POST", "/hello", b"", 405),
        ("GET", "/commands", b"", 405),
        ("POST", "/commands", b"", 400),
        ("POST", "/commands", b"{", 400),
        ("POST", "/commands", b"\xff", 400),
        ("POST", "/commands", b"[" * 20_000, 400),
        ("POST", "/commands", b'{"command": "Explode", "id": "1"}', 400),
        ("POST", "/commands", b'{"command": "SignOn", "id": "1"}', 400),
        ("POST", "/commands", b'{"command": "SignOn", "id": "", "name": "ANNA"}', 400),
        ("POST", "/commands", b'{"command": "SignOn", "id": "a b", "name": "ANNA"}', 400),
        ("POST", "/commands", b" " * 70_000, 413),
    ],
)
async def test_bad_calls(home: Home, method: str, path: str, content: bytes, status: int) -> None:
    async with desk(home) as console:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        answer = await console.client.request(method, path, content=content, headers=headers)
        assert answer.status_code == status
        assert console.journal.last_seq == 0


async def test_commands_come_as_json_and_with_the_token(home: Home) -> None:
    async with desk(home) as console:
        command = b'{"command": "SignOn", "id": "1", "name": "ANNA"}'
        form = await console.client.post("/commands", content=command, headers={"Content-Type": "text/plain"})
        stranger = await console.client.post("/commands", content=command, headers={"Authorization": "Bearer x"})
        assert (form.status_code, stranger.status_code) == (415, 401)
        assert "access-control-allow-origin" not in form.headers
        assert console.journal.last_seq == 0


async def test_a_wish_that_cannot_be_recorded_is_no_answer(home: Home) -> None:
    async with desk(home) as console:
        console.journal.close()
        answer = await console.client.post("/commands", json={"command": "SignOn", "id": "1", "name": "ANNA"})
        assert answer.status_code == 503


@pytest.mark.parametrize("number", [10**18, 2**63, 2**64 - 1, -(2**63)])
@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("Acknowledge", {"through": 1}),
        ("AddNote", {"text": "x"}),
        ("SaveForm", {"definition": "f", "answers": "{}"}),
        ("DiscardForm", {"definition": "f"}),
        ("LinkIncidents", {"other": 1001}),
        ("SettleTrigger", {"trigger": "t", "started": True}),
        ("CloseIncident", {"reason": "TEST"}),
        ("RecordExport", {"form": "pdf", "sha256": "0" * 64}),
    ],
)
async def test_numbers_that_no_journal_holds_are_refused_with_a_sentence(
    home: Home, command: str, fields: dict[str, object], number: int
) -> None:
    async with desk(home) as console:
        session = await console.sign_on()
        answer = await console.command(command, id="1", session=session, incident=number, **fields)
        assert isinstance(answer, Refused)
        assert "18 digits" in answer.refused


@pytest.mark.parametrize("command", ["TakeOver", "SeeQuarantined"])
async def test_nor_is_anything_kept_under_one(home: Home, command: str) -> None:
    async with desk(home) as console:
        answer = await console.command(command, id="1", session=await console.sign_on(), quarantine=2**63)
        assert isinstance(answer, Refused)


@pytest.mark.parametrize(
    ("command", "fields"), [("SaveForm", {"definition": "f", "answers": "{}"}), ("DiscardForm", {"definition": "f"})]
)
async def test_a_form_of_no_incident_is_refused_with_a_sentence(
    home: Home, command: str, fields: dict[str, object]
) -> None:
    async with desk(home) as console:
        answer = await console.command(command, id="1", session=await console.sign_on(), incident=4_711, **fields)
        assert isinstance(answer, Refused)
        assert "no incident 4711" in answer.refused
