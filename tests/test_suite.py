"""The suite's two halves: both run, both are heard, and either one's failure is the suite's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import program, suite, system_packages
from devtools.checkout import ROOT
from tests import needed
from tests.guards import skips

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for Python is a shell script")

STAND_IN = """#!/bin/sh
case "$*" in
  *coverage\\ combine*|*coverage\\ report*) exit 0 ;;
  *--ignore=tests/console*)
    echo "said beside"; echo '["tests/test_a.py::test_b", "no such program"]' >> "$WATCHFLOOR_TEST_SKIPPED"
    exit "$BESIDE" ;;
  *) echo "said here"; exit "$HERE" ;;
esac
"""


@pytest.mark.parametrize(("here", "beside", "code"), [(0, 0, 0), (1, 0, 1), (0, 2, 2)])
def test_a_failure_in_either_half_is_one_of_the_suite(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    here: int,
    beside: int,
    code: int,
) -> None:
    python = tmp_path / "python"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    for room in (suite, program):
        monkeypatch.setattr(room, "PYTHON", python)
    monkeypatch.setattr(system_packages, "missing", lambda _names: [])
    monkeypatch.setenv("HERE", str(here))
    monkeypatch.setenv("BESIDE", str(beside))
    assert suite.run([]) == code
    said = capfd.readouterr().out
    assert said.endswith("Skipped: 1\n  tests/test_a.py::test_b: no such program\n")
    assert "said here" in said
    assert "said beside" in said
    assert ("coverage app/domain: at least 100 %" in said) == (code == 0)


def test_what_was_skipped_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        "def test_ran(): pass\n"
        "def test_skipped(): pytest.skip('no such program')\n"
        "@pytest.mark.skipif(True, reason='another system')\n"
        "def test_elsewhere(): pass\n"
        "@pytest.mark.xfail(strict=True)\n"
        "def test_fails(): assert 0\n",
        encoding="utf-8",
    )
    (tmp_path / "test_whole.py").write_text(
        "import pytest\npytest.importorskip('no_such_module', reason='not here')\n", encoding="utf-8"
    )
    noted = tmp_path / "skipped"
    command = [sys.executable, "-m", "pytest", "--rootdir", str(tmp_path), "-p", "tests.guards.skips", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, skips.FILE: str(noted)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert suite._skipped(noted).splitlines() == [
        "Skipped: 3",
        "  test_some.py::test_elsewhere: another system",
        "  test_some.py::test_skipped: no such program",
        "  test_whole.py: not here",
    ]
    assert suite._skipped(tmp_path / "nothing") == "Nothing was skipped"


def test_the_suites_own_plugin_hears_of_skips_where_the_suite_says(request: pytest.FixtureRequest) -> None:
    assert request.config.pluginmanager.has_plugin("tests.guards.skips")
    assert f'"{skips.FILE}"' in Path(suite.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize(("user", "installed"), [(0, [["caddy"]]), (1000, [])])
def test_what_only_tests_start_is_installed_for_root_and_named_to_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], user: int, installed: list[list[str]]
) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(system_packages, "missing", lambda names: [name for name in names if name == "caddy"])
    monkeypatch.setattr(system_packages, "provide", given.append)
    suite._provide_servers()
    assert given == installed
    assert ("sudo apt-get install --no-install-recommends caddy" in capsys.readouterr().out) == (user != 0)


def test_running_the_console_needs_none_of_them() -> None:
    assert not {*system_packages.TESTED_AGAINST} & {*system_packages.WANTED}


@pytest.mark.parametrize(("ci", "outcome"), [(True, pytest.fail.Exception), (False, pytest.skip.Exception)])
def test_what_a_package_would_have_brought_is_a_failure_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: bool, outcome: type[BaseException]
) -> None:
    asked: list[tuple[str, ...]] = []

    def none_missing(names: tuple[str, ...]) -> list[str]:
        asked.append(names)
        return []

    found = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(system_packages, "missing", none_missing)
    monkeypatch.setattr(shutil, "which", lambda name, **_where: found.get(name))
    monkeypatch.delenv("CI", raising=False)
    if ci:
        monkeypatch.setenv("CI", "true")
    with pytest.raises(outcome):
        needed.needed("no-such-server", "no-such-package")
    assert asked == ([("no-such-package",)] if ci else [])
