"""The page is built once, by a child; a child that fails is a sentence."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.console.map import page
from app.console.map.page import PageBuilder, cached_page

WRITE = ("-c", "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('page')")


class Outcome:
    """Collects what a builder reports."""

    def __init__(self) -> None:
        self.done: list[Path] = []
        self.failed: list[str] = []

    def build(self, target: Path, *command: str) -> PageBuilder:
        builder = PageBuilder(target, self.done.append, self.failed.append, command)
        builder.start()
        return builder


def test_the_cached_file_is_named_for_this_version(tmp_path: Path) -> None:
    assert cached_page(tmp_path) == cached_page(tmp_path)
    assert cached_page(tmp_path).parent == tmp_path
    assert cached_page(tmp_path).suffix == ".html"


def test_a_child_builds_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    outcome, target = Outcome(), tmp_path / "map.html"
    builder = outcome.build(target, sys.executable, *WRITE)
    qtbot.waitUntil(lambda: outcome.done == [target])
    builder.stop()
    assert outcome.failed == []


def test_a_page_that_is_there_needs_no_child(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("page")
    outcome = Outcome()
    builder = outcome.build(target, "no-such-program")
    qtbot.waitUntil(lambda: outcome.done == [target])
    builder.stop()


def test_a_stopped_child_reports_nothing_and_can_be_started_again(qtbot: QtBot, tmp_path: Path) -> None:
    outcome, target = Outcome(), tmp_path / "map.html"
    builder = outcome.build(target, sys.executable, *WRITE)
    builder.stop()
    assert (outcome.done, outcome.failed) == ([], [])
    builder.start()
    qtbot.waitUntil(lambda: outcome.done == [target])
    builder.stop()


def test_a_child_that_hangs_is_ended(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "BUILD_LIMIT_MS", 200)
    outcome = Outcome()
    builder = outcome.build(tmp_path / "map.html", sys.executable, "-c", "import threading; threading.Event().wait()")
    qtbot.waitUntil(lambda: len(outcome.failed) == 1)
    builder.stop()


def test_a_child_that_fails_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    outcome = Outcome()
    builder = outcome.build(tmp_path / "map.html", sys.executable, "-c", "raise SystemExit('no folium here')")
    qtbot.waitUntil(lambda: outcome.failed == ["no folium here"])
    builder.stop()


def test_a_child_that_writes_nothing_has_failed(qtbot: QtBot, tmp_path: Path) -> None:
    outcome = Outcome()
    builder = outcome.build(tmp_path / "map.html", sys.executable, "-c", "pass")
    qtbot.waitUntil(lambda: outcome.failed == ["exit code 0"])
    builder.stop()


def test_a_child_that_cannot_start_is_a_failure_too(qtbot: QtBot, tmp_path: Path) -> None:
    outcome = Outcome()
    builder = outcome.build(tmp_path / "map.html", str(tmp_path / "no-such-program"))
    qtbot.waitUntil(lambda: len(outcome.failed) == 1)
    builder.stop()
