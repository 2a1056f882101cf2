import os
import signal
from pathlib import Path

import pytest

from app.console.station import simulation as station_simulation
from app.console.station.simulation import PORT_FILE, Simulation
from tests.console.fake_station import PROGRAM, FakeStation
from tests.console.loop import Expect
from tests.shots.scenes import hello


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeStation:
    monkeypatch.setenv("FAKE_PROGRAM_TOLD", str(tmp_path / "told"))
    monkeypatch.setattr(station_simulation, "own_command", lambda: PROGRAM)
    return FakeStation(tmp_path / "told", tmp_path / "data")


def simulation(fake: FakeStation) -> Simulation:
    made = Simulation(fake.data_dir, "flood")
    made.station._command = PROGRAM
    return made


def test_station_and_player_speak_of_the_same_port_and_secrets(fake: FakeStation) -> None:
    play = simulation(fake)
    play.station.start_or_attach()
    fake.wait("station")
    play.play(hello())
    play.play(hello())
    fake.wait("simulator")
    station, player = fake.told
    port = station["arguments"][station["arguments"].index("--rapidsos-url") + 1].rpartition(":")[2]
    assert station["arguments"][2:4] == ["--environment", "simulator"]
    assert player["arguments"][:3] == ["play", "--scenario", "flood"]
    assert player["arguments"][-2:] == ["--port", port]
    assert player["secret"] == "s"
    play.check()
    play.stop()
    fake.wait("stop")
    fake.kill()


def test_a_second_console_of_the_play_looks_on(fake: FakeStation) -> None:
    first, second = simulation(fake), simulation(fake)
    second.play(hello())
    second.stop()
    assert fake.rooms == []
    first.stop()
    fake.wait("stop")


def test_a_station_that_a_crash_left_keeps_its_port(fake: FakeStation) -> None:
    crashed = simulation(fake)
    crashed.station.start_or_attach()
    fake.wait("station")
    port = (fake.data_dir / PORT_FILE).read_text()
    crashed._lock.release()
    later = simulation(fake)
    assert str(later._port) == port
    later._lock.release()
    fake.kill()


def test_a_player_that_ends_is_said_once(fake: FakeStation, expect_log: Expect) -> None:
    play = simulation(fake)
    play.play(hello())
    fake.wait("simulator")
    assert play._player is not None
    os.kill(play._player.pid, signal.SIGKILL)
    play._player.wait()
    expect_log("no more calls are shared")
    play.check()
    assert play._told
    play.check()
    play.stop()
    fake.wait("stop")
