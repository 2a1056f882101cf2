"""Windows that only look: Esc leaves them, and what rings is answered from there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.console.controls.aside import Aside
from app.console.frame.standing_by import stand_by
from app.console.frame.window import Window
from app.console.keys import Act
from tests.console.conftest import Open
from tests.shots import scenes


@pytest.fixture
def window(opened: Open) -> Window:
    return opened(scenes.one())


@pytest.fixture
def aside(window: Window) -> Aside:
    shown = Aside(window.theme)
    shown.resize(300, 200)
    stand_by(window, shown)
    shown.show()
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    return shown


def test_esc_leaves_it(aside: Aside) -> None:
    QTest.keyClick(aside, Qt.Key.Key_A)
    assert aside.isVisible()
    QTest.keyClick(aside, Qt.Key.Key_Escape)
    assert not aside.isVisible()


def test_keys_work_there_and_taking_a_call_makes_way(
    aside: Aside, window: Window, qapp: QApplication, qtbot: QtBot
) -> None:
    pressed: list[Act] = []
    window.actions_.on(Act.SILENCE, lambda: pressed.append(Act.SILENCE))
    window.actions_.on(Act.TAKE_NEXT, lambda: pressed.append(Act.TAKE_NEXT))
    QTest.keyClick(aside, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert qapp.activeWindow() is aside
    QTest.keyClick(aside, Qt.Key.Key_F2)
    assert pressed == [Act.SILENCE, Act.TAKE_NEXT]
    assert not aside.isVisible()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)


def test_it_never_stands_on_the_queue_when_there_is_room(aside: Aside, window: Window) -> None:
    queue = window.queue
    assert not aside.geometry().intersects(queue.rect().translated(queue.mapToGlobal(queue.rect().topLeft())))
