import pathlib

from app.protocol.sync import WIRE, FeedPulse
from app.station import health as station_health
from app.station.health import Addresses, Health, free_bytes
from app.station.sessions import Sessions
from tests.fake_clock import T0
from tests.station.journal.made import Home


def test_greeting_and_pulse(tmp_path: pathlib.Path) -> None:
    home, sessions = Home(tmp_path), Sessions()
    sessions.begin("ANNA", "id", T0)
    with home.opened() as journal:
        health = Health(journal, home.clock, sessions, "simulator")
        health.addresses = Addresses(handler_url="http://h", status_url="http://s")
        health.lamps = [lambda now: station_health.clock(0, now)]
        health.feeds = lambda: (FeedPulse(incident=1001, share="s", feed="lei"),)
        hello, pulse = health.hello(), health.pulse()
    assert (hello.wire, hello.started_at, hello.handler_url) == (WIRE, T0, "http://h")
    assert [lamp.name for lamp in pulse.lamps] == ["clock"]
    assert (pulse.now, pulse.consoles, pulse.recording) == (T0, ("ANNA",), True)
    assert pulse.feeds[0].incident == 1001


def test_room_on_the_disk(tmp_path: pathlib.Path) -> None:
    assert (free_bytes(tmp_path) or 0) > 0
    assert free_bytes(tmp_path / "absent") is None
