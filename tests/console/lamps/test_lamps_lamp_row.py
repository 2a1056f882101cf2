from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.console.lamps.lamps import LampButton, LampRow
from app.console.theme.theme import Theme
from app.domain.lamp import Lamp, LampState
from tests.shots.scenes import LAMPS, NOW, OWN_LAMPS

DOWN = Lamp(name="listener", state=LampState.DOWN, evidence="The port is taken", observed_at=NOW, next_step="Free it.")

RowOf = Callable[[int, tuple[Lamp, ...]], LampRow]


def shown(row: LampRow) -> list[str]:
    return [button.lamp.name for button in row.findChildren(LampButton) if button.isVisible()]


@pytest.fixture
def row_of(theme: Theme, qtbot: QtBot) -> RowOf:
    """Makes a row so wide, with these lamps."""

    def make(width: int, lamps: tuple[Lamp, ...]) -> LampRow:
        row = LampRow(theme)
        qtbot.addWidget(row)
        row.resize(width, 40)
        row.show()
        row.show_lamps(lamps, NOW)
        return row

    return make


def test_normal_lamps_step_aside_and_abnormal_ones_never(row_of: RowOf) -> None:
    assert len(shown(row_of(1_000, (*LAMPS, *OWN_LAMPS)))) == 6
    assert "sound" in shown(row_of(200, (*LAMPS, *OWN_LAMPS)))
    assert shown(row_of(120, (DOWN, *LAMPS[1:]))) == ["listener"]


def test_a_lamp_opens_its_diagnosis_and_says_its_evidence(row_of: RowOf) -> None:
    row = row_of(1_000, (DOWN, *OWN_LAMPS))
    opened: list[str] = []
    row.opened.connect(opened.append)
    button = row.findChildren(LampButton)[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == ["listener"]
    assert button.accessibleName() == "Listener DOWN: The port is taken, 0:00 ago"
    assert "Free it." in button.toolTip()


def test_lamps_come_go_and_keep_their_order(row_of: RowOf) -> None:
    row = row_of(1_200, OWN_LAMPS)
    row.show_lamps((*LAMPS, *OWN_LAMPS), NOW)
    assert row._shown_order() == ["listener", "disk", "clock", "signature", "map", "sound"]
    row.show_lamps(LAMPS, NOW)
    assert "sound" not in row._buttons


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_abnormal_lamps_keep_their_evidence_and_the_normal_ones_step_into_a_menu(row_of: RowOf) -> None:
    row = row_of(520, (DOWN, *LAMPS[1:], *OWN_LAMPS))
    listener = next(button for button in row.findChildren(LampButton) if button.lamp.name == "listener")
    with_evidence = listener.sizeHint().width()
    row.names_only(True)
    assert listener.sizeHint().width() < with_evidence
    row.names_only(False)
    aside = row._aside
    hidden = {button.lamp.name for button in row.findChildren(LampButton)} - set(shown(row))
    assert hidden
    assert aside.accessibleName() == f"{len(hidden)} more lamps…"
    opened: list[str] = []
    row.opened.connect(opened.append)
    QTest.mouseClick(aside, Qt.MouseButton.LeftButton)
    for choice in aside._menu.actions():
        choice.trigger()
    assert set(opened) == hidden
    row.resize(4_000, 40)
    row.show_lamps((DOWN, *LAMPS[1:], *OWN_LAMPS), NOW)
    assert not aside.isVisible()
    aside._menu.close()
