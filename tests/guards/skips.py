"""Writes down which tests were skipped and why, for the end of `dev.py test`: one line of JSON each."""

import json
import os
from pathlib import Path

import pytest

FILE = "WATCHFLOOR_TEST_SKIPPED"
"""Names the file; without it nothing is written."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that was skipped; one that is expected to fail ran."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _note(report.nodeid, report.longrepr)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note a file that was skipped as a whole."""
    if report.skipped:
        _note(report.nodeid, report.longrepr)


def _note(test: str, said: object) -> None:
    if FILE in os.environ:
        reason = said[2] if isinstance(said, tuple) else str(said)
        line = json.dumps([test, reason.removeprefix("Skipped: ")])
        with Path(os.environ[FILE]).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
