"""Restoring: only what is intact, nothing overwritten, and no incident's number given twice."""

import asyncio
import contextlib
import pathlib
import sqlite3

import filelock
import pytest

from app.core.errors import Exit, RefusedError
from app.domain.incident.events import JournalRestored
from app.station.cli import journal as cli_journal
from app.station.journal import backup
from app.station.journal.backup import Backup
from app.station.journal.base import LOCK
from app.station.journal.database import connect_to_read
from app.station.journal.verify import verify
from tests.fake_clock import T0
from tests.station.journal.made import PHONE, Home, arrive, by_phone, share, told


@pytest.fixture
def taken(home: Home) -> Backup:
    """A backup of one incident; a second one came afterwards."""

    async def inside() -> Backup:
        with home.opened() as journal:
            await journal.decide(arrive(share(1)))
            one = await asyncio.to_thread(backup.take, home.place, T0, lambda: None)
            await journal.decide(arrive(share(2, phone="+12175550199")))
            return one

    return asyncio.run(inside())


def restored(home: Home, path: pathlib.Path) -> int:
    return cli_journal.run_restore(path, home.place.folder, lambda _place: home.keyring)


def test_a_restored_journal_is_intact_tells_of_it_and_numbers_go_on(home: Home, taken: Backup) -> None:
    assert restored(home, taken.path) == Exit.DONE

    async def look() -> None:
        with home.opened() as journal:
            events = told(journal)
            assert [type(one.event).__name__ for one in events] == ["ShareReceived", "JournalRestored"]
            assert events[1].event == JournalRestored(backup=taken.path.name)
            assert by_phone(journal, PHONE) == [1001]
            outcome = await journal.decide(arrive(share(3, phone="+12175550144")))
            assert outcome.records[0].incident == 1003

    asyncio.run(look())
    with contextlib.closing(connect_to_read(home.place.journal)) as connection:
        assert verify(connection, home.seals(), taken.head).broken is None


def test_an_open_console_notices_by_the_history_that_it_is_another_journal(home: Home, taken: Backup) -> None:
    """The restored one may have grown past where the console stands, and its id is the same."""

    async def history() -> str:
        with home.opened() as journal:
            return journal.history

    before = asyncio.run(history())
    assert asyncio.run(history()) == before
    restored(home, taken.path)
    after = asyncio.run(history())
    assert after != before
    assert asyncio.run(history()) == after


def test_what_stood_in_its_place_lies_beside_it(home: Home, taken: Backup) -> None:
    before = home.place.journal.read_bytes()
    restored(home, taken.path)
    (aside,) = home.place.folder.glob("journal.replaced-*.sqlite3")
    assert aside.read_bytes() == before


def test_an_empty_directory_gets_the_charter_and_numbers_that_nobody_knows(
    home: Home, taken: Backup, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Home(tmp_path_factory.mktemp("other"))
    other.keyring = home.keyring
    assert restored(other, taken.path) == Exit.DONE

    async def look() -> None:
        with other.opened() as journal:
            outcome = await journal.decide(arrive(share(3, phone="+12175550144")))
            assert outcome.records[0].incident == 2001

    asyncio.run(look())


def test_a_changed_backup_is_refused_and_changes_nothing(home: Home, taken: Backup) -> None:
    with contextlib.closing(sqlite3.connect(taken.path)) as connection, connection:
        connection.execute("UPDATE event SET operator='EVE'")
    before = home.place.journal.read_bytes()
    with pytest.raises(RefusedError, match="not intact") as refusal:
        restored(home, taken.path)
    assert refusal.value.code is Exit.FOUND
    assert home.place.journal.read_bytes() == before


def test_a_backup_of_another_name_is_refused(home: Home, taken: Backup) -> None:
    with pytest.raises(RefusedError, match="is no backup"):
        restored(home, home.place.journal)
    cut = taken.path.with_name(taken.path.name.replace("-1-", "-2-"))
    taken.path.rename(cut)
    with pytest.raises(RefusedError, match="not intact"):
        restored(home, cut)


def test_a_running_station_is_not_disturbed(home: Home, taken: Backup) -> None:
    with filelock.FileLock(home.place.folder / LOCK), pytest.raises(RefusedError, match="Stop it first"):
        restored(home, taken.path)


def test_without_a_charter_nothing_can_be_restored(tmp_path: pathlib.Path, home: Home, taken: Backup) -> None:
    lonely = tmp_path / "lonely" / taken.path.name
    lonely.parent.mkdir()
    lonely.write_bytes(taken.path.read_bytes())
    with pytest.raises(RefusedError, match="no charter"):
        cli_journal.run_restore(lonely, tmp_path / "new", lambda _place: home.keyring)


def test_storage_that_fails_is_told(home: Home, taken: Backup) -> None:
    taken.path.write_bytes(b"no database" * 1000)
    with pytest.raises(RefusedError, match="was not restored") as refusal:
        restored(home, taken.path)
    assert refusal.value.code is Exit.STORAGE
