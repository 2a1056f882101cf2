import zoneinfo
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.console.shortcuts.actions import Action
from app.console.state_file import StateFile
from app.console.window.layout import Presets
from app.console.window.panes import Pane
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes

ZONE = zoneinfo.ZoneInfo("America/Chicago")


def presets_of(window: MainWindow, memory: StateFile) -> Presets:
    return Presets(window, window._watch, memory, ZONE)


def is_open(presets: Presets) -> bool:
    return presets.wall is not None


def test_the_second_monitor_gets_the_map_and_one_screen_gets_it_back(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    presets_of(window, StateFile(tmp_path))
    window.panes.take_out(Pane.QUEUE)
    window.actions_.at(Action.SECOND_MONITOR).trigger()
    assert window.panes.out == {Pane.MAP}
    window.actions_.at(Action.SINGLE_SCREEN).trigger()
    assert window.panes.out == frozenset()


def test_the_wall_opens_full_screen_and_is_there_again_after_a_restart(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    presets = presets_of(window, StateFile(tmp_path))
    window.actions_.at(Action.WALL).trigger()
    assert presets.wall is not None
    assert presets.wall.isFullScreen()
    presets.end()
    later = presets_of(window, StateFile(tmp_path))
    later.restore()
    assert later.wall is not None
    later.wall.close()
    assert not is_open(later)
    again = presets_of(window, StateFile(tmp_path))
    again.restore()
    assert not is_open(again)


@pytest.mark.parametrize("act", [Action.SINGLE_SCREEN, Action.RESET_LAYOUT, Action.WALL])
def test_the_wall_closes_by_key(opened: Open, tmp_path: Path, act: Action) -> None:
    window = opened(scenes.flood())
    presets = presets_of(window, StateFile(tmp_path))
    presets.open_wall()
    window.actions_.at(act).trigger()
    assert not is_open(presets)


def test_full_screen_is_for_the_window_that_has_the_keyboard(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    presets_of(window, StateFile(tmp_path))
    window.panes.take_out(Pane.MAP)
    own = window.panes.window_of(Pane.MAP)
    own.activateWindow()
    assert QTest.qWaitForWindowActive(own)
    window.actions_.at(Action.FULL_SCREEN).trigger()
    assert own.isFullScreen()
    assert not window.isFullScreen()
    window.actions_.at(Action.FULL_SCREEN).trigger()
    assert not own.isFullScreen()
