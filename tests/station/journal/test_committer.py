"""Storage that fails: nobody is told that something is recorded, and it begins again by itself."""

import asyncio
import collections.abc
import errno
import pathlib
import sqlite3

import pytest

from app.station.journal import committer
from app.station.journal.base import JournalUnavailableError
from app.station.journal.database import connect
from app.station.journal.journal import Journal
from app.station.journal.opening import Ballast
from tests.station.journal.made import Home, arrive, forget_token, incidents_of, note, nothing, share, told

ExpectLog = collections.abc.Callable[[str], None]


def with_code(code: int) -> sqlite3.OperationalError:
    """As SQLite itself would raise it."""
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


class Disk:
    """A disk that fails on one kind of statement while ``failing`` is set."""

    def __init__(self) -> None:
        self.failing: str | None = None
        self.error: Exception = sqlite3.OperationalError("disk I/O error")
        self.heals_when_opened = False

    def connect(self, path: pathlib.Path) -> sqlite3.Connection:
        if self.failing == "open":
            raise self.error
        if self.heals_when_opened:
            self.failing = None
        connect(path).close()
        return _connection_on(self, path)


class FailingConnection(sqlite3.Connection):
    """Executes nothing that its disk refuses."""

    disk: Disk

    def close(self) -> None:
        super().close()
        if self.disk.failing == "close":
            self.disk.failing = None
            raise sqlite3.OperationalError("unable to close")

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        if self.disk.failing is not None and statement.startswith(self.disk.failing):
            raise self.disk.error
        return super().execute(statement, *values)  # type: ignore[arg-type]


def _connection_on(disk: Disk, path: pathlib.Path) -> FailingConnection:
    connection = sqlite3.connect(path, factory=FailingConnection, isolation_level=None, check_same_thread=False)
    connection.disk = disk
    return connection


async def until_recovered(journal: Journal) -> None:
    async with asyncio.timeout(5):
        while journal.trouble is not None:  # noqa: ASYNC110 -- the probe runs in a thread without events
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("statement", ["COMMIT", "INSERT INTO event", "BEGIN", "INSERT INTO incident"])
async def test_a_batch_that_fails_is_unavailable_for_everybody_and_leaves_nothing(
    home: Home, expect_log: ExpectLog, statement: str
) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    disk = Disk()
    with home.opened(disk.connect) as journal:
        await journal.decide(arrive(share(1)))
        disk.failing = statement
        results = await asyncio.gather(*(journal.decide(note(1001)) for _ in range(5)), return_exceptions=True)
        assert {type(one) for one in results} == {JournalUnavailableError}
        assert journal.trouble is not None
        assert "disk I/O error" in journal.trouble.reason
        assert journal.last_seq == 1
        disk.failing = None
        await until_recovered(journal)
        await journal.decide(note(1001))
        assert [one.seq for one in told(journal)] == [1, 2]
        assert incidents_of(told(journal))[1001].notes == 1


async def test_a_disk_that_fails_at_the_start_is_trouble_and_not_the_end(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    disk = Disk()
    disk.failing = "open"
    with home.opened(disk.connect) as journal:
        assert journal.trouble is not None
        with pytest.raises(JournalUnavailableError):
            await journal.decide(arrive(share()))
        with pytest.raises(JournalUnavailableError):
            journal.after(0, 1)
        disk.failing = None
        await until_recovered(journal)
        await journal.decide(arrive(share()))


async def test_a_refusal_of_a_batch_that_failed_is_not_remembered(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    disk = Disk()
    with home.opened(disk.connect) as journal:
        disk.failing = "COMMIT"
        with pytest.raises(JournalUnavailableError):
            await journal.decide(arrive(share()), command_id="c1")
        disk.failing = None
        await until_recovered(journal)
        outcome = await journal.decide(arrive(share()), command_id="c1")
        assert outcome.done is not None


async def test_the_ballast_makes_room_before_anybody_is_refused(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("The ballast was given up")
    expect_log("Storage works again")
    full = True

    def on_a_full_disk(path: pathlib.Path) -> sqlite3.Connection:
        connection = connect(path)
        if full and home.place.ballast.exists():
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={max(pages, 40)}")
        return connection

    home.place.ballast.write_bytes(b"ballast")
    with home.opened(on_a_full_disk) as journal:
        await journal.decide(arrive(share()))
        for _ in range(100):
            await journal.decide(note(1001, "a long note " * 300))
        assert not home.place.ballast.exists()
        assert journal.trouble is None
        assert incidents_of(told(journal))[1001].notes == 100


async def test_the_ballast_grows_while_nobody_waits(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committer, "TIDY_S", 0.001)
    monkeypatch.setattr(committer, "PAUSE_S", 0.001)
    with home.opened() as journal:
        async with asyncio.timeout(20):
            while not Ballast(home.place.ballast).aboard:
                await journal.decide(nothing)
                await asyncio.sleep(0.002)


async def test_corruption_found_while_writing_sets_the_file_aside(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("The journal was corrupt")
    expect_log("Storage works again")
    disk = Disk()
    corrupt = sqlite3.DatabaseError("database disk image is malformed")
    corrupt.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    with home.opened(disk.connect) as journal:
        await journal.decide(arrive(share(1)))
        disk.failing, disk.error, disk.heals_when_opened = "INSERT INTO event", corrupt, True
        outcome = await journal.decide(arrive(share(2)))
        assert journal.set_aside is not None
        assert [one.seq for one in outcome.records] == [2]


async def test_while_storage_fails_the_journal_stays_locked(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    with home.opened():
        pass
    home.keyring.locked = True
    disk = Disk()
    with home.opened(disk.connect) as journal:
        home.keyring.locked = False
        disk.failing = "COMMIT"
        assert not journal.unlock()
        assert journal.locked
        disk.failing = None
        await until_recovered(journal)
        history = journal.history
        assert journal.unlock()
        assert journal.unlock()
        assert journal.history == history.replace("locked", "open")


async def test_a_mistake_in_our_own_commit_is_answered_and_the_thread_lives(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    disk = Disk()
    with home.opened(disk.connect) as journal:
        disk.failing, disk.error = "COMMIT", LookupError("a mistake of ours")
        with pytest.raises(JournalUnavailableError, match="LookupError"):
            await journal.decide(arrive(share()))
        disk.failing = None
        await until_recovered(journal)


async def test_a_broken_file_that_cannot_be_set_aside_is_trouble_until_it_can(
    home: Home, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("Nothing is recorded")
    expect_log("The journal was corrupt")
    expect_log("Storage works again")
    with home.opened() as journal:
        await journal.decide(arrive(share(1)))
    home.place.journal.write_bytes(b"no database" * 1000)

    def in_use(_self: pathlib.Path, _target: pathlib.Path) -> None:
        raise PermissionError("another program has it open")

    with monkeypatch.context() as patched:
        patched.setattr(pathlib.Path, "rename", in_use)
        expect_log("numbers go on at 2001")
        opened = home.opened()
        journal = opened.__enter__()
        assert journal.trouble is not None
        with pytest.raises(JournalUnavailableError):
            await journal.decide(arrive(share(2)))
    await until_recovered(journal)
    assert journal.set_aside is not None
    opened.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (with_code(sqlite3.SQLITE_FULL), "the disk is full"),
        (with_code(sqlite3.SQLITE_IOERR_FSYNC), "the disk fails"),
        (with_code(sqlite3.SQLITE_READONLY), "the disk takes no writing"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (with_code(sqlite3.SQLITE_BUSY), "OperationalError: as SQLite says it"),
    ],
)
async def test_the_trouble_is_told_in_an_operators_words(
    home: Home, expect_log: ExpectLog, error: Exception, words: str
) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    disk = Disk()
    with home.opened(disk.connect) as journal:
        disk.failing, disk.error = "COMMIT", error
        with pytest.raises(JournalUnavailableError):
            await journal.decide(arrive(share(1)))
        assert journal.trouble is not None
        assert journal.trouble.reason == words
        disk.failing = None
        await until_recovered(journal)


async def test_a_ballast_that_did_not_help_is_no_reason_to_claim_anything(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("The ballast was given up")
    disk = Disk()
    home.place.ballast.write_bytes(b"ballast")
    with home.opened(disk.connect) as journal:
        disk.failing = "COMMIT"
        with pytest.raises(JournalUnavailableError):
            await journal.decide(arrive(share()))
        assert told(journal) == []


async def test_a_connection_that_does_not_close_is_let_go(home: Home, expect_log: ExpectLog) -> None:
    expect_log("did not close cleanly")
    disk = Disk()
    with home.opened(disk.connect) as journal:
        await journal.decide(arrive(share()))
        disk.failing = "close"
    journal.close()


async def test_a_log_that_cannot_be_emptied_is_tried_again(home: Home, expect_log: ExpectLog) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    disk = Disk()
    with home.opened(disk.connect) as journal:
        await journal.decide(arrive(share(1)))
        disk.failing = "PRAGMA wal_checkpoint"
        await journal.decide(forget_token(share(1).share))
        async with asyncio.timeout(5):
            while journal.trouble is None:  # noqa: ASYNC110 -- the log is emptied in a thread without events
                await asyncio.sleep(0.005)
        disk.failing = None
        await until_recovered(journal)
        async with asyncio.timeout(5):
            while home.place.journal.with_name("journal.sqlite3-wal").stat().st_size:  # noqa: ASYNC110 -- as above
                await asyncio.sleep(0.005)
