"""Raw bytes to a port and back, as hostile or slow as a test wants them."""

import asyncio
import contextlib
import time


class Peer:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def at(cls, port: int) -> "Peer":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, content: bytes) -> None:
        self.writer.write(content)
        await self.writer.drain()

    async def status(self) -> int:
        """The next answer's status, its body read; 0 when the connection closes instead."""
        head = b""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            head = await self.reader.readuntil(b"\r\n\r\n")
        if not head:
            return 0
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        if lengths:
            await self.reader.readexactly(int(lengths[0].split(b":")[1]))
        return int(head.split(b" ")[1])

    async def closed_within(self, seconds: float) -> float | None:
        """How long until the other side closed; None when it did not."""
        start = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                with contextlib.suppress(ConnectionError):
                    await self.reader.read()
        except TimeoutError:
            return None
        return time.monotonic() - start

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


async def ask(port: int, content: bytes) -> int:
    """The status of one raw request."""
    peer = await Peer.at(port)
    try:
        await peer.send(content)
        async with asyncio.timeout(10):
            return await peer.status()
    finally:
        await peer.close()


def post(body: bytes, path: str = "/share", headers: str = "") -> bytes:
    """A well-formed POST."""
    return f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body
