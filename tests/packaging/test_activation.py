"""Socket activation by systemd's own program: a first share starts the station, and a restart loses none."""

import contextlib
import http.client
import os
import pathlib
import socket
import threading

from tests.journeys import program
from tests.needed import needed
from tests.packaging.fronted import Restarting
from tests.packaging.test_proxies import needs_systemd, stored

SHARES, SENDERS, RESTARTS = 20, 2, 2
PATIENCE_S = 40.0


def activator() -> tuple[str, ...]:
    """It hands nothing of its surroundings on unless told to."""
    handed = {name: value for name, value in program.environment().items() if name.startswith("WATCHFLOOR_")}
    more = {"PYTHONPATH": os.getcwd(), **handed}  # noqa: PTH109 a variable, not a path
    asked = needed("systemd-socket-activate", "systemd")
    return (asked, *(f"--setenv={name}={value}" for name, value in more.items()))


def delivered(url: str, body: bytes) -> int:
    """The answer to a share, which is sent again when a station that stops had taken the connection already."""
    for _ in range(RESTARTS + 1):
        with contextlib.suppress(http.client.RemoteDisconnected, ConnectionResetError):
            return program.post(url, body, timeout=PATIENCE_S)
    return 0


@needs_systemd
def test_a_share_starts_the_station_and_restarts_lose_none(tmp_path: pathlib.Path) -> None:
    held = socket.create_server(("127.0.0.1", 0), backlog=512)
    url = f"http://127.0.0.1:{held.getsockname()[1]}/data_share_handler"
    answers: list[int] = []

    def send(first: int) -> None:
        answers.extend(delivered(url, program.share_body(number)) for number in range(first, first + SHARES))

    station = Restarting(tmp_path / "station", held, activator())
    try:
        assert program.post(url, program.share_body(0), timeout=PATIENCE_S) == 200
        senders = [threading.Thread(target=send, args=(1 + SHARES * place,)) for place in range(SENDERS)]
        station.stop()
        for sender in senders:
            sender.start()
        station.start()
        for _ in range(RESTARTS - 1):
            assert program.post(url, program.share_body(0), timeout=PATIENCE_S) == 200
            station.restart()
        for sender in senders:
            sender.join(PATIENCE_S * 2)
        assert answers == [200] * SHARES * SENDERS
        assert program.post(url, program.share_body(0), timeout=PATIENCE_S) == 200
        assert len(stored(station)) == SHARES * SENDERS + 1
    finally:
        station.end()
        held.close()
