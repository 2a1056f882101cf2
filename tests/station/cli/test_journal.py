"""``watchfloor journal``: what an administrator and other programs see of it."""

import argparse
import asyncio
import collections.abc
import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

import filelock
import msgspec
import pytest

from app.core.errors import Exit, RefusedError
from app.domain.incident.envelope import Record, received
from app.domain.incident.events import LocationFixed
from app.export.event_text import describe
from app.station.cli import journal as cli_journal
from app.station.journal.base import JOURNAL, LOCK
from app.station.journal.database import connect_to_read
from app.station.journal.reader import JournalReader
from app.station.journal.sealing import FILE_NAME
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, digest, note, share, write

ROOT = pathlib.Path(__file__).resolve().parents[3]
Run = collections.abc.Callable[..., int]


@pytest.fixture
def run(home: Home) -> Run:
    def journal(*words: str) -> int:
        parser = argparse.ArgumentParser()
        cli_journal.add_arguments(parser.add_subparsers())
        args = parser.parse_args(["journal", *words, "--data-dir", str(home.place.folder)])
        return cli_journal.run(args, lambda _place: home.keyring, lambda *_export: "")

    return journal


@pytest.fixture
def filled(home: Home) -> Home:
    fixed = LocationFixed(latitude=39.8, longitude=-89.6, source="share", share="s", uncertainty_m=7.5, fixed_at=T0)

    async def fill() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share(1)))
            await journal.decide(write(fixed, 1001, operator=None))
            await journal.decide(note(1001, "walked past <b>twice</b>"))

    asyncio.run(fill())
    return home


def tamper(home: Home, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection, connection:
        connection.execute(statement)


def test_list_prints_one_line_for_each_event(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--json") == Exit.DONE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["seq"], one["kind"], one["incident"], one["operator"]) for one in lines] == [
        (1, "ShareReceived", 1001, None),
        (2, "LocationFixed", 1001, None),
        (3, "NoteAdded", 1001, "ANNA"),
    ]
    assert list(lines[0])[:5] == ["seq", "at", "kind", "incident", "operator"]
    assert lines[0]["request_sha256"] == digest(1)
    assert {name: lines[1][name] for name in ("latitude", "longitude", "uncertainty_m", "fixed_at", "source")} == {
        "latitude": 39.8,
        "longitude": -89.6,
        "uncertainty_m": 7.5,
        "fixed_at": T0,
        "source": "share",
    }
    assert lines[2]["text"] == "walked past <b>twice</b>"
    events = [received(record) for record in JournalReader(filled.place, filled.seals()).after(0, 9)]
    assert [one["sentence"] for one in lines] == [describe(one).line for one in events]
    assert lines[2]["sentence"] == "Note: walked past <b>twice</b>"


def test_list_takes_a_kind_and_a_beginning(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("list", "--kind", "NoteAdded")
    run("list", "--after", "2")
    assert [json.loads(line)["seq"] for line in capsys.readouterr().out.splitlines()] == [3, 3]


def test_list_says_what_cannot_be_read(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    filled.keyring.locked = True
    tamper(filled, "UPDATE event SET body=NULL WHERE seq=2")
    assert run("list") == Exit.DONE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one.get("unreadable"), one.get("erased")) for one in lines] == [
        ("locked", None),
        (None, True),
        ("locked", None),
    ]


def test_list_and_verify_work_while_a_station_runs(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with filelock.FileLock(filled.place.folder / LOCK), filled.opened():
        assert run("list") == Exit.DONE
        assert run("verify") == Exit.DONE
    assert "Intact: 3 events. Head 3:" in capsys.readouterr().out


def test_a_reader_that_has_seen_enough_is_no_failure(filled: Home) -> None:
    program = "import sys; from app.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "journal", "list", "--data-dir", str(filled.place.folder)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert "roken pipe" not in done.stderr
    assert done.returncode == Exit.DONE


def test_verify_takes_the_head_it_printed(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("verify")
    head = capsys.readouterr().out.split()[-1]
    assert run("verify", "--head", head) == Exit.DONE
    tamper(filled, "DELETE FROM event WHERE seq=3")
    assert run("verify", "--head", head) == Exit.FOUND
    assert "Broken: event 3 is missing" in capsys.readouterr().out


def test_verify_needs_no_key_for_the_chain(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (filled.place.folder / FILE_NAME).unlink()
    filled.keyring.locked = True
    assert run("verify") == Exit.DONE
    assert "only the chain" in capsys.readouterr().out


def test_verify_finds_a_file_that_is_no_journal(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    filled.place.journal.write_bytes(b"no database" * 1000)
    assert run("verify") == Exit.FOUND
    assert "can't be read as a journal" in capsys.readouterr().out
    with pytest.raises(RefusedError, match="can't be read") as refusal:
        run("list")
    assert refusal.value.code is Exit.STORAGE


def test_rebuild_mends_the_index(filled: Home, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(filled, "UPDATE incident SET phone_index=NULL, opened_at=1, last_seq=77")
    tamper(filled, "DELETE FROM delivery")
    assert run("verify") == Exit.FOUND
    assert run("rebuild") == Exit.DONE
    assert run("verify") == Exit.DONE
    assert "1 incidents" in capsys.readouterr().out


def test_rebuild_waits_for_nobody(filled: Home, run: Run) -> None:
    with filelock.FileLock(filled.place.folder / LOCK), pytest.raises(RefusedError, match="Stop it first") as refusal:
        run("rebuild")
    assert refusal.value.code is Exit.DIRECTORY_IN_USE


def test_rebuild_needs_the_keyring(filled: Home, run: Run) -> None:
    filled.keyring.locked = True
    with pytest.raises(RefusedError, match="keyring is locked") as refusal:
        run("rebuild")
    assert refusal.value.code is Exit.JOURNAL


def test_rebuild_that_fails_leaves_the_old_index(filled: Home, run: Run) -> None:
    tamper(filled, "CREATE TRIGGER full BEFORE INSERT ON incident BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    with pytest.raises(RefusedError, match="disk is full"):
        run("rebuild")
    tamper(filled, "DROP TRIGGER full")
    assert run("verify") == Exit.DONE


def test_a_directory_without_a_journal_is_refused(run: Run) -> None:
    with pytest.raises(RefusedError, match="There is no journal") as refusal:
        run("list")
    assert refusal.value.code is Exit.STORAGE


def test_what_a_terminal_would_obey_is_an_escape_and_the_same_json() -> None:
    text = "\u202eabc\u2066 \u2028 \u009b31m \x1b[31m \U000e0041 caf\u00e9"
    record = Record(
        seq=1, at=2, kind="NoteAdded", version=1, incident=1001, body=msgspec.Raw(msgspec.json.encode({"text": text}))
    )
    printed = cli_journal.line(record)
    assert printed.isprintable()
    assert json.loads(printed)["text"] == text


def test_what_cannot_be_opened_is_not_called_broken(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with home.opened():
        pass

    def shut(_path: pathlib.Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(cli_journal, "connect_to_read", shut)
    with pytest.raises(RefusedError, match="can't be opened") as refused:
        run("verify")
    assert refused.value.code is Exit.STORAGE
    assert "Broken" not in capsys.readouterr().out


@pytest.mark.parametrize("with_log", [False, True])
async def test_a_journal_on_read_only_media_is_read(
    home: Home, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, *, with_log: bool
) -> None:
    media = tmp_path.with_name(f"{tmp_path.name}-media")
    with home.opened() as journal:
        await journal.decide(arrive(share()))
        shutil.copytree(home.place.folder, media)
    if not with_log:
        shutil.rmtree(media)
        shutil.copytree(home.place.folder, media)
    before = sorted(path.name for path in media.iterdir())
    monkeypatch.setattr(os, "access", lambda _path, how: how == os.R_OK)
    with contextlib.closing(connect_to_read(media / JOURNAL)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone()[0] >= 1
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM event")
    assert sorted(path.name for path in media.iterdir()) == before
