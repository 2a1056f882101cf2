"""HTTP connections: requests cut apart, and a limit at which the one idle longest is closed for a new one."""

import asyncio
import collections.abc
import enum
import importlib
import logging
import selectors
import typing

from aiohttp import streams, web
from aiohttp.http import RawRequestMessage
from aiohttp.web_protocol import RequestHandler

END: typing.Final = b"\r\n\r\n"
"""Ends the head of a request, and a body in chunks."""
MOST: typing.Final = 32
"""More pieces of one read are not cut: bytes that look like many ends must not keep the station busy."""


class Pipeline:
    """Cuts what comes on one connection into pieces that hold one head or body each."""

    def __init__(self) -> None:
        self.body_left = 0
        """How many bytes of a body of known length are still to come; whoever reads the heads sets it."""
        self._before = b""
        """The last bytes that came, if an end may have begun in them."""

    def of(self, data: bytes) -> collections.abc.Iterator[bytes]:
        """The pieces of bytes that came; ``body_left`` is read anew after each."""
        begun = 0
        for _ in range(MOST):
            piece = data[begun : self._end(data, begun)]
            if not piece:
                return
            begun += len(piece)
            of_a_body = min(self.body_left, len(piece))
            self.body_left -= of_a_body
            self._before = b"" if of_a_body or piece.endswith(END) else (self._before + piece)[1 - len(END) :]
            yield piece
        if begun < len(data):
            yield data[begun:]

    def _end(self, data: bytes, begun: int) -> int:
        if self.body_left:
            return begun + self.body_left
        found = (self._before + data[begun:]).find(END)
        return len(data) if found < 0 else begun + found + len(END) - len(self._before)


UNREAD_S = 10.0
"""A peer that takes so long to read its answer is closed."""
JUST_COME_S = 0.25
"""Seconds. A proxy sends at once after it connects; closed before, it can't send that request again (Caddy)."""
SETTLED_S = 0.5
"""A younger connection may just be about to send: it makes room only in a crowd."""
PATIENCE_S = 2.0
"""A request that has begun may need so long until a busy station has read it; only then may it make room."""
HALF_CLOSED_S = 1.0
"""A peer that has ended its side in the middle of a request is closed after so long."""
CROWD = 256
"""So many are accepted at once; above the limit by as many, silent connections make room however young they are."""


MOST_OF_A_HEAD = 64 * 1024
"""Bytes of a head that are remembered until it is read: more than any that is read."""

Broken = collections.abc.Callable[[bytes, str, str], None]
"""Takes what came of a head, the peer's address and what the library says is wrong."""


def _nobody(_untrusted_head: bytes, _peer: str, _what: str) -> None:
    """Does nothing."""


class Phase(enum.IntEnum):
    """What a connection is doing; the lower ones make room first, the last never does."""

    SILENT = 0
    """Nothing came since it was opened or got its last answer."""
    SENDING = 1
    DECIDING = 2


class Connection(RequestHandler):
    """One connection, and since when (the loop's time) it waits for its next answer."""

    def __init__(self, *arguments: typing.Any, **options: typing.Any) -> None:  # noqa: ANN401 aiohttp's own
        super().__init__(*arguments, **options)
        self._server: Connections = arguments[0]
        self.phase = Phase.SILENT
        self.since = self._loop.time()
        self.body: streams.StreamReader | None = None
        self._pieces = Pipeline()
        self._coming: streams.StreamReader | None = None
        """The body of the newest request that was read."""
        self._unread_head = b""
        """What came of the next request's head, bounded: should it be broken, somebody may want to see it."""
        self.ended = False
        """Whether the peer sends no more."""

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        if self.phase is Phase.SILENT:
            self.phase = Phase.SENDING
        for piece in self._pieces.of(data) if data else (b"",):  # aiohttp itself sends nothing to go on with its rest
            known, is_head = len(self._messages), self._coming is None or self._coming.is_eof()
            super().data_received(piece)
            if len(self._messages) > known:
                if not self._goes_on(self._unread_head + piece, *self._messages[-1]):
                    return
                self._unread_head = b""
            elif is_head:
                self._unread_head += piece[: MOST_OF_A_HEAD - len(self._unread_head)]

    def _goes_on(self, untrusted_head: bytes, message: object, payload: streams.StreamReader) -> bool:
        """Whether what came last was read; what is broken ends the body that it was to be part of."""
        if not isinstance(message, RawRequestMessage):
            self._server.observe_broken(untrusted_head, self.peer, str(getattr(message, "message", "")))
            if self._coming is not None and not self._coming.is_eof():
                self._coming.set_exception(ConnectionResetError("the body is broken"))
                self._coming.feed_eof()
            return False
        length = message.headers.get("Content-Length", "0")
        self._pieces.body_left = int(length) if length.isdecimal() else 0
        self._coming = payload
        return True

    def begins(self, body: streams.StreamReader) -> None:
        """The headers of a request are complete; its body follows."""
        self.phase, self.body = Phase.SENDING, body
        if self.ended:
            self._break_off()

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio asks whether to stay open; aiohttp never does
        """The peer sends no more, but may still read: a whole request gets its answer, a part of one ends soon."""
        self.ended = True
        if self.phase is Phase.SILENT:
            return False
        self._break_off()
        self._loop.call_later(HALF_CLOSED_S, self._end_part)
        return True

    def answered(self) -> None:
        """The answer is on its way."""
        self.phase, self.since = Phase.SILENT, self._loop.time()

    @property
    def peer(self) -> str:
        """The address at the other end; empty when the connection is gone."""
        name = None if self.transport is None else self.transport.get_extra_info("peername")
        return str(name[0]) if name else ""

    @property
    def has_unread_answer(self) -> bool:
        """Whether the peer has not taken all that it was sent."""
        return isinstance(self.transport, asyncio.Transport) and self.transport.get_write_buffer_size() > 0

    @property
    def has_unread_request(self) -> bool:
        """Whether bytes wait that the busy loop has not come to read."""
        socket = None if self.transport is None else self.transport.get_extra_info("socket")
        if socket is None:
            return False
        # Not the default one: where no file may be opened any more, it could not be made, and nothing would make room.
        with getattr(selectors, "PollSelector", selectors.SelectSelector)() as selector:
            selector.register(socket, selectors.EVENT_READ)
            return bool(selector.select(0))

    def _break_off(self) -> None:
        if self.body is not None and not self.body.is_eof():
            self.body.set_exception(ConnectionResetError("the peer ended its body early"))

    def _end_part(self) -> None:
        if self.phase is Phase.SENDING:
            self.abort()

    def abort(self) -> None:
        """Close at once."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


FOR_OTHERS = 96
"""Files that the station needs beside its connections: journal, readers, RapidSOS, logs."""
FEWEST = 8


def affordable(most: int) -> int:
    """So many connections as this process may open files for, at the most ``most``.

    There are two servers, each lets as many more in for a moment before the idle ones make room: hence a quarter.
    """
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows has none, and no limit that matters here
        return most
    files: int = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return most if files == resource.RLIM_INFINITY else min(most, max(FEWEST, (files - FOR_OTHERS) // 4))


class Connections(web.Server):
    """aiohttp's low-level server with a limit on how many may be connected."""

    def __init__(self, *arguments: typing.Any, most: int, **options: typing.Any) -> None:  # noqa: ANN401 aiohttp's own
        super().__init__(*arguments, **options)
        self._most = affordable(most)
        self._crowd = min(CROWD, self._most)
        self._options = options
        self._present: dict[RequestHandler, Connection] = {}
        self.made_room = 0
        """How often a connection was closed to make room."""
        self.observe_broken: Broken = _nobody
        """Told of every head that the library can't read, and answers 400 itself."""

    def __call__(self) -> RequestHandler:
        """A new connection's protocol."""
        return Connection(self, loop=self._loop, **self._options)

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Let a connection in; at the limit, the one that is idle longest is closed."""
        super().connection_made(handler, transport)
        if isinstance(handler, Connection):
            self._present[handler] = handler
        if len(self._present) > self._most:
            self._make_room(crowded=len(self._present) > self._most + self._crowd)

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Forget a connection; nobody goes on waiting for the rest of a body that was refused."""
        super().connection_lost(handler, exc)
        lost = self._present.pop(handler, None)
        if lost is not None and lost.phase is Phase.SILENT and lost.body is not None:
            lost.body.feed_eof()

    @property
    def expecting(self) -> bool:
        """Whether a request is on its way in or being answered; a peer that has just come is about to speak."""
        just_now = self._loop.time() - JUST_COME_S
        present = self._present.values()
        return any(
            one.phase is not Phase.SILENT or one.has_unread_request or (one.body is None and one.since > just_now)
            for one in present
        )

    def sweep(self) -> None:
        """Close what is past the limit, and whose peer has not read its answers for too long."""
        while len(self._present) > self._most and self._make_room():
            pass
        for one in list(self._present.values()):
            if one.phase is Phase.SILENT and one.has_unread_answer and self._loop.time() - one.since > UNREAD_S:
                self._close(one)

    def _make_room(self, *, crowded: bool = False) -> bool:
        """Close the one idle longest, if any may go; returns whether one did."""
        now = self._loop.time()
        idle = [one for one in self._present.values() if one.phase is not Phase.DECIDING]
        for one in sorted(idle, key=lambda one: (one.phase, one.since)):
            if one.phase is Phase.SILENT and one.has_unread_request:
                one.phase = Phase.SENDING
            silent = one.phase is Phase.SILENT
            if (silent and crowded) or now - one.since >= (SETTLED_S if silent else PATIENCE_S):
                self.made_room += 1
                self._close(one)
                return True
        return False

    def _close(self, one: Connection) -> None:
        del self._present[one]
        one.abort()


_LOG = logging.getLogger(__name__)


class MalformedLog(logging.Handler):
    """Takes what aiohttp wants to log, without its tracebacks; ``logger`` is given to it instead of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.logger = logging.Logger("aiohttp.server")  # noqa: LOG001 its own, so that no other program's is touched
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Count it, and log one line."""
        self.count += 1
        failure = record.exc_info[1] if record.exc_info else None
        first_line = str(failure or record.getMessage()).strip().splitlines()[:1]
        _LOG.info("Broken HTTP (%s): %s", type(failure).__name__, " ".join(first_line))
