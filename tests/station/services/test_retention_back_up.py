"""The duty that backs up: once a day, again after a failure, and never in the way of stopping."""

import asyncio
import pathlib
import threading
from collections.abc import Callable

import pytest

from app.domain.incident.retention import DAY_MS
from app.domain.lamp import LampState
from app.station.journal import backup
from app.station.journal.backup import FOLDER
from app.station.services import retention
from app.station.services.retention import FIRST_BACKUP_S, LOOK_EVERY_S, BackupService
from tests.station.journal.made import Home, arrive, share


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    home = Home(tmp_path)

    async def fill() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share(1)))

    asyncio.run(fill())
    return home


def test_a_backup_is_taken_once_a_day(home: Home) -> None:
    async def days() -> list[bool]:
        duty, due = BackupService(home.place, home.clock, lambda: 30), []
        for _ in range(4):
            due.append(await duty.look() is not None)
            await home.clock.advance(DAY_MS / 2000)
        return due

    assert asyncio.run(days()) == [True, False, True, False]
    assert len(backup.existing(home.place.folder / FOLDER)) == 2


def test_none_outlives_the_retention(home: Home) -> None:
    async def days() -> None:
        duty = BackupService(home.place, home.clock, lambda: 1)
        for _ in range(4):
            await duty.look()
            await home.clock.advance(DAY_MS / 1000)

    asyncio.run(days())
    assert len(backup.existing(home.place.folder / FOLDER)) == 2


def test_its_lamp_is_lit_from_a_failure_until_a_backup(home: Home, expect_log: Callable[[str], None]) -> None:
    expect_log("The daily backup failed")
    duty, folder = BackupService(home.place, home.clock, lambda: 30), home.place.folder / FOLDER
    assert duty.lamp() is None
    folder.write_bytes(b"a file where the folder shall be")
    assert asyncio.run(duty.look()) is None
    lamp = duty.lamp()
    assert lamp is not None
    assert (lamp.name, lamp.state, lamp.observed_at) == ("backup", LampState.WARNING, home.clock.now())
    assert "backup failed" in lamp.evidence
    folder.unlink()
    assert asyncio.run(duty.look()) is not None
    assert duty.lamp() is None


def test_it_looks_every_hour_and_tells_of_a_failure(home: Home, expect_log: Callable[[str], None]) -> None:
    expect_log("The daily backup failed")
    home.place.journal.unlink()

    async def run() -> None:
        task = asyncio.create_task(BackupService(home.place, home.clock, lambda: 30).run())
        await home.clock.advance(FIRST_BACKUP_S - 1)
        assert not (home.place.folder / FOLDER).exists()
        await home.clock.advance(1)
        while home.clock.waiters == 0:  # noqa: ASYNC110 the copy fails in a thread that tells nobody
            await asyncio.sleep(0.01)
        await home.clock.advance(LOOK_EVERY_S - 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert backup.existing(home.place.folder / FOLDER) == []


def test_stopping_does_not_wait_for_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "STEP_PAUSE_S", 60.0)
    started = threading.Event()

    class Telling(BackupService):
        def _pause(self) -> None:
            started.set()
            super()._pause()

    async def run() -> None:
        task = asyncio.create_task(Telling(home.place, home.clock, lambda: 30).run())
        await home.clock.advance(FIRST_BACKUP_S)
        await asyncio.to_thread(started.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert list((home.place.folder / FOLDER).iterdir()) == []
