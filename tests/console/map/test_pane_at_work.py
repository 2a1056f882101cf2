"""The map while somebody works: panned, told of rough fixes, asked for a place, its layers chosen, a file dropped."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.console.map.appearance import Layer, MapLook, Units
from app.domain.location.parse_result import Notation
from tests.console.map.conftest import LivePane
from tests.console.map.states import BOX, NOW, pins, sighting, state
from tests.console.map.test_pane import touched

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns about the missing GPU while the first view starts


def pan(live: LivePane, qtbot: QtBot) -> None:
    """By a key on the map, as an operator does."""
    surface = touched(live)
    surface.setFocus()
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(300, 700))
    with qtbot.waitSignal(live.pane.view_changed):
        QTest.keyClick(surface, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not live.pane.map_actions.follow.isChecked())


def test_a_caller_who_moves_out_of_view_is_told_with_the_key_back(live: LivePane, qtbot: QtBot) -> None:
    live.pane.map_actions.follow.setShortcut("L")
    live.pane.wear(MapLook())
    live.show(state())
    pan(live, qtbot)
    placed = live.show(state(2, fixes=(sighting(), sighting(2, latitude=39.83, longitude=-89.60))))
    assert placed["astray"]["text"] == "caller moved 3.7 km NE, out of view · L returns"
    live.pane.map_actions.follow.trigger()
    placed = live.show(state(3, fixes=(sighting(), sighting(2, latitude=39.83, longitude=-89.60))))
    assert placed.get("astray") is None
    assert 0 < placed["fix"]["x"] < live.pane.width()


def test_nothing_of_a_caller_stays_with_an_incident_without_a_location(live: LivePane, qtbot: QtBot) -> None:
    shown = "[...document.querySelectorAll('.plate')].filter((one) => one.offsetParent).map((one) => one.innerText)"
    live.show(state(fixes=(sighting(), sighting(2, latitude=39.81, uncertainty_m=900.0)), box=BOX))
    assert any("39.810000" in plate for plate in live.run(shown))
    assert live.pane.map_actions.follow.isEnabled()
    placed = live.show(state(2, incident=1045, fixes=()))
    assert not {"fix", "trail", "near", "rings", "astray", "plate"} & {name for name, what in placed.items() if what}
    assert placed["box"] is None
    live.pane.tick(NOW + 60_000)
    words = " ".join(live.run(shown))
    assert not [said for said in ("39.81", "±9", " old", "rough:", "Device", "caller") if said in words]
    assert "39.81" not in live.run("document.querySelector('[role=application]').getAttribute('aria-label')")
    assert not live.pane.map_actions.follow.isEnabled()
    assert not live.pane.map_actions.fit_fix.isEnabled()
    live.show(state(3, incident=1045, fixes=(sighting(3, latitude=41.0),)))
    assert any("41.000000" in plate for plate in live.run(shown))
    assert live.pane.map_actions.follow.isEnabled()


def test_the_words_to_a_caller_out_of_view_leave_with_the_incident(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    pan(live, qtbot)
    live.show(state(2, fixes=(sighting(), sighting(2, latitude=39.83, longitude=-89.60))))
    assert live.run("document.querySelector('.astray').offsetParent !== null") is True
    live.show(state(3, incident=1045, fixes=()))
    assert live.run("document.querySelector('.astray').offsetParent === null") is True


def test_a_first_fix_is_fitted_unless_the_operator_has_looked_elsewhere(live: LivePane, qtbot: QtBot) -> None:
    live.show(state(fixes=()))
    pan(live, qtbot)
    centre = live.run("consoleMap.map.getCenter().lng")
    live.show(state(2))
    assert live.run("consoleMap.map.getCenter().lng") == centre
    live.show(state(3, incident=1045, fixes=()))
    live.show(state(4, incident=1045))
    zoom = live.run("consoleMap.map.getZoom()")
    assert zoom > 14
    live.show(state(5, incident=1045, fixes=(sighting(), sighting(2, uncertainty_m=4_000))))
    assert live.run("consoleMap.map.getZoom()") == zoom


@pytest.mark.parametrize(
    ("uncertainty", "badge"),
    [(42.0, ""), (50.0, ""), (120.0, "\u25c6 rough: over 50 m"), (900.0, "\u25c6 very rough: over 300 m"), (None, "")],
)
def test_a_rough_fix_wears_a_badge(live: LivePane, uncertainty: float | None, badge: str) -> None:
    live.show(state(fixes=(sighting(uncertainty_m=uncertainty),)))
    assert live.run("document.querySelector('.badge').textContent") == badge


def test_the_plate_stays_inside_a_narrow_map_when_its_words_grow(live: LivePane, qtbot: QtBot) -> None:
    live.pane.resize(300, 500)
    qtbot.waitUntil(lambda: live.run("innerWidth") == 300)
    live.show(state(fixes=(sighting(uncertainty_m=None, fixed_at=None),)))
    inside = "(() => { const r = document.querySelector('.plate.fix').getBoundingClientRect();"
    inside += " return r.left >= 0 && r.right <= innerWidth })()"
    qtbot.waitUntil(lambda: live.run(inside) is True)
    live.pane.tick(NOW + 360_000_000)
    qtbot.waitUntil(lambda: "received 100 h ago" in live.run("document.querySelector('.plate.fix').innerText"))
    qtbot.waitUntil(lambda: live.run(inside) is True)


def test_layers_units_and_the_pointers_notation(live: LivePane, qtbot: QtBot) -> None:
    live.pane.wear(MapLook(units=Units.IMPERIAL, notation=Notation.USNG, hidden=frozenset({Layer.OTHERS, Layer.INSET})))
    placed = live.show(state(pins=pins(3)))
    assert placed["pins"] == []
    assert live.run("document.querySelector('.inset').hidden") is True
    assert live.run("document.querySelector('.scale .length').textContent").endswith(("ft", "mi"))
    assert live.run("document.querySelector('.north').textContent") == "\u2191 N"
    QTest.mouseMove(touched(live), QPoint(200, 400))
    qtbot.waitUntil(lambda: live.run("document.querySelector('.cursor').textContent").startswith("cursor 16S BK "))


def test_a_place_is_looked_at_and_marked(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    live.pane.go_to(39.85, -89.6)
    qtbot.waitUntil(lambda: (live.placed().get("mark") or {}).get("room") is not None)
    assert not live.pane.map_actions.follow.isChecked()
    assert live.run("consoleMap.scene.mark.text") == "39.850000, \u221289.600000"


def test_a_base_map_file_is_dropped_on_the_map(live: LivePane, qtbot: QtBot) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl("file:///maps/streets.pmtiles")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy, here = Qt.DropAction.CopyAction, QPoint(50, 300)
    entered = QDragEnterEvent(here, copy, dragged, left, none)
    QApplication.sendEvent(live.pane, entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(live.pane.file_dropped) as dropped:
        QApplication.sendEvent(live.pane, QDropEvent(here.toPointF(), copy, dragged, left, none))
    assert dropped.args == ["/maps/streets.pmtiles"]
