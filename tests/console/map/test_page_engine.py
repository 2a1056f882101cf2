"""The page's life: what ends it, what brings it back, and when it is given up."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.console.map import page
from app.console.map.bridge import Bridge
from app.console.map.page import RESTARTS, MapEngine
from app.console.map.tiles.controller import TileController
from tests.console.map.conftest import RESOURCES

Announce = Callable[[str], None]


class StillWeb(QObject):
    """A web side that loads nothing; the test decides when it dies."""

    died = Signal()

    def __init__(self, _table: object, _bridge: Bridge, _tiles: object, host: QWidget) -> None:
        super().__init__(host)
        self.view = QWidget(host)
        self.loads = 0

    def load(self) -> None:
        self.loads += 1

    def close(self) -> None:
        self.view.deleteLater()


class Life:
    """An engine with a page that is there, and what it has reported."""

    def __init__(self, qtbot: QtBot, folder: Path, resources: Path = RESOURCES) -> None:
        self.host, self.bridge = QWidget(), Bridge()
        qtbot.addWidget(self.host)
        (folder / "map.html").write_text("<html></html>")
        self.engine = MapEngine(
            resources, folder / "map.html", ("no-such-program",), self.bridge, TileController(folder), self.host
        )
        self.failures: list[str] = []
        self.engine.failed.connect(self.failures.append)

    def start(self, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.engine.viewed):
            self.engine.start()

    def crash(self, qtbot: QtBot) -> None:
        """The render process ends; returns when the page is being loaded again."""
        loads = self.web.loads
        self.web.died.emit()
        qtbot.waitUntil(lambda: self.web.loads == loads + 1)

    @property
    def web(self) -> StillWeb:
        return cast(StillWeb, self.engine.web)


@pytest.fixture
def life(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Life:
    monkeypatch.setattr(page, "webengine", lambda: StillWeb)
    return Life(qtbot, tmp_path)


def test_a_page_that_listens_is_ready(life: Life, qtbot: QtBot) -> None:
    life.start(qtbot)
    with qtbot.waitSignal(life.engine.ready):
        life.bridge.pageReady()
    life.engine.close()
    assert life.failures == []


def test_a_silent_page_has_failed_and_may_be_started_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Announce
) -> None:
    expect_log("said nothing")
    monkeypatch.setattr(page, "webengine", lambda: StillWeb)
    monkeypatch.setattr(page, "SILENCE_LIMIT_MS", 30)
    life = Life(qtbot, tmp_path)
    life.start(qtbot)
    qtbot.waitUntil(lambda: len(life.failures) == 1)
    life.engine.start()
    assert life.web.loads == 2
    with qtbot.waitSignal(life.engine.ready):
        life.bridge.pageReady()
    life.engine.close()


def test_crashes_in_a_row_are_given_up(life: Life, qtbot: QtBot, expect_log: Announce) -> None:
    expect_log("map render process ended")
    expect_log("keeps ending")
    life.start(qtbot)
    for _ in range(RESTARTS):
        life.crash(qtbot)
    assert life.failures == []
    life.web.died.emit()
    assert life.failures == ["its process keeps ending"]
    life.engine.close()


def test_a_page_that_was_given_up_or_is_going_down_tells_no_more(
    life: Life, qtbot: QtBot, expect_log: Announce, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("map render process ended")
    expect_log("keeps ending")
    life.start(qtbot)
    for _ in range(RESTARTS):
        life.crash(qtbot)
    for _ in range(3):
        life.web.died.emit()
    assert life.failures == ["its process keeps ending"]
    assert f"restart {RESTARTS + 1} of" not in caplog.text
    life.engine.close()


def test_a_console_that_is_going_down_tells_of_no_crash(life: Life, qtbot: QtBot) -> None:
    life.start(qtbot)
    loads = life.web.loads
    web = life.web
    web.died.emit()
    life.engine.close()
    qtbot.wait(2 * page.RESTART_PAUSE_MS)
    assert web.loads == loads


def test_a_calm_page_is_forgiven_its_crashes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Announce
) -> None:
    expect_log("restart 1 of 3")
    monkeypatch.setattr(page, "webengine", lambda: StillWeb)
    monkeypatch.setattr(page, "CALM_MS", 0)
    life = Life(qtbot, tmp_path)
    life.start(qtbot)
    life.bridge.pageReady()
    for _ in range(RESTARTS + 2):
        life.crash(qtbot)
        life.bridge.pageReady()
    assert life.failures == []
    life.engine.close()


def test_a_machine_without_webengine_gets_a_sentence(
    life: Life, monkeypatch: pytest.MonkeyPatch, expect_log: Announce
) -> None:
    expect_log("map failed")

    def missing() -> type[StillWeb]:
        raise ImportError("libnss3.so: cannot open shared object file")

    monkeypatch.setattr(page, "webengine", missing)
    life.engine.start()
    assert life.failures == ["Qt WebEngine can't be loaded (libnss3.so: cannot open shared object file)"]
    life.engine.close()


def test_an_installation_without_the_map_scripts_gets_a_sentence(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Announce
) -> None:
    expect_log("map failed")
    monkeypatch.setattr(page, "webengine", lambda: StillWeb)
    life = Life(qtbot, tmp_path, resources=tmp_path / "nowhere")
    life.engine.start()
    qtbot.waitUntil(lambda: len(life.failures) == 1)
    assert "nowhere" in life.failures[0]
    life.engine.close()
