import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.station import process
from app.console.station.process import StationProcess, answers
from app.protocol import desk_file
from tests.console.fake_station import PROGRAM, FakeStation


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStation]:
    monkeypatch.setenv("FAKE_PROGRAM_TOLD", str(tmp_path / "told"))
    fake = FakeStation(tmp_path / "told", tmp_path / "data")
    yield fake
    fake.kill()


def station(fake: FakeStation) -> StationProcess:
    return StationProcess(fake.data_dir, ("--port", "0"), {"FAKE_SECRET": "from the console"}, PROGRAM)


def test_it_is_started_once_and_found_afterwards(fake: FakeStation) -> None:
    first, second = station(fake), station(fake)
    assert not answers(fake.data_dir)
    first.start_or_attach()
    fake.wait("station")
    second.start_or_attach()
    assert fake.rooms == ["station"]
    assert fake.told[0]["arguments"] == ["--data-dir", str(fake.data_dir), "--port", "0"]
    assert fake.told[0]["secret"] == "from the console"
    assert (first.runs, second.runs) == (True, False)
    assert first.code is None


def test_a_station_that_gives_up_says_why(fake: FakeStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_PROGRAM_REFUSES", "1")
    refused = station(fake)
    refused.start_or_attach()
    assert refused._process is not None
    refused._process.wait()
    assert refused.code == 5
    assert refused.refusal() == "The port 8911 is in use. Choose another with --port."
    (fake.data_dir / process.WORDS_FILE).write_bytes(b"2026 INFO app.station.duties RapidSOS began to fail\n")
    assert refused.refusal() is None


def test_stopping_is_asked_of_the_program(fake: FakeStation) -> None:
    station(fake).stop()
    fake.wait("stop")
    assert fake.told[0]["arguments"] == ["--data-dir", str(fake.data_dir)]


@pytest.mark.skipif(os.name != "posix", reason="sessions are POSIX's; Windows has detached processes")
def test_it_outlives_the_console(fake: FakeStation) -> None:
    started = station(fake)
    started.start_or_attach()
    fake.wait("station")
    assert started._process is not None
    assert os.getsid(started._process.pid) != os.getsid(0)


def test_a_console_that_failed_ends_the_station_that_it_started(fake: FakeStation) -> None:
    started = station(fake)
    started.abandon()
    started.start_or_attach()
    fake.wait("station")
    found = station(fake)
    found.start_or_attach()
    found.abandon()
    assert [started.runs, found.runs] == [True, False]  # a station that was found is somebody else's
    started.abandon()
    assert started.code is not None
    (fake.data_dir / desk_file.FILE_NAME).unlink()


def test_a_console_that_was_up_leaves_its_station(fake: FakeStation) -> None:
    started = station(fake)
    started.start_or_attach()
    fake.wait("station")
    started.keep()
    started.abandon()
    assert started.runs
