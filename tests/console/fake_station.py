"""Starts the fake program where the console starts its own, and ends what it started."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from app.protocol import desk_file

PROGRAM = [sys.executable, str(Path(__file__).with_name("fake_program.py"))]
PATIENCE_S = 10.0


class FakeStation:
    """What the fake program was asked, and its end."""

    def __init__(self, told: Path, data_dir: Path) -> None:
        self._told = told
        self.data_dir = data_dir

    @property
    def told(self) -> list[dict[str, Any]]:
        """Every start, in order."""
        if not self._told.exists():
            return []
        return [json.loads(line) for line in self._told.read_text(encoding="utf-8").splitlines()]

    @property
    def rooms(self) -> list[str]:
        """The first arguments of every start."""
        return [one["room"] for one in self.told]

    def wait(self, room: str, times: int = 1) -> None:
        """Until the program was started for a room so often; for a station, until it listens."""
        until = time.monotonic() + PATIENCE_S
        while self.rooms.count(room) < times or (room == "station" and desk_file.read(self.data_dir) is None):
            assert time.monotonic() < until, self.told
            os.sched_yield()

    def kill(self) -> None:
        """End the station that listens."""
        desk = desk_file.read(self.data_dir)
        if desk is not None:
            (self.data_dir / desk_file.FILE_NAME).unlink()
            os.kill(desk.pid, signal.SIGKILL)
