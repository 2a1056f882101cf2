import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.console.shortcuts.actions import Action
from app.console.state_file import StateFile
from app.console.window.layout import Layout, beside, clamped, forget, usual_place
from app.console.window.panes import Pane
from tests.console.conftest import Open
from tests.shots import scenes

SCREEN = QRect(0, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("window", "where"),
    [
        (QRect(100, 100, 1280, 800), QRect(100, 100, 1280, 800)),
        (QRect(3000, 200, 1280, 800), QRect(0, 0, 1280, 800)),
        (QRect(100, -500, 1280, 800), QRect(0, 0, 1280, 800)),
        (QRect(-1200, 10, 1280, 800), QRect(0, 0, 1280, 800)),
        (QRect(5000, 0, 4000, 3000), QRect(0, 0, 1920, 1080)),
        (QRect(100, 50, 3840, 2160), QRect(0, 0, 1920, 1080)),
        (QRect(1000, 300, 800, 2000), QRect(1000, 0, 800, 1080)),
    ],
)
def test_a_window_comes_back_onto_a_screen_that_is_there(window: QRect, where: QRect) -> None:
    assert clamped(window, [SCREEN]) == where
    assert clamped(window, []) == window


def test_a_new_window_takes_the_screen_up_to_full_hd() -> None:
    assert usual_place(QRect(0, 0, 1280, 800)) == QRect(0, 0, 1280, 800)
    assert usual_place(QRect(0, 0, 2560, 1440)) == QRect(320, 180, 1920, 1080)


def test_panes_and_selection_come_back(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    layout = Layout(window, StateFile(tmp_path))
    layout.restore()
    window.queue.view.select(1043)
    window.split.restore(QByteArray(b"400 700 818"))
    widths = window.split.kept()
    layout.stop()
    layout.keep()
    later_window = opened(scenes.flood(), (window.width(), window.height()))
    later = Layout(later_window, StateFile(tmp_path))
    later.restore()
    assert later.selection() == 1043
    assert later_window.split.kept() == widths
    later.stop()


def test_what_version_0_1_0_kept_is_put_back(opened: Open, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parents[2] / "samples" / "kept_0_1_0" / "data" / "console.ini", tmp_path)
    window = opened(scenes.flood())
    layout = Layout(window, StateFile(tmp_path))
    layout.restore()
    assert layout.selection() == 1005
    assert window.panes.out == {Pane.MAP}
    layout.stop()


def test_nothing_remembered_selects_nothing(opened: Open, tmp_path: Path) -> None:
    assert Layout(opened(scenes.empty()), StateFile(tmp_path)).selection() is None


def test_a_window_without_a_place_goes_to_a_free_screen_else_to_the_right() -> None:
    other = QRect(1920, 0, 2560, 1440)
    main = QRect(0, 0, 1920, 1080)
    assert beside(main, [SCREEN, other], (1100, 860)) == QRect(3380, 290, 1100, 860)
    assert beside(main, [SCREEN], (1100, 860)) == QRect(820, 110, 1100, 860)
    assert beside(main, [SCREEN], (4000, 3000)) == SCREEN


def test_panes_in_their_own_windows_come_back_there(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    layout = Layout(window, StateFile(tmp_path))
    layout.restore()
    window.panes.take_out(Pane.MAP)
    window.panes.window_of(Pane.MAP).setGeometry(20, 30, 500, 500)
    layout.stop()
    later_window = opened(scenes.flood())
    later = Layout(later_window, StateFile(tmp_path))
    later.restore()
    assert later_window.panes.out == {Pane.MAP}
    assert later_window.panes.window_of(Pane.MAP).geometry() == QRect(20, 30, 500, 500)
    later_window.actions_.at(Action.RESET_LAYOUT).trigger()
    assert later_window.panes.out == frozenset()
    later.stop()
    third_window = opened(scenes.flood())
    third = Layout(third_window, StateFile(tmp_path))
    third.restore()
    assert third_window.panes.out == frozenset()
    third.stop()


def test_a_pane_window_comes_back_onto_a_screen_that_is_there(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    layout = Layout(window, StateFile(tmp_path))
    layout.restore()
    window.panes.take_out(Pane.QUEUE)
    window.panes.window_of(Pane.QUEUE).setGeometry(9000, 9000, 520, 600)
    layout.stop()
    later_window = opened(scenes.flood())
    later = Layout(later_window, StateFile(tmp_path))
    later.restore()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(later_window.panes.window_of(Pane.QUEUE).geometry().topLeft())
    later.stop()


def test_a_forgotten_layout_leaves_everything_else(tmp_path: Path) -> None:
    memory = StateFile(tmp_path)
    memory.keep("geometry", QByteArray(b"here"))
    memory.keep("panes/out", "map")
    memory.keep("theme", "dark")
    forget(memory)
    assert memory.bytes_of("geometry").isEmpty()
    assert memory.text("panes/out") == ""
    assert memory.text("theme") == "dark"


def test_the_drawer_goes_into_its_window_when_it_comes(opened: Open, tmp_path: Path) -> None:
    window = opened(scenes.flood())
    memory = StateFile(tmp_path)
    memory.keep("panes/out", "trigger nonsense")
    layout = Layout(window, memory)
    layout.restore()
    assert window.panes.out == frozenset()
    window.panes.add_drawer(QWidget(), lambda: 280)
    layout.restore_drawer()
    assert window.panes.out == {Pane.TRIGGER}
    layout.stop()
