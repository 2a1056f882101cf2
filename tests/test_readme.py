"""Every command of the README is one that works: dev.py's and the program's own are really asked."""

import fnmatch
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from devtools import commands, environment, installer, program, screen

ROOT = Path(__file__).resolve().parent.parent
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"(WATCHFLOOR_[A-Z_]+)=(\S+)")
UNKNOWN = "--no-such-option"
LOOKING = {("doctor",), ("journal", "verify"), ("secret", "list")}
"""Commands that only look, so that a test may run them; what they find depends on the computer."""

SETTINGS_WRONG, NO_KEY = 3, 6


class Line(NamedTuple):
    """One command: the variables before it, and its words."""

    variables: dict[str, str]
    words: list[str]


def lines() -> list[Line]:
    """The commands in the README's fenced blocks, without their remarks."""
    found = []
    for _language, block in FENCED.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for text in block.splitlines():
            words = shlex.split(text, comments=True)
            before = [match for word in words if (match := VARIABLE.fullmatch(word))]
            found.append(Line({one[1]: one[2] for one in before}, words[len(before) :]))
    return found


def of(*beginning: str) -> list[list[str]]:
    """What follows in each command that begins so."""
    count = len(beginning)
    return [line.words[count:] for line in lines() if tuple(line.words[:count]) == beginning]


def watchfloor(
    arguments: list[str], folder: Path, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program as it is in this checkout; it finds no data and keeps none but in ``folder``."""
    command = [sys.executable, "-m", "app", *arguments]
    around = {**os.environ, "WATCHFLOOR_DATA_DIR": str(folder), **(variables or {})}
    return subprocess.run(
        command, cwd=ROOT, env=around, input="", capture_output=True, text=True, check=False, timeout=60
    )


def refused_alone(arguments: list[str], folder: Path) -> bool:
    """Whether, with an unknown option at its end, that option is all that the program does not take."""
    done = watchfloor([*arguments, UNKNOWN], folder)
    return done.returncode == 2 and done.stderr.rstrip().endswith(f"unrecognized arguments: {UNKNOWN}")


def test_no_command_is_left_without_a_proof() -> None:
    languages = {language for language, _block in FENCED.findall((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert languages == {"sh"}
    proven = [("python3", "dev.py"), ("watchfloor",), ("sudo", "apt", "install"), ("sudo", "systemctl", "enable")]
    assert [line.words for line in lines() if not any(tuple(line.words[: len(one)]) == one for one in proven)] == []


@pytest.mark.parametrize("words", of("python3", "dev.py"), ids=" ".join)
def test_dev_takes_it(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[list[str]] = []
    name = words[0]

    def act(arguments: list[str]) -> int:
        taken.append(arguments)
        return 0

    monkeypatch.setattr(environment, "ensure", lambda: None)
    monkeypatch.setitem(commands.COMMANDS, name, commands.COMMANDS[name]._replace(act=act))
    assert commands.main(words) == 0
    assert taken == [words[1:]]


@pytest.mark.parametrize("words", of("python3", "dev.py", "run"), ids=" ".join)
def test_run_plays_that_scenario(words: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    followed: list[list[str]] = []

    def follow(arguments: list[str], _variables: dict[str, str]) -> int:
        followed.append(arguments)
        return 0

    monkeypatch.setattr(screen, "absent", lambda: False)
    monkeypatch.setattr(program, "follow", follow)
    assert program.run_console(words) == 0
    assert followed == [["-m", "app", "--simulate", *words]]
    assert refused_alone(followed[0][2:], tmp_path)


def test_every_scenario_is_named_and_can_be_played(tmp_path: Path) -> None:
    shipped = {file.stem for file in (ROOT / "resources" / "scenarios").glob("*.json")}
    said = re.search(r"`run` takes the name of a \[scenario\].*?\n\n", (ROOT / "README.md").read_text(), re.DOTALL)
    assert said is not None
    assert set(re.findall(r"`(\w+)`", said[0])) - {"run"} == shipped
    for one in of("python3", "dev.py", "run"):
        for scenario in one:
            serve = ["simulator", "serve", "--port", "0", "--until-stdin-closes", "--scenario", scenario]
            done = watchfloor(serve, tmp_path)
            assert done.returncode == 0, done.stderr
            assert '"ready": true' in done.stdout or '"ready":true' in done.stdout


@pytest.mark.parametrize("words", of("watchfloor"), ids=" ".join)
def test_the_program_takes_it(words: list[str], tmp_path: Path) -> None:
    assert refused_alone(words, tmp_path)


@pytest.mark.parametrize("words", [one for one in of("watchfloor") if tuple(one) in LOOKING], ids=" ".join)
def test_what_only_looks_runs(words: list[str], tmp_path: Path) -> None:
    done = watchfloor(words, tmp_path)
    assert done.returncode != 2
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr.startswith("watchfloor: ")


@pytest.mark.parametrize("variables", [line.variables for line in lines() if line.variables], ids=str)
def test_a_variable_is_a_setting_that_will_do(variables: dict[str, str], tmp_path: Path) -> None:
    station = ["station", "--port", "0"]
    # Without a keyring a station that would start stops at its key; one with a wrong setting never comes so far.
    keyless = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    assert watchfloor(station, tmp_path, {**keyless, **variables}).returncode == NO_KEY
    wrong = dict.fromkeys(variables, "elsewhere")
    assert watchfloor(station, tmp_path, {**keyless, **wrong}).returncode == SETTINGS_WRONG


def test_apt_is_given_what_package_makes() -> None:
    made = f"./{installer.DIST.relative_to(ROOT).as_posix()}/watchfloor_{installer.version()}_amd64.deb"
    assert [[bool(fnmatch.fnmatch(made, one)) for one in given] for given in of("sudo", "apt", "install")] == [[True]]


def test_systemd_is_given_units_of_the_package() -> None:
    units = [unit for given in of("sudo", "systemctl", "enable") for unit in given if not unit.startswith("-")]
    assert units
    assert [unit for unit in units if not (ROOT / "packaging" / "linux" / unit).is_file()] == []
