"""The center's own base map on the living page: drawn, lost, found again, and never fetched by the page itself."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.console.map.state import View
from app.console.map.tiles import loader
from app.console.map.tiles.source import BaseMap
from tests.console.map.conftest import LivePane
from tests.console.map.states import BOX, pins, state
from tests.console.map.tiles.pictures import make_map, make_mbtiles
from tests.console.map.tiles.tile_house import tile_house

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns about the missing GPU while the first view starts

COVERING = "consoleMap.tiles.covering"
NOTE = "document.querySelector('.plate.note').textContent"
CREDIT = "document.querySelector('.plate.attribution').textContent"


def covered(live: LivePane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: live.run(COVERING) is True, timeout=10_000)


@pytest.mark.parametrize("kind", ["mbtiles", "pmtiles"])
def test_a_file_is_drawn_under_the_fix(live: LivePane, qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    live.show(state(box=BOX))
    live.pane.tiles.use(BaseMap(file=str(make_map(tmp_path, kind, 4))), "")
    covered(live, qtbot)
    live.show(state(2))
    qtbot.waitUntil(lambda: "Sample" in live.run(CREDIT))
    assert "GeoNames" in live.run(CREDIT)
    spot = QPoint(60, live.pane.height() // 2)
    qtbot.waitUntil(lambda: live.pane.grab().toImage().pixelColor(spot).saturation() > 15)
    assert live.pane.web is not None
    assert live.pane.web.refuser.refused == []


def test_a_broken_file_costs_the_streets_and_nothing_else(live: LivePane, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "streets.mbtiles").write_bytes(b"SQLite format 3\x00" + b"\x07" * 900)
    live.pane.tiles.use(BaseMap(file=str(tmp_path / "streets.mbtiles")), "")
    qtbot.waitUntil(lambda: "streets.mbtiles is damaged" in live.run(NOTE))
    assert live.show(state())["fix"]["radius"] > 16


def test_a_server_is_asked_by_the_console_lost_and_found_again(
    live: LivePane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "PROBES_S", (0.05,))
    live.show(state())
    with tile_house() as house:
        port = house.port
        live.pane.tiles.use(BaseMap(server=house.address, attribution="© Sample County"), "")
        covered(live, qtbot)
    live.pane.look_at(View(41.0, -88.0, 12))
    qtbot.waitUntil(lambda: live.run(NOTE).startswith("No base map from 127.0.0.1 since "), timeout=10_000)
    assert live.run(NOTE).endswith(": grid and shapes only")
    qtbot.waitUntil(lambda: live.run("consoleMap.tiles.failed.size") > 0)
    with tile_house(port) as house:
        qtbot.waitUntil(lambda: not live.run(NOTE), timeout=10_000)
        qtbot.waitUntil(lambda: live.run("consoleMap.tiles.failed.size") == 0)
        covered(live, qtbot)
        assert all(agent.startswith("Watchfloor/") for agent in house.agents)
    assert live.pane.web is not None
    assert live.pane.web.refuser.refused == []


def test_the_renderer_killed_outright_is_back_with_everything_within_three_seconds(
    live: LivePane, qtbot: QtBot, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("map render process ended, restart 1 of 3")
    live.pane.tiles.use(BaseMap(file=str(make_mbtiles(tmp_path / "streets.mbtiles", 4))), "")
    live.show(state(box=BOX, pins=pins(3)))
    live.pane.go_to(39.808, -89.628)
    covered(live, qtbot)
    assert live.pane.web is not None
    begun = time.monotonic()
    with qtbot.waitSignal(live.pane.painted, timeout=3_000):
        os.kill(live.pane.web.page.renderProcessPid(), signal.SIGKILL)
    took = time.monotonic() - begun
    placed = live.placed()
    assert placed["fix"]["radius"] > 0
    assert placed["box"] is not None
    assert placed["mark"] is not None
    assert live.run("consoleMap.scene.pins.size") == 3
    covered(live, qtbot)
    assert not live.pane.map_actions.follow.isChecked()
    assert took < 3
