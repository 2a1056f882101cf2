from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.console.lamps.lamp_button import LampButton
from app.console.lamps.lamp_row import LampRow
from app.console.theme import Theme
from app.domain.incident.pulse import Lamp, LampState
from tests.shots.scenes import LAMPS, NOW, OWN_LAMPS

DOWN = Lamp(name="listener", state=LampState.DOWN, evidence="The port is taken", observed_at=NOW, next_step="Free it.")


def shown(row: LampRow) -> list[str]:
    return [button.lamp.name for button in row.findChildren(LampButton) if button.isVisible()]


def row_of(theme: Theme, width: int, lamps: tuple[Lamp, ...]) -> LampRow:
    row = LampRow(theme)
    row.resize(width, 40)
    row.show()
    row.show_lamps(lamps, NOW)
    return row


def test_normal_lamps_step_aside_and_abnormal_ones_never(theme: Theme) -> None:
    assert len(shown(row_of(theme, 1_000, (*LAMPS, *OWN_LAMPS)))) == 6
    assert "sound" in shown(row_of(theme, 200, (*LAMPS, *OWN_LAMPS)))
    assert shown(row_of(theme, 120, (DOWN, *LAMPS[1:]))) == ["listener"]


def test_a_lamp_opens_its_diagnosis_and_says_its_evidence(theme: Theme) -> None:
    row = row_of(theme, 1_000, (DOWN, *OWN_LAMPS))
    opened: list[str] = []
    row.opened.connect(opened.append)
    button = row.findChildren(LampButton)[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == ["listener"]
    assert button.accessibleName() == "Listener DOWN: The port is taken, 0:00 ago"
    assert "Free it." in button.toolTip()


def test_lamps_come_go_and_keep_their_order(theme: Theme) -> None:
    row = row_of(theme, 1_200, OWN_LAMPS)
    row.show_lamps((*LAMPS, *OWN_LAMPS), NOW)
    places = [row._row.itemAt(place).widget().lamp.name for place in range(row._row.count())]  # type: ignore[union-attr]
    assert places == ["listener", "disk", "clock", "signature", "map", "sound"]
    row.show_lamps(LAMPS, NOW)
    assert "sound" not in row._buttons
