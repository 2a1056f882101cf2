from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect

from app.console.layout import Layout, clamped, usual_place
from app.console.memory import Memory
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
    layout = Layout(window, Memory(tmp_path))
    layout.restore()
    window.queue.view.select(1043)
    window.split.restore(QByteArray(b"400 700 818"))
    widths = window.split.kept()
    layout.stop()
    layout.keep()
    later_window = opened(scenes.flood(), (window.width(), window.height()))
    later = Layout(later_window, Memory(tmp_path))
    later.restore()
    assert later.selection() == 1043
    assert later_window.split.kept() == widths
    later.stop()


def test_nothing_remembered_selects_nothing(opened: Open, tmp_path: Path) -> None:
    assert Layout(opened(scenes.empty()), Memory(tmp_path)).selection() is None
