"""Killed at any moment: everything that was acknowledged is on disk, and the chain holds."""

import contextlib
import pathlib
import subprocess
import sys

import pytest

from app.domain.incident.events import ShareReceived
from app.station.journal.database import connect_to_read
from app.station.journal.verify import verify
from tests.station.journal.made import Home, told

CHILD = """
import asyncio, itertools, pathlib, sys
from tests.station.journal.made import Home, arrive, share

home = Home(pathlib.Path(sys.argv[1]))
home.keyring.key = bytes.fromhex(sys.argv[2])
numbers = itertools.count(1)

async def sender(journal):
    while True:
        event = share(next(numbers), phone=None)
        await journal.decide(arrive(event))
        sys.stdout.write(event.request_sha256 + "\\n")
        sys.stdout.flush()

async def main():
    with home.opened() as journal:
        await asyncio.gather(*(sender(journal) for _ in range(8)))

asyncio.run(main())
"""
ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("answers", [1, 60, 400])
def test_nothing_acknowledged_is_lost(home: Home, answers: int) -> None:
    command = [sys.executable, "-c", CHILD, str(home.place.folder), home.keyring.key.hex()]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with child, contextlib.ExitStack() as last:
        last.callback(child.kill)
        assert child.stdout is not None
        acknowledged = [child.stdout.readline().strip() for _ in range(answers)]
        child.kill()
        acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
    with home.opened() as journal:
        stored = {one.event.request_sha256 for one in told(journal) if isinstance(one.event, ShareReceived)}
        assert set(acknowledged) <= stored
        assert journal.trouble is None
    with contextlib.closing(connect_to_read(home.place.journal)) as connection:
        assert verify(connection, home.seals()).broken is None
