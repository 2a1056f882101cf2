"""The suite's two halves: both run, both are heard, and either one's failure is the suite's."""

import sys
from pathlib import Path

import pytest

from devtools import program, suite

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for Python is a shell script")

STAND_IN = """#!/bin/sh
case "$*" in
  *coverage\\ combine*|*coverage\\ report*) exit 0 ;;
  *--ignore=tests/console*) echo "said beside"; exit "$BESIDE" ;;
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
    monkeypatch.setenv("HERE", str(here))
    monkeypatch.setenv("BESIDE", str(beside))
    assert suite.run([]) == code
    said = capfd.readouterr().out
    assert "said here" in said
    assert "said beside" in said
    assert ("coverage app/domain: at least 100 %" in said) == (code == 0)
