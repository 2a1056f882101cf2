"""Backups: whole, without tokens, taken while shares arrive; and nothing half done when the disk is full."""

import asyncio
import contextlib
import pathlib
import sqlite3

import pytest

from app.station.journal import backup
from app.station.journal.backup import FOLDER, HEADS, Backup, drop_old, existing, parsed
from app.station.journal.database import connect_to_read
from app.station.journal.verify import verify
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, note, share

DAY_MS = 86_400_000


def fill(home: Home, count: int = 3) -> None:
    async def inside() -> None:
        with home.opened() as journal:
            for number in range(1, count + 1):
                await journal.decide(arrive(share(number, phone=f"+1217555{number:04}")))

    asyncio.run(inside())


def nothing() -> None:
    pass


def taken(home: Home, now: int = T0) -> Backup:
    return backup.take(home.place, now, nothing)


def rows(taken_one: Backup, table: str) -> int:
    counts = {"event": "SELECT count(*) FROM event", "token": "SELECT count(*) FROM token"}
    with contextlib.closing(connect_to_read(taken_one.path)) as connection:
        return int(connection.execute(counts[table]).fetchone()[0])


def test_a_backup_is_whole_intact_and_without_tokens(home: Home) -> None:
    fill(home)
    one = taken(home)
    assert (rows(one, "event"), rows(one, "token")) == (3, 0)
    with contextlib.closing(connect_to_read(one.path)) as connection:
        verdict = verify(connection, home.seals(), one.head)
    assert (verdict.broken, verdict.head) == (None, one.head)
    assert f"-3-{one.head.digest.hex()}" in one.path.name


def test_the_sealed_tokens_are_not_in_the_file(home: Home) -> None:
    fill(home)
    with contextlib.closing(connect_to_read(home.place.journal)) as connection:
        sealed = [row[0] for row in connection.execute("SELECT sealed FROM token")]
    assert len(sealed) == 3
    content = taken(home).path.read_bytes()
    assert not any(one in content for one in sealed)


def test_head_and_charter_lie_beside_it_and_nothing_else(home: Home) -> None:
    fill(home)
    one = taken(home)
    assert {file.name for file in (home.place.folder / FOLDER).iterdir()} == {one.path.name, HEADS, "charter.json"}
    assert (home.place.folder / FOLDER / HEADS).read_text().endswith(f"{one.head}\n")


def test_shares_that_arrive_meanwhile_neither_wait_nor_disturb_it(home: Home) -> None:
    async def inside() -> Backup:
        with home.opened() as journal:
            for number in range(1, 40):
                await journal.decide(arrive(share(number, phone=f"+1217555{number:04}")))
            loop, steps = asyncio.get_running_loop(), 0

            def arrives() -> None:
                nonlocal steps
                steps += 1
                asyncio.run_coroutine_threadsafe(journal.decide(note(1001)), loop).result()

            one = await asyncio.to_thread(backup.take, home.place, T0, arrives)
            assert steps > 0
            assert journal.last_seq == 39 + steps
            return one

    one = asyncio.run(inside())
    assert one.head.seq == 39
    assert rows(one, "event") == 39


def test_a_full_disk_leaves_no_half_file(home: Home) -> None:
    fill(home)

    def small(path: pathlib.Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA max_page_count=3")
        return connection

    with pytest.raises(sqlite3.OperationalError, match="full"):
        backup.take(home.place, T0, nothing, small)
    assert list((home.place.folder / FOLDER).iterdir()) == []


def test_what_a_crash_left_is_swept_away(home: Home) -> None:
    fill(home)
    folder = home.place.folder / FOLDER
    folder.mkdir()
    (folder / ".unfinished-1.sqlite3").write_bytes(b"half")
    taken(home)
    assert not list(folder.glob(".unfinished-*"))


def test_old_backups_go_and_the_newest_stays(home: Home) -> None:
    fill(home, 1)
    folder = home.place.folder / FOLDER
    days = [taken(home, T0 + day * DAY_MS) for day in range(10)]
    assert backup.drop_old(folder, T0) == 3
    assert backup.existing(folder) == days[3:]
    assert backup.drop_old(folder, T0 + 8 * DAY_MS) == 5
    assert backup.drop_old(folder, T0 + 100 * DAY_MS) == 1
    assert backup.existing(folder) == days[-1:]
    assert len((folder / HEADS).read_text().splitlines()) == 10


def test_other_files_are_no_backups(home: Home) -> None:
    folder = home.place.folder / FOLDER
    folder.mkdir()
    (folder / "journal-of-ours.sqlite3").write_bytes(b"")
    assert backup.existing(folder) == []


def _named(folder: pathlib.Path, moment: str, seq: int) -> pathlib.Path:
    file = folder / f"journal-{moment}-{seq}-{'0' * 64}.sqlite3"
    file.touch()
    return file


def test_backups_are_in_the_order_of_their_heads(tmp_path: pathlib.Path) -> None:
    ahead = _named(tmp_path, "20361122T000000Z", 10)
    right = _named(tmp_path, "20261123T000000Z", 20)
    assert [one.path for one in existing(tmp_path)] == [ahead, right]


def test_one_look_with_a_clock_ten_years_ahead_deletes_none(tmp_path: pathlib.Path) -> None:
    for day in (21, 22, 23):
        _named(tmp_path, f"202611{day}T000000Z", day)
    newest = _named(tmp_path, "20361123T000000Z", 24)
    taken = parsed(newest)
    assert taken is not None
    assert drop_old(tmp_path, taken.at - 30 * 86_400_000) == 0
    assert len(existing(tmp_path)) == 4
