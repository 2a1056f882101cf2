"""``--simulate``: a pretend RapidSOS as a child of this console, which ends when its standard input closes."""

import logging
import os
import pathlib
import socket
import subprocess

import filelock

from app.console.station.process import StationProcess, answers
from app.core import paths
from app.core.paths import own_command
from app.protocol import desk_file
from app.protocol.sync import Hello

log = logging.getLogger(__name__)

LOCK_FILE = "play.lock"
PORT_FILE = "play.port"
GOODBYE_S = 2.0
STATION_GOODBYE_S = 10.0
"""A station drains what it has begun to answer; after this it ends by itself."""


class Simulation:
    """Its station and its player. A second console of the same play looks on: one player is enough."""

    def __init__(self, data_dir: pathlib.Path, scenario: str) -> None:
        """Raises OSError when the data directory can't be written."""
        self._data_dir = data_dir
        self._scenario = scenario
        paths.make_folder(data_dir)
        self._lock = filelock.FileLock(data_dir / LOCK_FILE)
        self._plays = _taken(self._lock)
        self._port = self._choose_port()
        self._player: subprocess.Popen[bytes] | None = None
        self._told = False
        url = f"http://127.0.0.1:{self._port}"
        self.station = StationProcess(data_dir, ("--environment", "simulator", "--rapidsos-url", url, "--port", "0"))

    def play(self, hello: Hello) -> None:
        """Begin to share the scenario's calls with the station that greeted; only the first call begins anything."""
        if self._player is not None or not self._plays:
            return
        addresses = ["--to", hello.handler_url, "--status-url", hello.status_url, "--port", str(self._port)]
        desk = desk_file.read(self._data_dir)
        self._player = subprocess.Popen(  # noqa: S603 our own program with our own arguments
            [*own_command(), "simulator", "play", "--scenario", self._scenario, *addresses],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **((desk.simulator if desk else None) or {})},
        )

    def check(self) -> None:
        """Say once when the player has ended although nobody stopped it; its own words stand on stderr."""
        if not self._told and self._player is not None and self._player.poll() is not None:
            self._told = True
            log.warning("The simulator has ended with code %s; no more calls are shared.", self._player.returncode)

    def stop(self) -> None:
        """End the player and the station, and wait for both; whoever only looked on leaves both alone."""
        if not self._plays:
            return
        if self._player is not None and self._player.stdin is not None:
            self._player.stdin.close()
            try:
                self._player.wait(timeout=GOODBYE_S)
            except subprocess.TimeoutExpired:
                self._player.kill()
                self._player.wait()
        self.station.stop(STATION_GOODBYE_S)
        self._lock.release()

    def _choose_port(self) -> int:
        """A free port, or the one that a station left by a crashed console was started to call."""
        file = self._data_dir / PORT_FILE
        if answers(self._data_dir) and file.exists():
            return int(file.read_text(encoding="ascii"))
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = int(door.getsockname()[1])
        file.write_text(str(port), encoding="ascii")
        return port


def _taken(lock: filelock.BaseFileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return False
    return True
