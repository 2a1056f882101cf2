"""Opening: whose directory it is, what a newer program wrote, and what is corrupt."""

import asyncio
import collections.abc
import contextlib
import sqlite3

import msgspec
import pytest

from app.domain.incident.events import JournalMissing, JournalSetAside
from app.station.journal import backup, queries
from app.station.journal.base import JournalRefusedError
from app.station.journal.sealing import FILE_NAME
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, incidents_of, share, told

ExpectLog = collections.abc.Callable[[str], None]


def test_a_database_brought_from_another_environment_is_refused(home: Home) -> None:
    with home.opened():
        pass
    (home.place.folder / FILE_NAME).unlink()
    home.place = msgspec.structs.replace(home.place, environment="production")
    with pytest.raises(JournalRefusedError, match="made for simulator, not for production"), home.opened():
        pass


def test_a_newer_journal_is_refused_and_left_alone(home: Home) -> None:
    with home.opened():
        pass
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(JournalRefusedError, match="schema 99"), home.opened():
        pass


async def test_a_file_that_is_no_database_is_set_aside_and_a_fresh_one_begun(home: Home, expect_log: ExpectLog) -> None:
    expect_log("The journal was corrupt")
    expect_log("numbers go on at 2001")
    home.place.journal.write_bytes(b"this was never a database, not for a moment" * 100)
    with home.opened() as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.read_bytes().startswith(b"this was never")
        await journal.decide(arrive(share()))
        first = told(journal)[0].event
        assert isinstance(first, JournalSetAside)
        assert first.file == journal.set_aside.name
        assert list(incidents_of(told(journal))) == [2001]


async def test_a_second_corrupt_file_does_not_overwrite_the_first(home: Home, expect_log: ExpectLog) -> None:
    expect_log("The journal was corrupt")
    expect_log("numbers go on at 2001")
    expect_log("numbers go on at 3001")
    names = set()
    for _ in range(2):
        home.place.journal.write_bytes(b"no database" * 1000)
        with home.opened() as journal:
            assert journal.set_aside is not None
            names.add(journal.set_aside.name)
    assert len(names) == 2
    assert all((home.place.folder / name).exists() for name in names)


def overwrite_page_of(home: Home, table: str) -> None:
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name=?", (table,)).fetchone()[0]
    with home.place.journal.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xee" * size)


async def test_numbers_that_people_know_never_mean_another_emergency(home: Home, expect_log: ExpectLog) -> None:
    expect_log("The journal was corrupt")
    with home.opened() as journal:
        await journal.decide(arrive(share(1, phone=None)))
        await journal.decide(arrive(share(2, phone=None)))
        history = journal.history
    overwrite_page_of(home, "data_key")
    for number in (3, 4):
        with home.opened() as journal:
            assert journal.history != history
            outcome = await journal.decide(arrive(share(number, phone=None)))
            assert outcome.records[0].incident == 1000 + number


async def test_a_backup_tells_where_numbers_go_on(home: Home, expect_log: ExpectLog) -> None:
    expect_log("was gone")
    with home.opened() as journal:
        await asyncio.to_thread(incidents_begin_at, home, 4_711)
    with home.opened() as journal:
        await journal.decide(arrive(share(1)))
        await asyncio.to_thread(backup.take, home.place, T0, lambda: None)
    home.place.journal.unlink()
    with home.opened() as journal:
        outcome = await journal.decide(arrive(share(2)))
        assert outcome.records[0].incident == 5_001


def incidents_begin_at(home: Home, number: int) -> None:
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection, connection:
        queries.begin_at(connection, number)


async def test_a_journal_that_is_gone_is_said_and_begun_afresh(home: Home, expect_log: ExpectLog) -> None:
    expect_log("was gone")
    with home.opened() as journal:
        await journal.decide(arrive(share(1)))
    home.place.journal.unlink()
    with home.opened() as journal:
        assert [one.event for one in told(journal)] == [JournalMissing()]
    with home.opened() as journal:
        assert journal.last_seq == 1
