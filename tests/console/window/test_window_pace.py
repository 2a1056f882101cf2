from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.console.window.window import FEW, Pace


def test_few_are_shown_at_once() -> None:
    shown: list[int] = []
    owner = QObject()
    pace = Pace(owner, lambda: shown.append(1), lambda: FEW)
    for _ in range(3):
        pace.ask()
    assert len(shown) == 3


def test_many_are_shown_together_and_the_last_change_is_never_lost(qtbot: QtBot) -> None:
    shown: list[int] = []
    owner = QObject()
    pace = Pace(owner, lambda: shown.append(1), lambda: FEW + 1)
    for _ in range(9):
        pace.ask()
    assert len(shown) == 1
    qtbot.waitUntil(lambda: len(shown) == 2)
    qtbot.waitUntil(lambda: not pace._pause.isActive())
    assert len(shown) == 2
    pace.ask()
    pace.ask()
    pace.stop()
    assert len(shown) == 3
