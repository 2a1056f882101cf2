"""dev.py on machines of every kind: it lists its commands, says what it may not do, and needs only Python itself."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from devtools import commands, environment, program, rooms, screen, system_packages
from devtools.voice import GiveUpError
from tests.needed import needed

ROOT = Path(__file__).resolve().parent.parent


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_bare_call_lists_every_command() -> None:
    done = dev()
    assert done.returncode == 0
    assert re.findall(r"^  (\w+) ", done.stdout, re.MULTILINE) == list(commands.COMMANDS)


@pytest.mark.parametrize("words", [["dance"], ["check", "--fast"]])
def test_what_it_does_not_know_it_refuses_with_the_list(words: list[str]) -> None:
    done = dev(*words)
    assert done.returncode == 2
    assert words[0] in done.stdout.splitlines()[0]
    assert "  package" in done.stdout


def test_it_needs_nothing_but_python() -> None:
    """Without site-packages every import still works, as on a machine that has only Python."""
    alone = [sys.executable, "-S", "-c", "import devtools.commands"]
    assert subprocess.run(alone, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_every_dependency_is_locked_with_hashes_and_no_index() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        re.split(r"[<>=]", one)[0].lower()
        for one in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    assert wanted - environment.pins().keys() == set()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    blocks = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def fake_programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **scripts: str) -> None:
    """Let only these shell scripts be found as programs."""
    for name, script in scripts.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


posix_only = pytest.mark.skipif(os.name == "nt", reason="Debian's package programs are stood in for by shell scripts")


@posix_only
def test_missing_packages_are_those_that_dpkg_does_not_call_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_programs(tmp_path, monkeypatch, dpkg_query="echo 'xvfb installed'; echo 'libegl1 config-files'; exit 1")
    assert system_packages.missing(("xvfb", "libegl1", "libgl1")) == ["libegl1", "libgl1"]


@posix_only
def test_where_there_is_no_dpkg_nothing_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_programs(tmp_path, monkeypatch)
    assert system_packages.missing() == []


@posix_only
def test_who_may_not_install_is_told_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_programs(tmp_path, monkeypatch, apt_get="exit 0", sudo="exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not system_packages.provide(["libegl1", "python3-venv"])
    assert "sudo apt-get install --yes --no-install-recommends libegl1 python3-venv" in capsys.readouterr().out


@posix_only
def test_with_sudo_that_asks_nothing_it_installs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked"
    fake_programs(tmp_path, monkeypatch, apt_get="exit 1", sudo=f'echo "$@" >> {asked}')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert system_packages.provide(["libegl1"])
    assert asked.read_text(encoding="utf-8").splitlines()[1:] == [
        "--non-interactive env DEBIAN_FRONTEND=noninteractive apt-get update",
        "--non-interactive env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends libegl1",
    ]


@posix_only
def test_when_apt_fails_its_own_words_and_the_command_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_programs(tmp_path, monkeypatch, apt_get="exit 0", env="echo 'no route to host' >&2; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert not system_packages.provide(["libegl1"])
    said = capsys.readouterr().out
    assert "no route to host" in said
    assert "sudo apt-get install" in said


def borrowed(folder: Path, monkeypatch: pytest.MonkeyPatch, packages: list[str]) -> Path:
    """A `.venv` that points at somebody's environment, whose Python answers with these packages."""
    python = folder / "python"
    python.write_text("#!/bin/sh\n" + "\n".join(f"echo {one}" for one in packages) + "\n", encoding="utf-8")
    python.chmod(0o755)
    link = folder / "venv"
    link.symlink_to(folder)
    monkeypatch.setattr(environment, "VENV", link)
    monkeypatch.setattr(environment, "PYTHON", python)
    monkeypatch.setattr(environment, "STAMP", folder / "stamp")
    monkeypatch.setattr(system_packages, "missing", list)
    return python


@posix_only
def test_a_borrowed_environment_that_lacks_something_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete = [f"{name} {version}" for name, version in environment.pins().items() if name != "ruff"]
    borrowed(tmp_path, monkeypatch, [line.partition(";")[0] for line in complete])
    with pytest.raises(GiveUpError, match="lacks ruff"):
        environment.ensure()


@posix_only
def test_once_set_up_nothing_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complete = [f"{name} {version}".partition(";")[0] for name, version in environment.pins().items()]
    python = borrowed(tmp_path, monkeypatch, complete)
    environment.ensure()
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    environment.ensure()


def test_a_screen_is_absent_only_without_x_and_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert not screen.absent()
    monkeypatch.delenv("DISPLAY")
    assert screen.absent()


def test_the_screen_in_memory_lives_as_long_as_it_is_used() -> None:
    needed("Xvfb", "xvfb")
    with screen.in_memory() as display:
        socket = Path(f"/tmp/.X11-unix/X{display[1:]}")  # noqa: S108 - where X servers listen
        assert socket.exists()
    assert not socket.exists()


def test_without_a_screen_the_console_gets_one_and_its_pictures_are_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def follow(arguments: list[str], variables: dict[str, str]) -> int:
        started.append((arguments, variables))
        return 0

    monkeypatch.setattr(program, "follow", follow)
    monkeypatch.setattr(program, "PICTURES", tmp_path / "pictures")
    monkeypatch.setattr(screen, "absent", lambda: True)
    monkeypatch.setattr(screen, "in_memory", lambda: contextlib.nullcontext(":77"))
    assert program.run_console(["evening"]) == 0
    ((arguments, variables),) = started
    assert arguments == ["-m", "app", "--simulate", "evening", "--pictures", str(tmp_path / "pictures")]
    assert variables["DISPLAY"] == ":77"
    assert str(tmp_path / "pictures") in capsys.readouterr().out
    assert (tmp_path / "pictures").is_dir()


FOLLOWER = """
import os, pathlib, sys
from devtools import program
program.PYTHON = pathlib.Path(sys.executable)
child = "import time; print('running', flush=True); time.sleep(60)"
sys.exit(abs(program.follow(["-c", child], dict(os.environ))))
"""


@posix_only
def test_a_request_to_stop_reaches_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FOLLOWER]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as follower:
        assert follower.stdout
        assert follower.stdout.readline() == "running\n"
        follower.terminate()
        assert follower.wait(20) == signal.SIGTERM


def test_rooms_are_listed_with_the_first_sentence_of_every_module(tmp_path: Path) -> None:
    room = tmp_path / "app" / "queue"
    room.mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").write_text('"""The program."""\n', encoding="utf-8")
    (room / "__init__.py").write_text('"""The list\nof calls."""\n', encoding="utf-8")
    (room / "row.py").write_text('"""One call.\n\nMore about it.\n"""\n', encoding="utf-8")
    assert (
        rooms.listing(tmp_path / "app")
        == "- **app/** The program.\n- **app/queue/** The list of calls.\n  - `row.py` One call.\n"
    )
