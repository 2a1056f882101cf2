"""A server of the tests' own, with a handler that remembers."""

import asyncio
import collections.abc
import contextlib

from app.station.http.request import InboundRequest, Limits, Response, Route
from app.station.http.server import HttpServer
from tests.fake_clock import FakeClock

UNHURRIED = Limits(body_bytes=1_000, connections=4)


class Desk:
    """A handler that remembers what it got and answers when it may."""

    def __init__(self) -> None:
        self.received: list[InboundRequest] = []
        self.arrivals = asyncio.Semaphore(0)
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, request: InboundRequest) -> Response:
        self.received.append(request)
        self.arrivals.release()
        await self.may_answer.wait()
        if request.untrusted_body == b"break":
            raise ValueError("broken on purpose")
        return Response(status=200)


@contextlib.asynccontextmanager
async def serving(desk: Desk, limits: Limits = UNHURRIED) -> collections.abc.AsyncIterator[HttpServer]:
    routes = [Route(path="/share", methods={"POST": desk}), Route(path="/below/", methods={"GET": desk})]
    server = HttpServer(routes, FakeClock(), limits)
    await server.start("127.0.0.1", 0)
    try:
        yield server
    finally:
        await server.stop()
