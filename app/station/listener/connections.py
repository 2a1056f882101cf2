"""Who is connected: past the limit the one idle longest makes room, so that a good share is never refused."""

import asyncio
import dataclasses
import enum
import typing

from aiohttp import streams, web
from aiohttp.web_protocol import RequestHandler

UNREAD_S = 10.0
"""A peer that takes so long to read its answer is closed."""


class Phase(enum.IntEnum):
    """What a connection is doing; the lower ones make room first, the last never does."""

    WAITING = 0
    SENDING_BODY = 1
    DECIDING = 2


@dataclasses.dataclass
class _Standing:
    """What a connection does, and the loop's time since which no answer was given."""

    phase: Phase
    since: float
    body: streams.StreamReader | None = None


class Connections(web.Server):
    """aiohttp's low-level server, which also knows since when each connection waits or is at work."""

    def __init__(self, *arguments: typing.Any, most: int, **options: typing.Any) -> None:  # noqa: ANN401 aiohttp's own
        super().__init__(*arguments, **options)
        self._most = most
        self._standing: dict[RequestHandler, _Standing] = {}
        self.made_room = 0
        """How often a connection was closed to make room."""

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Let a connection in; when the house is full, the one that waits longest goes."""
        super().connection_made(handler, transport)
        if len(self._standing) >= self._most:
            self._make_room()
        self._standing[handler] = _Standing(Phase.WAITING, self._loop.time())

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Forget a connection; nobody goes on waiting for the rest of a body that was refused."""
        super().connection_lost(handler, exc)
        standing = self._standing.pop(handler, None)
        if standing is not None and standing.phase is Phase.WAITING and standing.body is not None:
            standing.body.feed_eof()

    def enters(self, request: web.BaseRequest, phase: Phase) -> float:
        """Note what the connection does now; returns the loop's time of its last answer, or of its beginning."""
        standing = self._standing.get(request.protocol)
        if standing is None:
            return self._loop.time()
        standing.phase = phase
        standing.body = request.content
        if phase is Phase.WAITING:
            standing.since = self._loop.time()
        return standing.since

    def close_unread(self) -> None:
        """Close connections whose peer has not read its answers for too long."""
        for handler, standing in list(self._standing.items()):
            transport = handler.transport
            stuck = isinstance(transport, asyncio.Transport) and transport.get_write_buffer_size() > 0
            if stuck and standing.phase is Phase.WAITING and self._loop.time() - standing.since > UNREAD_S:
                self._abort(handler)

    def _make_room(self) -> None:
        movable = [one for one, standing in self._standing.items() if standing.phase is not Phase.DECIDING]
        if movable:
            self.made_room += 1
            self._abort(min(movable, key=lambda one: (self._standing[one].phase, self._standing[one].since)))

    def _abort(self, handler: RequestHandler) -> None:
        del self._standing[handler]
        if isinstance(handler.transport, asyncio.Transport):
            handler.transport.abort()
