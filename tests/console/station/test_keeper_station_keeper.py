import asyncio
from pathlib import Path

import pytest

from app.console.station import keeper
from app.console.station.keeper import keep_station
from app.console.station.process import StationProcess
from app.console.store import Link, Store
from tests.console.fake_station import PROGRAM, FakeStation
from tests.console.loop import Expect, until
from tests.console.station.test_commands import run
from tests.shots import scenes


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(keeper, "LOOK_S", 0.01)
    monkeypatch.setattr(keeper, "AGAIN_S", 0.01)
    monkeypatch.setenv("FAKE_PROGRAM_TOLD", str(tmp_path / "told"))


def test_a_station_that_was_killed_is_started_again(tmp_path: Path) -> None:
    fake = FakeStation(tmp_path / "told", tmp_path / "data")
    station = StationProcess(fake.data_dir, command=PROGRAM)
    watch = Store(lambda: 0)

    async def work() -> None:
        task = asyncio.create_task(keep_station(station, watch))
        await asyncio.to_thread(fake.wait, "station")
        fake.kill()
        await asyncio.to_thread(fake.wait, "station", 2)
        task.cancel()

    run(work())
    fake.kill()
    assert "It broke off" in watch.problem
    assert "is started again" in watch.problem


def test_why_there_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_PROGRAM_REFUSES", "1")
    watch = Store(lambda: 0)

    async def work() -> None:
        task = asyncio.create_task(keep_station(StationProcess(tmp_path / "data", command=PROGRAM), watch))
        await until(lambda: watch.link is Link.REFUSED)
        task.cancel()

    run(work())
    assert "The port 8911 is in use." in watch.problem


def test_a_directory_that_can_not_be_written_is_said(tmp_path: Path, expect_log: Expect) -> None:
    (tmp_path / "data").write_text("a file")
    watch = Store(lambda: 0)

    async def work() -> None:
        task = asyncio.create_task(keep_station(StationProcess(tmp_path / "data", command=PROGRAM), watch))
        await until(lambda: watch.link is Link.REFUSED)
        task.cancel()

    expect_log("could not be started")
    run(work())
    assert "can't be started" in watch.problem


def test_a_station_that_answers_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "LOOK_S", 0.001)
    started: list[str] = []
    station = StationProcess(tmp_path / "data", command=PROGRAM)
    monkeypatch.setattr(station, "start_or_attach", lambda: started.append("again"))
    monkeypatch.setattr(keeper, "answers", lambda _directory: True)

    async def work() -> None:
        task = asyncio.create_task(keep_station(station, scenes.empty().watch))
        await asyncio.sleep(0.02)
        task.cancel()

    run(work())
    assert started == []


def test_an_older_station_is_replaced(tmp_path: Path) -> None:
    fake = FakeStation(tmp_path / "told", tmp_path / "data")
    watch = Store(lambda: 0)
    watch.outdated = "0.0.9"

    async def work() -> None:
        task = asyncio.create_task(keep_station(StationProcess(fake.data_dir, command=PROGRAM), watch))
        await asyncio.to_thread(fake.wait, "station")
        task.cancel()

    run(work())
    assert fake.rooms == ["stop", "station"]
    assert watch.outdated == ""
    fake.kill()


def test_an_older_station_that_does_not_end_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_PROGRAM_STOP_FAILS", "1")
    watch = Store(lambda: 0)
    watch.outdated = "0.0.9"

    async def work() -> None:
        task = asyncio.create_task(keep_station(StationProcess(tmp_path / "data", command=PROGRAM), watch))
        await until(lambda: watch.link is Link.REFUSED)
        task.cancel()

    run(work())
    assert "The station is version 0.0.9, older than this console" in watch.problem


@pytest.mark.parametrize("ran_before", [False, True])
def test_only_a_first_start_without_a_key_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ran_before: bool
) -> None:
    monkeypatch.setenv("FAKE_PROGRAM_REFUSES", "6")
    (tmp_path / "data").mkdir()
    if ran_before:
        (tmp_path / "data" / "journal.sqlite3").touch()
    watch = Store(lambda: 0)

    async def work() -> None:
        task = asyncio.create_task(keep_station(StationProcess(tmp_path / "data", command=PROGRAM), watch))
        await until(lambda: watch.link is Link.REFUSED)
        task.cancel()

    run(work())
    assert watch.is_first_start is not ran_before
