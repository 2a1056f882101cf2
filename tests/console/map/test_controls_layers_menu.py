"""The menu of layers: what is ticked shows, and a change is told as one value."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.console.map.appearance import Layer, MapLook, Units
from app.console.map.controls import LayersMenu
from app.domain.location.parse_result import Notation


def action(menu: LayersMenu, words: str) -> QAction:
    return next(one for one in menu.menu.actions() if one.text().replace("&", "").startswith(words))


def test_a_choice_is_told(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    menu = LayersMenu(host, MapLook())
    told: list[MapLook] = []
    menu.changed.connect(told.append)
    action(menu, "Grid").trigger()
    action(menu, "Feet and miles").trigger()
    action(menu, "Pointer in USNG").trigger()
    assert told[-1] == MapLook(units=Units.IMPERIAL, notation=Notation.USNG, hidden=frozenset({Layer.GRID}))
    action(menu, "Grid").trigger()
    assert told[-1].hidden == frozenset()


def test_another_look_is_shown_and_not_told(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    menu = LayersMenu(host, MapLook())
    with qtbot.assertNotEmitted(menu.changed):
        menu.use(MapLook(hidden=frozenset({Layer.RINGS}), units=Units.IMPERIAL))
    assert not action(menu, "Rings").isChecked()
    assert action(menu, "Feet").isChecked()
    assert not action(menu, "Metres").isChecked()
