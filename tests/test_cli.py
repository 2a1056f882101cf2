import subprocess
import sys

import pytest

import app
from app import cli


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"watchfloor {app.__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in cli.COMMANDS)


@pytest.mark.parametrize("room", ["station", "stop", "doctor", "simulator", "journal"])
def test_every_command_has_help_of_its_own(room: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([room, "--help"])
    assert ended.value.code == 0
    assert f"watchfloor {room}" in capsys.readouterr().out


@pytest.mark.parametrize("given", [["conquer"], ["station", "--loud"], ["journal"], ["simulator", "nap"]])
def test_a_wrong_command_line(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(given)
    assert ended.value.code == 2
    assert "usage: watchfloor" in capsys.readouterr().err


def test_a_refusal_is_a_sentence_and_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["station", "--port", "70000"]) == 3
    assert capsys.readouterr().err.startswith("watchfloor: command line, --port: '70000' won't do")


def test_entering_one_room_does_not_import_another() -> None:
    script = "import sys, app.cli; app.cli.main(['stop', '--data-dir', 'nowhere']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    modules = set(done.stdout.split())
    assert "app.station" in modules
    assert not {"PySide6", "httpx", "folium", "app.console", "app.simulator"} & modules
