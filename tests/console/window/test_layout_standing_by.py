"""Windows that only look: Esc leaves them, and what rings is answered from there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.console.shortcuts.actions import Action
from app.console.widgets.containers import Aside
from app.console.window.layout import stand_by
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes


@pytest.fixture
def window(opened: Open) -> MainWindow:
    return opened(scenes.one())


@pytest.fixture
def aside(window: MainWindow) -> Aside:
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
    aside: Aside, window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    pressed: list[Action] = []
    window.actions_.on(Action.SILENCE, lambda: pressed.append(Action.SILENCE))
    window.actions_.on(Action.TAKE_NEXT, lambda: pressed.append(Action.TAKE_NEXT))
    QTest.keyClick(aside, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert qapp.activeWindow() is aside
    QTest.keyClick(aside, Qt.Key.Key_F2)
    assert pressed == [Action.SILENCE, Action.TAKE_NEXT]
    assert not aside.isVisible()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)


def test_it_never_stands_on_the_queue_when_there_is_room(aside: Aside, window: MainWindow) -> None:
    queue = window.queue
    assert not aside.geometry().intersects(queue.rect().translated(queue.mapToGlobal(queue.rect().topLeft())))
