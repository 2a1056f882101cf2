"""``--simulate``: a pretend RapidSOS as a child of this console, which ends when its standard input closes."""

import logging
import os
import pathlib
import socket
import subprocess

from app.console import desk_file
from app.console.station_process import StationProcess, answers, own_command
from app.domain.incident.pulse import Hello

log = logging.getLogger(__name__)

USUAL_PORT = 8920
"""Where a station of the simulator environment looks for RapidSOS when nobody says otherwise."""
SCENARIO = "evening"


def free_port() -> int:
    """The usual port, or another one when something listens there."""
    with socket.socket() as door:
        try:
            door.bind(("127.0.0.1", USUAL_PORT))
        except OSError:
            door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Simulation:
    """Its station and its player; both belong to the play and end with it."""

    def __init__(self, data_dir: pathlib.Path, scenario: str) -> None:
        self._data_dir = data_dir
        self._scenario = scenario or SCENARIO
        self._port = USUAL_PORT if answers(data_dir) else free_port()
        self._player: subprocess.Popen[bytes] | None = None
        url = f"http://127.0.0.1:{self._port}"
        options = ("--environment", "simulator", "--rapidsos-url", url, "--port", "0")
        self.station = StationProcess(data_dir, options)

    def play(self, hello: Hello) -> None:
        """Begin to share the scenario's calls with the station that greeted; only the first call begins anything."""
        if self._player is not None:
            return
        addresses = ["--to", hello.handler_url, "--status-url", hello.status_url, "--port", str(self._port)]
        desk = desk_file.read(self._data_dir)
        self._player = subprocess.Popen(  # noqa: S603 our own program with our own arguments
            [*own_command(), "simulator", "play", "--scenario", self._scenario, *addresses],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **((desk.simulator if desk else None) or {})},
        )

    def gave_up(self) -> bool:
        """Whether the player has ended although nobody stopped it."""
        return self._player is not None and self._player.poll() is not None

    def stop(self) -> None:
        """Let the player end, and the station."""
        if self._player is not None and self._player.stdin is not None:
            self._player.stdin.close()
            try:
                self._player.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._player.kill()
                self._player.wait()
        self.station.stop()
