"""A client that costs little: keep-alive connections, each sending its next share when the last was answered."""

import asyncio
import collections
import time
import typing
import urllib.parse
from collections.abc import Callable

Requests = Callable[[int], tuple[bytes, dict[str, str]]]
"""The body and headers of the share with a number; no two are alike."""


class Measured(typing.NamedTuple):
    """What one run gave; waits in milliseconds."""

    seconds: float
    waits: list[float]
    statuses: collections.Counter[int]

    @property
    def per_second(self) -> float:
        """Answers of 200 in a second."""
        return self.statuses[200] / self.seconds

    def percentile(self, part: float) -> float:
        """The wait that this part of all did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else float("nan")


async def load(url: str, requests: Requests, *, connections: int, seconds: float, first: int) -> Measured:
    """Keep so many connections busy for so long; numbers begin at ``first``."""
    parts = urllib.parse.urlsplit(url)
    waits: list[float] = []
    statuses: collections.Counter[int] = collections.Counter()
    start = time.perf_counter()
    end = start + seconds

    async def one(offset: int) -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        number = first + offset
        try:
            while time.perf_counter() < end:
                head = _head(parts, *requests(number))
                begun = time.perf_counter()
                writer.write(head)
                status, stays = await _answer(reader)
                waits.append((time.perf_counter() - begun) * 1000)
                statuses[status] += 1
                number += connections
                if not stays:
                    writer.close()
                    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        finally:
            writer.close()

    async with asyncio.TaskGroup() as group:
        for offset in range(connections):
            group.create_task(one(offset))
    return Measured(time.perf_counter() - start, waits, statuses)


def _head(parts: urllib.parse.SplitResult, body: bytes, headers: dict[str, str]) -> bytes:
    fields = {"Host": parts.netloc, "Content-Length": str(len(body)), "Content-Type": "application/json", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST {parts.path} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status, and whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        while (size := int(await reader.readline(), 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(fields.get("content-length", "0")))
    return int(head.split(" ", 2)[1]), fields.get("connection") != "close"
