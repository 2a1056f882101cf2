from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.console.theme.theme import Theme
from app.console.trigger.hold_to_send import HOLD_MS, HoldControl, HoldState

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def hold(theme: Theme, qtbot: QtBot) -> Iterator[HoldControl]:
    control = HoldControl(theme)
    qtbot.addWidget(control)
    control.resize(300, 44)
    control.show()
    control.become(HoldState.READY, "Hold")
    yield control
    control.hide()


def sends(control: HoldControl) -> list[bool]:
    meant: list[bool] = []
    control.held.connect(lambda: meant.append(True))
    return meant


def test_a_whole_hold_sends_once(hold: HoldControl) -> None:
    meant = sends(hold)
    QTest.mousePress(hold, LEFT)
    hold.advance(HOLD_MS - 1)
    assert meant == []
    hold.advance(1)
    assert meant == [True]
    hold.advance(10 * HOLD_MS)
    QTest.mouseRelease(hold, LEFT)
    QTest.mousePress(hold, LEFT)
    hold.advance(2 * HOLD_MS)
    assert meant == [True]
    assert hold.state is HoldState.BLOCKED


def test_letting_go_empties_it(hold: HoldControl) -> None:
    meant = sends(hold)
    for _ in range(5):
        QTest.mousePress(hold, LEFT)
        hold.advance(HOLD_MS - 100)
        QTest.mouseRelease(hold, LEFT)
        hold.advance(200)
    assert meant == []


def test_it_fills_by_its_own_timer(hold: HoldControl, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hold.held, timeout=8_000):
        QTest.mousePress(hold, LEFT)


@pytest.mark.parametrize("how", ["leave", "focus", "hide"])
def test_leaving_it_is_letting_go(hold: HoldControl, how: str) -> None:
    meant = sends(hold)
    hold.setFocus()
    QTest.mousePress(hold, LEFT)
    hold.advance(HOLD_MS - 10)
    if how == "leave":
        QTest.mouseMove(hold, QPoint(-40, 10))
    elif how == "focus":
        hold.clearFocus()
    else:
        hold.hide()
    hold.advance(20)
    assert meant == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_no_key_sends_without_the_digits(hold: HoldControl, key: Qt.Key) -> None:
    meant = sends(hold)
    hold.setFocus()
    QTest.keyClick(hold, key)
    hold.advance(2 * HOLD_MS)
    assert meant == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_and_esc_never_send(hold: HoldControl, key: Qt.Key) -> None:
    meant = sends(hold)
    hold.become(HoldState.ARMED, "Space sends")
    hold.setFocus()
    QTest.keyClick(hold, key)
    assert meant == []


def test_space_sends_once_after_the_digits(hold: HoldControl) -> None:
    meant = sends(hold)
    hold.become(HoldState.ARMED, "Space sends")
    QTest.keyClick(hold, Qt.Key.Key_Space)
    QTest.keyClick(hold, Qt.Key.Key_Space)
    assert meant == [True]


def test_blocked_it_takes_no_hold(hold: HoldControl) -> None:
    meant = sends(hold)
    hold.become(HoldState.BLOCKED, "Fix 2 fields to send")
    QTest.mousePress(hold, LEFT)
    hold.advance(2 * HOLD_MS)
    assert meant == []
    assert hold.accessibleName() == "Fix 2 fields to send"


def test_the_right_mouse_button_holds_nothing(hold: HoldControl) -> None:
    meant = sends(hold)
    QTest.mousePress(hold, Qt.MouseButton.RightButton)
    hold.advance(2 * HOLD_MS)
    assert meant == []
