"""A RapidSOS of a few lines on loopback: says what a test tells it to, and remembers what it was asked."""

import asyncio
import collections.abc
import contextlib
import dataclasses
import json
import typing

from aiohttp import web

from app.core.logs import Redactor
from app.settings import Settings
from app.station.rapidsos.rapidsos import RapidSosClients
from tests.fake_clock import FakeClock

CLIENT = ("client-not-real", "client-secret-not-real")
FIX = {"latitude": 39.8, "longitude": -89.6, "uncertainty_radius": 7, "location_time": 1_795_305_600_000}
CARD = {"uber": {"driver": "Robin Testwell"}}


@dataclasses.dataclass
class Said:
    """One answer; ``body`` is JSON unless it is bytes."""

    status: int = 200
    body: typing.Any = None
    headers: dict[str, str] = dataclasses.field(default_factory=dict)

    def response(self) -> web.Response:
        raw = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        headers = {"Content-Type": "application/json", **self.headers}
        return web.Response(status=self.status, body=b"" if self.status == 204 else raw, headers=headers)


@dataclasses.dataclass
class Asked:
    """One question."""

    path: str
    method: str
    query: dict[str, str]
    body: bytes
    authorization: str | None
    media: str

    @property
    def json(self) -> typing.Any:  # noqa: ANN401 JSON
        return json.loads(self.body)


Answer = Said | collections.abc.Callable[[Asked], collections.abc.Awaitable[Said] | Said]


class Answering:
    """Answers by path: a list is used up, its last element stays."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.arrived = asyncio.Event()
        token = {"access_token": "own-token-not-real", "token_type": "BearerToken", "expires_in": 3600}
        self.answers: dict[str, list[Answer]] = {
            "/oauth/token": [Said(body=token)],
            "/location": [Said(body=FIX)],
            "/rad-e": [Said(body=CARD)],
        }

    def says(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)

    def to(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.path == path]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(
            path=request.path,
            method=request.method,
            query=dict(request.query),
            body=await request.read(),
            authorization=request.headers.get("Authorization"),
            media=request.content_type,
        )
        self.asked.append(asked)
        self.arrived.set()
        known = self.answers[request.path]
        answer = known.pop(0) if len(known) > 1 else known[0]
        if isinstance(answer, Said):
            return answer.response()
        said = answer(asked)
        return (said if isinstance(said, Said) else await said).response()


@contextlib.asynccontextmanager
async def answering() -> collections.abc.AsyncIterator[Answering]:
    pretend = Answering()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", pretend.handle)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    pretend.url = f"http://{host}:{port}"
    try:
        yield pretend
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def line_to(
    pretend: Answering,
    clock: FakeClock | None = None,
    **settings: typing.Any,  # noqa: ANN401 whatever a setting is
) -> collections.abc.AsyncIterator[RapidSosClients]:
    chosen = Settings(rapidsos_url=pretend.url, **settings)
    line = RapidSosClients("simulator", chosen, clock or FakeClock(), Redactor(), lambda: CLIENT)
    try:
        yield line
    finally:
        await line.close()
