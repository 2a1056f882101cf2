"""Enter presses what has the keyboard, wherever it is shown, and once however long it is held."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton

from app.console.theme.theme import Theme
from app.console.trigger.hold_to_send import HoldControl
from app.console.widgets.buttons import Button, Chip, Pressable, Toggle
from tests.console.conftest import Open
from tests.shots import scenes


@pytest.mark.parametrize("kind", [Button, Chip, Toggle])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_focused_button(theme: Theme, kind: type[Button], key: Qt.Key) -> None:
    button, pressed = kind(theme, "Do it"), []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, key)
    assert pressed == [True]
    for held, modifier in ((False, Qt.KeyboardModifier.ControlModifier), (True, Qt.KeyboardModifier.NoModifier)):
        QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, modifier, "", held))
    button.setEnabled(False)
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert pressed == [True]


def test_every_button_of_the_window_is_one_that_enter_presses(opened: Open) -> None:
    window = opened(scenes.flood())
    window.queue.view.select(1044)
    ours = [one for one in window.findChildren(QAbstractButton) if type(one).__module__.startswith("app.")]
    assert ours
    deaf = [one for one in ours if not isinstance(one, Button | Pressable | QToolButton | HoldControl)]
    assert {type(one).__name__ for one in deaf} == set()
