"""A tiny desk on loopback: the four calls with canned events, so that the client is tested over real HTTP."""

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
from aiohttp import web

from app.domain.incident.envelope import Record, Recorded
from app.protocol.sync import WIRE, Events, Hello, IncidentEvents, Pulse

TOKEN = "t0ken-of-the-fake-desk"


class FakeDesk:
    """Answers like a station; what it was asked stands in ``commands`` and ``asked``."""

    def __init__(self, environment: str = "simulator", wire: int = WIRE) -> None:
        self.records: list[Record] = []
        self.commands: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.started_at = 1_000
        self.environment = environment
        self.version = "9.9.9"
        self.wire = wire
        self.now = 5_000_000
        self.history = "first"
        self.url = ""
        self.wholes: dict[int, list[Record]] = {}

    def add(self, record: Recorded) -> None:
        self.records.append(wire_record(record))

    @property
    def last_seq(self) -> int:
        return max((record.seq for record in self.records), default=0)

    @contextlib.asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/hello", self._hello)
        app.router.add_get("/events", self._events)
        app.router.add_get("/incidents/{number}", self._incident)
        app.router.add_post("/commands", self._command)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.url = str(site.name)
        try:
            yield self.url
        finally:
            await runner.cleanup()

    @contextlib.contextmanager
    def elsewhere(self) -> Iterator[str]:
        """Serve from a thread with a loop of its own, as a station is another process."""
        stop, ready = threading.Event(), threading.Event()

        async def serve() -> None:
            async with self.serving():
                ready.set()
                await asyncio.to_thread(stop.wait)

        def work() -> None:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(serve())

        thread = threading.Thread(target=work, name="fake desk")
        thread.start()
        assert ready.wait(10)
        try:
            yield self.url
        finally:
            stop.set()
            thread.join()

    async def _hello(self, request: web.Request) -> web.Response:
        hello = Hello(
            version=self.version,
            wire=self.wire,
            environment=self.environment,
            now=self.now,
            last_seq=self.last_seq,
            started_at=self.started_at,
            handler_url="http://127.0.0.1:1/data_share_handler",
            status_url="http://127.0.0.1:1/callflow_status",
        )
        return _answer(request, hello)

    async def _events(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        after = request.query["after"]
        seq = 0 if after == "open" else int(after)
        if self.last_seq <= seq:
            await asyncio.sleep(0.02)
        # Only now: what came while it waited belongs to this answer, whose ``next`` is beyond it.
        events = tuple(record for record in self.records if record.seq > seq)
        pulse = Pulse(now=self.now, last_seq=self.last_seq, history=self.history)
        return _answer(request, Events(events=events, next=str(self.last_seq), caught_up=True, pulse=pulse))

    async def _incident(self, request: web.Request) -> web.Response:
        return _answer(request, IncidentEvents(events=tuple(self.wholes[int(request.match_info["number"])])))

    async def _command(self, request: web.Request) -> web.Response:
        assert request.content_type == "application/json"
        try:
            command = json.loads(await request.read())
        except ConnectionResetError:
            return web.Response()  # nobody is there to read it: a console that ended in the middle of a wish
        self.commands.append(command)
        if self.answers:
            status, answer = self.answers.pop(0)
            return web.Response(status=status, body=json.dumps(answer))
        done = {"seq": 1, "session": f"s-{len(self.commands)}"} if command["command"] == "SignOn" else {"seq": 7}
        return web.Response(body=json.dumps(done))


def wire_record(record: Recorded) -> Record:
    """A record as the wire carries it."""
    return Record(
        seq=record.seq,
        at=record.at,
        kind=type(record.event).__name__,
        version=1,
        incident=record.incident,
        operator=record.operator,
        command_id=record.command_id,
        body=msgspec.Raw(msgspec.json.encode(record.event)),
    )


def _answer(request: web.Request, value: msgspec.Struct) -> web.Response:
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    return web.Response(body=msgspec.json.encode(value))
