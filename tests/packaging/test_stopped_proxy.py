"""A proxy that stops is found out by the station's own test within its period, and rings P1 until it is back."""

import json
import pathlib
import subprocess
import time

import msgspec

from app.domain.incident.alarms import Priority, ringing
from app.domain.incident.envelope import received
from app.domain.incident.projection import IncidentProjection
from app.domain.lamp import LampState
from app.protocol.sync import Events
from app.station.services.reachability import AGAIN_S, EVERY_S, LOST_EVERY_S
from tests import certificates
from tests.journeys import program
from tests.journeys.desk import Desk, until
from tests.packaging.fronted import free_port, nginx
from tests.packaging.hurried_station import TIMES

GRACE_S = 10.0
"""For the attempts themselves on a busy machine."""
LOST_WITHIN_S = (EVERY_S + AGAIN_S) / TIMES + GRACE_S
BACK_WITHIN_S = LOST_EVERY_S / TIMES + GRACE_S


def test_a_stopped_nginx_is_found_out_within_the_period_and_rings(tmp_path: pathlib.Path) -> None:
    chain, _key = certificates.make(tmp_path)
    outside, behind = free_port(), free_port()
    address = f"https://localhost:{outside}"
    with nginx(tmp_path, outside, behind) as proxy:
        station = program.Station(
            tmp_path / "data",
            behind,
            module="tests.packaging.hurried_station",
            WATCHFLOOR_PUBLIC_URL=address,
            SSL_CERT_FILE=str(chain),
        )
        try:
            desk = Desk(tmp_path / "data")
            until(lambda: desk.lamp("path") == LampState.SEEN.value, BACK_WITHIN_S)
            assert alarms(desk) == []
            stopped = time.monotonic()
            proxy.terminate()
            until(lambda: desk.lamp("path") == LampState.DOWN.value, LOST_WITHIN_S)
            print(f"\nfound out after {time.monotonic() - stopped:.1f} s, the period being {EVERY_S / TIMES:.0f} s")
            assert alarms(desk) == [(Priority.P1, "path_lost")]
            assert address in doctor(tmp_path / "data")
            with nginx(tmp_path, outside, behind):
                until(lambda: desk.lamp("path") == LampState.SEEN.value, BACK_WITHIN_S)
            assert [reason for _priority, reason in alarms(desk)] == ["gap"]
        finally:
            station.stop()


def alarms(desk: Desk) -> list[tuple[Priority, str]]:
    """What a console that starts now would ring for."""
    told = msgspec.json.decode(json.dumps(desk.ask("/events?after=0")), type=Events)
    book = IncidentProjection()
    for record in told.events:
        book.apply(received(record))
    return [(alarm.priority, alarm.reason) for alarm in ringing(book)]


def doctor(data_dir: pathlib.Path) -> str:
    """What ``watchfloor doctor`` says of a path that is lost; it ends with 1."""
    command = program.watchfloor("doctor", "--data-dir", str(data_dir))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=program.environment(), timeout=60)
    assert done.returncode == 1
    return next(line for line in done.stdout.splitlines() if line.startswith("path") and "DOWN" in line)
