"""What an administrator gets wrong: each start ends in one sentence with the next step, a defined code, and no loss."""

import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess

import pytest

from app.core.errors import Exit
from tests.journeys.program import environment, journal, post, running, share_body, verify, watchfloor

LONGEST_S = 60


def refused(*arguments: str, **more: str) -> tuple[int, str]:
    """Run a command that must not start; gives its code and the one sentence that it said."""
    done = subprocess.run(
        watchfloor(*arguments), capture_output=True, check=False, env=environment(**more), timeout=LONGEST_S, text=True
    )
    said = [line for line in done.stderr.splitlines() if line.startswith("watchfloor: ")]
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(said) == 1, done.stderr
    return done.returncode, said[0].removeprefix("watchfloor: ")


def station(data_dir: pathlib.Path, *more: str) -> tuple[str, ...]:
    return ("station", "--data-dir", str(data_dir), "--environment", "simulator", "--port", "0", *more)


@pytest.fixture
def used(tmp_path: pathlib.Path) -> pathlib.Path:
    """A data directory in which one share lies."""
    data_dir = tmp_path / "used"
    with running(data_dir) as one:
        assert post(one.handler_url, share_body(1)) == 200
        assert one.stop() == 0
    return data_dir


def unharmed(data_dir: pathlib.Path) -> bool:
    return len(journal(data_dir, "ShareReceived")) == 1 and verify(data_dir).returncode == 0


def test_a_second_station_leaves_the_first_alone(tmp_path: pathlib.Path) -> None:
    with running(tmp_path / "one") as first:
        code, said = refused(*station(tmp_path / "one"))
        assert code == Exit.DIRECTORY_IN_USE
        assert str(first.process.pid) in said
        assert "watchfloor stop" in said
        assert post(first.handler_url, share_body(1)) == 200


def test_a_port_in_use_is_named(used: pathlib.Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
        code, said = refused("station", "--data-dir", str(used), "--environment", "simulator", "--port", port)
    assert code == Exit.PORT
    assert port in said
    assert unharmed(used)


@pytest.mark.parametrize("words", ["port = ", "prot = 8911", 'port = "many"', "\xff\xfe\x00"])
def test_a_corrupt_settings_file_is_named_and_not_touched(used: pathlib.Path, words: str) -> None:
    file = used / "settings.toml"
    file.write_bytes(words.encode("latin-1"))
    code, said = refused("station", "--data-dir", str(used), "--environment", "simulator")
    assert code == Exit.SETTINGS
    assert str(file) in said
    assert file.read_bytes() == words.encode("latin-1")
    file.unlink()
    assert unharmed(used)


def test_a_newer_journal_is_left_as_it_is(used: pathlib.Path, tmp_path: pathlib.Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(used, copy)
    with sqlite3.connect(copy / "journal.sqlite3") as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = (copy / "journal.sqlite3").read_bytes()
    code, said = refused(*station(copy))
    assert code == Exit.JOURNAL
    assert "newer" in said
    assert (copy / "journal.sqlite3").read_bytes() == before


def test_a_journal_of_another_environment_is_refused(used: pathlib.Path) -> None:
    code, said = refused("station", "--data-dir", str(used), "--environment", "production", "--port", "0")
    assert code == Exit.JOURNAL
    assert "simulator" in said
    assert "production" in said
    assert unharmed(used)


def test_a_wrong_port_and_a_wrong_environment_are_said(tmp_path: pathlib.Path) -> None:
    folder = str(tmp_path / "new")
    assert refused("station", "--data-dir", folder, "--port", "65536")[0] == Exit.SETTINGS
    assert refused("station", "--data-dir", folder, "--environment", "prod")[0] == Exit.SETTINGS
    assert not (tmp_path / "new").exists()


def test_a_data_directory_that_can_not_be_made_is_said(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, said = refused(*station(tmp_path / "file" / "data"))
    assert code == Exit.STORAGE
    assert "Choose another --data-dir" in said


def test_stopping_where_nothing_runs_is_said(used: pathlib.Path) -> None:
    code, said = refused("stop", "--data-dir", str(used))
    assert code == Exit.NOT_RUNNING
    assert str(used) in said


def test_a_key_that_is_none_is_said(tmp_path: pathlib.Path) -> None:
    code, said = refused(*station(tmp_path / "new"), WATCHFLOOR_SEAL_KEY="not a key")
    assert code in (Exit.SETTINGS, Exit.JOURNAL)
    assert "WATCHFLOOR_SEAL_KEY" in said
    assert "not a key" not in said


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root is refused")
def test_the_console_does_not_run_as_root_without_the_flag(tmp_path: pathlib.Path) -> None:
    code, said = refused(
        "--data-dir", str(tmp_path / "new"), QTWEBENGINE_DISABLE_SANDBOX="", QTWEBENGINE_CHROMIUM_FLAGS=""
    )
    assert code == Exit.COMMAND_LINE
    assert "QTWEBENGINE_DISABLE_SANDBOX=1" in said
    assert not (tmp_path / "new").exists()
