from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.console.store import Change
from app.console.window.window import FEW, Pace


def test_few_are_shown_at_once() -> None:
    shown: list[Change] = []
    owner = QObject()
    pace = Pace(owner, shown.append, lambda: FEW)
    for _ in range(3):
        pace.ask(Change())
    assert len(shown) == 3


def test_many_are_shown_together_and_the_last_change_is_never_lost(qtbot: QtBot) -> None:
    shown: list[Change] = []
    owner = QObject()
    pace = Pace(owner, shown.append, lambda: FEW + 1)
    for number in range(9):
        pace.ask(Change(incidents=frozenset({number}), caught_up=number == 3))
    assert len(shown) == 1
    qtbot.waitUntil(lambda: len(shown) == 2)
    qtbot.waitUntil(lambda: not pace._pause.isActive())
    assert shown[1] == Change(incidents=frozenset(range(1, 9)), caught_up=True)
    pace.ask(Change())
    pace.ask(Change())
    pace.stop()
    assert len(shown) == 3
