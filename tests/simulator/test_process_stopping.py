import asyncio
import os
import signal
from pathlib import Path

import pytest

from app.simulator import process


@pytest.fixture(autouse=True)
def _signals_as_before() -> object:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_it_stops_when_the_pipe_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setattr(process, "STDIN", ours)

    async def scenario() -> None:
        stop = asyncio.Event()
        process.watch(stop.set, until_stdin_closes=True)
        os.write(theirs, b"words on it mean nothing")
        assert not stop.is_set()
        os.close(theirs)
        await asyncio.wait_for(stop.wait(), 5)

    asyncio.run(scenario())
    os.close(ours)


def test_it_stops_at_a_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        stop = asyncio.Event()
        process.watch(stop.set, until_stdin_closes=False)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 5)

    asyncio.run(scenario())


def test_what_is_no_pipe_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        stop = asyncio.Event()
        process.watch(stop.set, until_stdin_closes=True)
        await asyncio.sleep(0)
        assert not stop.is_set()

    with Path(os.devnull).open("rb") as nothing:
        monkeypatch.setattr(process, "STDIN", nothing.fileno())
        asyncio.run(scenario())
    monkeypatch.setattr(process, "STDIN", 9_999)
    asyncio.run(scenario())
