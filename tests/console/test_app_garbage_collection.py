import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.console.app import GuiCollector


class Knot:
    """Holds itself."""

    alive = 0

    def __init__(self) -> None:
        self.self = self
        Knot.alive += 1

    def __del__(self) -> None:
        Knot.alive -= 1


@pytest.fixture(params=[True, False], ids=["collecting", "never by itself"])
def before(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether Python collects by itself when the console begins."""
    enabled = gc.isenabled()
    gc.enable() if request.param else gc.disable()
    yield request.param
    gc.enable() if enabled else gc.disable()


def test_cycles_wait_for_the_gui_thread(qtbot: QtBot, before: bool) -> None:
    owner = QObject()
    collector = GuiCollector(owner)
    gc.collect()
    collector.start()
    for _ in range(20_000):
        Knot()
    assert Knot.alive == 20_000
    collector._collect()
    assert Knot.alive < 20_000
    collector.stop()
    assert Knot.alive == 0
    assert gc.isenabled() is before
    collector._collect()
