"""One built page for all tests of the map, and a pane with a living page in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.console.map.pane import MapPane
from app.console.map.state import MapState
from app.console.theme.theme import Theme

RESOURCES = Path(__file__).resolve().parents[3] / "resources" / "map"


class LivePane:
    """A shown pane whose page listens, with what a test asks of it."""

    def __init__(self, pane: MapPane, qtbot: QtBot) -> None:
        self.pane, self._qtbot = pane, qtbot

    def show(self, state: MapState) -> dict[str, Any]:
        """Shows a state, waits until it is painted, and returns the page's own table of what it placed."""
        with self._qtbot.waitSignal(self.pane.painted, check_params_cb=lambda number: bool(number == state.number)):
            self.pane.show_state(state)
        return self.placed()

    def placed(self) -> dict[str, Any]:
        """What the page says it has placed."""
        found = self.run("consoleMap.placed")
        assert isinstance(found, dict)
        return found

    def run(self, script: str) -> Any:  # noqa: ANN401 JSON
        """The value of an expression on the page; Qt's own conversion loses objects in objects."""
        web = self.pane.web
        assert web is not None
        with self._qtbot.waitCallback() as answer:
            web.page.runJavaScript(f"JSON.stringify({script})", 0, answer)
        return json.loads(answer.args[0] or "null")


@pytest.fixture(scope="session")
def page_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that keeps the page after the first test has had it built."""
    return tmp_path_factory.mktemp("map-cache")


@pytest.fixture
def live(qtbot: QtBot, theme: Theme, page_cache: Path) -> Iterator[LivePane]:
    """A pane of 760 x 900 that has started."""
    pane = MapPane(theme, RESOURCES, page_cache)
    pane.resize(760, 900)
    pane.show()
    with qtbot.waitSignal(pane.ready, timeout=20_000):
        pane.start()
    yield LivePane(pane, qtbot)
    close(pane)


def close(pane: MapPane) -> None:
    """Takes a pane down the way the console does."""
    pane.close_map()
    pane.close()
    pane.deleteLater()
    QApplication.sendPostedEvents(pane)
