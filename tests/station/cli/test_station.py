"""The station as a process: its ready line, how it is stopped, and what its exit codes say."""

import argparse
import collections.abc
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import typing

import pytest

from app.core.errors import Exit, RefusedError
from app.station import startup
from app.station.api import auth
from app.station.api.auth import DeskFile
from app.station.cli import station as cli_station
from app.station.journal.base import DataDirectory
from tests.station.given import SECRET

PROGRAM = [sys.executable, "-m", "app"]
VARIABLES = {"WATCHFLOOR_SHARED_SECRET": SECRET}
PATIENCE_S = 60


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, text=True, timeout=PATIENCE_S, check=False, env=_environment()
    )


@contextlib.contextmanager
def station(folder: pathlib.Path) -> collections.abc.Iterator[tuple[subprocess.Popen[str], dict[str, typing.Any]]]:
    command = [*PROGRAM, "station", "--data-dir", str(folder), "--environment", "simulator", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment()
    ) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def _environment() -> dict[str, str]:
    return {**os.environ, **VARIABLES}


def test_ready_second_and_stop(tmp_path: pathlib.Path) -> None:
    with station(tmp_path) as (process, ready):
        assert ready["ready"] is True
        assert ready["pid"] == process.pid
        assert ready["handler_url"].endswith("/data_share_handler")
        assert ready["status_url"].endswith("/callflow_status")
        second = run("station", "--data-dir", str(tmp_path))
        assert second.returncode == Exit.DIRECTORY_IN_USE
        assert f"(process {process.pid}) works on the data directory" in second.stderr
        assert run("stop", "--data-dir", str(tmp_path)).returncode == Exit.DONE
        assert process.wait(PATIENCE_S) == Exit.DONE
    listed = run("journal", "list", "--data-dir", str(tmp_path))
    told = ["StationStarted", "ChecklistsAdopted", "StationStopped"]
    assert [json.loads(line)["kind"] for line in listed.stdout.splitlines()] == told
    assert SECRET not in (tmp_path / "station.log").read_text(encoding="utf-8")
    gone = run("stop", "--data-dir", str(tmp_path))
    assert (gone.returncode, gone.stdout) == (Exit.NOT_RUNNING, "")
    assert gone.stderr.startswith("watchfloor: No station answers")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM; `watchfloor stop` is its door")
def test_a_signal_drains_too(tmp_path: pathlib.Path) -> None:
    with station(tmp_path) as (process, _):
        process.terminate()
        assert process.wait(PATIENCE_S) == Exit.DONE
    assert auth.read(tmp_path) is None


def test_a_desk_file_left_behind_by_a_crash(tmp_path: pathlib.Path) -> None:
    auth.write(tmp_path, DeskFile(url="http://127.0.0.1:9", token="t", pid=1))
    assert run("stop", "--data-dir", str(tmp_path)).returncode == Exit.NOT_RUNNING


def test_a_corrupt_settings_file(tmp_path: pathlib.Path) -> None:
    (tmp_path / "settings.toml").write_text("port = nine", encoding="utf-8")
    refused = run("station", "--data-dir", str(tmp_path))
    assert refused.returncode == Exit.SETTINGS
    assert "settings.toml is not a settings file" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert refused.stdout == ""


@pytest.fixture
def own_signals() -> collections.abc.Iterator[None]:
    """A station takes the process's signals; give them back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("own_signals")
def test_run_and_stopped_within_this_process(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    if sys.platform != "win32" and os.geteuid() == 0:
        expect_log("The station runs as root")
    monkeypatch.setenv("WATCHFLOOR_SHARED_SECRET", SECRET)
    parser = argparse.ArgumentParser()
    cli_station.add_station_arguments(parser)
    arguments = parser.parse_args(["--data-dir", str(tmp_path), "--environment", "simulator", "--port", "0"])
    ended: list[int] = []
    stopper = threading.Thread(target=lambda: ended.append(cli_station.stop_station(arguments)))
    monkeypatch.setattr(cli_station, "_tell_ready", lambda _: stopper.start())
    assert cli_station.run_station(arguments) == Exit.DONE
    stopper.join(PATIENCE_S)
    assert ended == [Exit.DONE]


def test_a_station_that_does_not_end_is_told(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_station, "STOPS_WITHIN_S", 0.01)
    monkeypatch.setattr(cli_station, "_asked_to_stop", lambda _: True)
    auth.write(tmp_path, DeskFile(url="http://127.0.0.1:9", token="t", pid=4711))
    with (
        startup.hold(tmp_path),
        pytest.raises(RefusedError, match=r"\(process 4711\) was asked to stop and still runs"),
    ):
        cli_station.stop_station(argparse.Namespace(data_dir=str(tmp_path)))


def test_a_reading_command_never_makes_a_key(tmp_path: pathlib.Path) -> None:
    assert cli_station.key_of(DataDirectory(folder=tmp_path, environment="production", hosts=()))() is None
