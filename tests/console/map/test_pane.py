"""The living map: what is shown is placed, the operator's pan is kept, and a dead renderer comes back."""

import math
import os
import signal
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.console.map.gazetteer import Gazetteer
from app.console.map.pane import MapPane, TextMap
from app.console.map.state import View
from app.console.theme.theme import Choice, Theme
from app.console.widgets.buttons import Button
from app.domain.location.fix import Box
from tests.console.map.conftest import RESOURCES, LivePane, close
from tests.console.map.states import BOX, NOW, pins, sighting, state

Announce = Callable[[str], None]

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns about the missing GPU while the first view starts


def touched(live: LivePane) -> QWidget:
    """The widget inside the web view that takes mouse and keys."""
    assert live.pane.web is not None
    surface = live.pane.web.view.focusProxy()
    assert surface is not None
    return surface


def middle(live: LivePane) -> tuple[float, float]:
    size = live.pane.size()
    return size.width() / 2, size.height() / 2


def test_a_fix_is_placed_in_the_middle_with_its_circle(live: LivePane) -> None:
    placed = live.show(state())
    x, y = middle(live)
    assert math.hypot(placed["fix"]["x"] - x, placed["fix"]["y"] - y) < 2
    assert placed["fix"]["radius"] > 16
    assert placed["county"] == "Sangamon County, Illinois"
    assert placed["near"][0]["text"] == "1.3 km ENE of Springfield"


def test_page_and_words_name_the_same_place(live: LivePane) -> None:
    gazetteer = Gazetteer(RESOURCES / "places.json")
    for latitude, longitude in [(39.28527, -76.61247), (47.6, -122.33), (25.76, -80.19), (64.84, -147.72)]:
        place = gazetteer.nearest(latitude, longitude)
        assert place is not None
        assert live.run(f"consoleMap.places.around({{lat: {latitude}, lon: {longitude}}})[0].name") == place.name


def test_the_map_is_painted_and_not_blank(live: LivePane) -> None:
    live.show(state())
    image = live.pane.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 12


def test_no_radius_no_circle_but_the_words(live: LivePane) -> None:
    placed = live.show(state(fixes=(sighting(uncertainty_m=None, fixed_at=None),)))
    assert placed["fix"]["radius"] == 0
    plate = live.run("document.querySelector('.plate.fix').textContent")
    assert "accuracy not stated" in plate
    assert "time not stated, received 11 s ago" in plate


def test_the_plate_counts_with_the_consoles_clock(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    live.pane.tick(NOW + 30_000)
    told = "±42 m · 42 s old\n39.806413, \u221289.629874"
    qtbot.waitUntil(lambda: live.run("document.querySelector('.plate.fix').innerText") == told)
    live.show(msgspec.structs.replace(state(2), now=NOW + 150_000))
    assert live.run("document.querySelector('.plate.fix .strong').innerText") == "±42 m · 2 min old"


def test_a_box_across_the_antimeridian_is_one_narrow_box(live: LivePane) -> None:
    box = Box(south=51, west=178.5, north=53, east=-178)
    live.show(state(fixes=(sighting(latitude=51.9, longitude=179.9, uncertainty_m=900),), box=box))
    live.pane.map_actions.fit_box.trigger()
    placed = live.show(state(2, fixes=(sighting(latitude=51.9, longitude=179.9, uncertainty_m=900),), box=box))
    width, x = placed["box"]["width"], placed["box"]["x"]
    assert 100 < width < live.pane.width()
    assert x < placed["fix"]["x"] < x + width


def test_a_trail_across_the_antimeridian_is_short(live: LivePane) -> None:
    fixes = (sighting(1, latitude=51.9, longitude=179.99), sighting(2, latitude=51.9, longitude=-179.99))
    placed = live.show(state(fixes=fixes))
    assert 10 < placed["fix"]["x"] - placed["trail"][0]["x"] < 3000


def test_other_incidents_are_pins_and_a_click_selects_one(live: LivePane, qtbot: QtBot) -> None:
    live.show(state(pins=pins(1)))
    live.pane.map_actions.follow.trigger()
    live.pane.look_at(View(pins(1)[0].latitude, pins(1)[0].longitude, 14))
    placed = live.show(state(2, pins=pins(1)))
    assert [pin["incident"] for pin in placed["pins"]] == [2000]
    spot = QPoint(round(placed["pins"][0]["x"]), round(placed["pins"][0]["y"]))
    surface = touched(live)
    with qtbot.waitSignal(live.pane.incident_clicked) as clicked:
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=spot)
    assert clicked.args == [2000]


def test_a_moving_caller_is_kept_in_the_middle_60_percent(live: LivePane) -> None:
    live.show(state())
    fixes = (sighting(), sighting(2, latitude=39.83))
    placed = live.show(state(2, fixes=fixes))
    assert placed["fix"]["y"] == pytest.approx(live.pane.height() * 0.2, abs=2)


def test_a_pan_switches_follow_off_and_is_never_undone(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    assert live.pane.map_actions.follow.isChecked()
    surface = touched(live)
    surface.setFocus()
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(300, 700))
    with qtbot.waitSignals([live.pane.map_actions.follow.toggled, live.pane.view_changed]):
        QTest.keyClick(surface, Qt.Key.Key_Right)
    assert not live.pane.map_actions.follow.isChecked()
    before = live.run("consoleMap.map.getCenter().lng")
    live.show(state(2, fixes=(sighting(), sighting(2, latitude=39.83))))
    assert live.run("consoleMap.map.getCenter().lng") == before
    live.show(state(3, incident=1045, fixes=(sighting(3, latitude=41.0),)))
    assert live.pane.map_actions.follow.isChecked()


def test_follow_switched_off_by_hand_stays_off(live: LivePane) -> None:
    live.show(state())
    live.pane.map_actions.follow.trigger()
    live.show(state(2, incident=1045, fixes=(sighting(3, latitude=41.0),)))
    assert not live.pane.map_actions.follow.isChecked()


def test_zooming_by_its_actions(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    before = live.run("consoleMap.map.getZoom()")
    live.pane.map_actions.zoom_out.trigger()
    qtbot.waitUntil(lambda: live.run("consoleMap.map.getZoom()") < before)
    live.pane.map_actions.zoom_in.trigger()
    live.pane.map_actions.fit_fix.trigger()
    qtbot.waitUntil(lambda: live.run("consoleMap.map.getZoom()") == before)


def test_nothing_outside_is_ever_asked_for(live: LivePane) -> None:
    live.show(state(box=BOX, pins=pins(3)))
    assert live.pane.web is not None
    assert live.pane.web.refuser.refused == []
    assert live.pane.web.refuser.served > 10


@pytest.mark.parametrize("address", ["https://example.org/x", "file:///etc/hostname", "console://other/map.html"])
def test_the_page_cannot_reach_anything_else(live: LivePane, qtbot: QtBot, expect_log: Announce, address: str) -> None:
    expect_log(f"Refused to connect to '{address}'")
    expect_log(f"Fetch API cannot load {address}")
    assert fetched(live, qtbot, address) == "refused"


@pytest.mark.parametrize("path", ["../secret", "%2e%2e/secret", "map.html/../../secret", "", "console_map.js/"])
def test_no_path_leads_out_of_the_table(live: LivePane, qtbot: QtBot, path: str) -> None:
    assert fetched(live, qtbot, f"console://app/{path}") == "refused"


def fetched(live: LivePane, qtbot: QtBot, address: str) -> str:
    ends = "(got) => window.tried = got.ok ? 'reached' : 'refused', () => window.tried = 'refused'"
    live.run(f"window.tried = void fetch('{address}').then({ends})")
    qtbot.waitUntil(lambda: live.run("window.tried") is not None)
    return str(live.run("window.tried"))


@pytest.mark.parametrize("script", ["location = 'https://example.org/'", "location = 'console://app/console_map.js'"])
def test_the_page_cannot_be_led_away(live: LivePane, script: str) -> None:
    live.run(script)
    assert live.show(state(9))["number"] == 9


def test_a_hostile_name_stays_text(live: LivePane) -> None:
    live.show(state(box=BOX, untrusted_box_name="<img src=x onerror=\"document.title='owned'\">"))
    assert live.run("document.images.length") == 0
    assert live.run("document.title") != "owned"


def test_a_killed_renderer_comes_back_with_everything(live: LivePane, qtbot: QtBot, expect_log: Announce) -> None:
    expect_log("map render process ended, restart 1 of 3")
    live.show(state(box=BOX, pins=pins(3)))
    live.pane.look_at(View(39.9, -89.7, 11))
    assert live.pane.web is not None
    with qtbot.waitSignal(live.pane.painted, timeout=20_000):  # a new process, as at the start
        os.kill(live.pane.web.page.renderProcessPid(), signal.SIGTERM)
    placed = live.placed()
    assert placed["box"] is not None
    assert len(placed["pins"]) == 3
    assert live.run("consoleMap.map.getZoom()") == 11


def test_without_a_map_the_coordinates_stand_as_text(
    qtbot: QtBot, theme: Theme, tmp_path: Path, expect_log: Announce
) -> None:
    expect_log("map failed")
    pane = MapPane(theme, RESOURCES, tmp_path, builder=(str(tmp_path / "no-such-program"),))
    qtbot.addWidget(pane)
    pane.show_state(state())
    text = pane.findChild(TextMap)
    assert isinstance(text, TextMap)
    shown = [label.text() for label in text.findChildren(QLabel)]
    assert shown == ["The map is starting.", "39.806413, \u221289.629874  ±42 m"]
    with qtbot.waitSignal(pane.failed):
        pane.start()
    assert text.findChildren(QLabel)[0].text().startswith("There is no map: ")
    assert text.findChildren(QLabel)[1].text().startswith("39.806413")
    with qtbot.waitSignal(pane.failed):
        text.findChildren(Button)[0].click()
    close(pane)


def test_another_theme_and_text_size_reach_the_page(live: LivePane, theme: Theme, qtbot: QtBot) -> None:
    live.show(state())
    theme.choose(Choice.DARK)
    qtbot.waitUntil(lambda: live.run("consoleMap.colours.land") == theme.tokens.land.name())
    theme.resize_text(2.0)
    qtbot.waitUntil(lambda: live.run("innerWidth") == live.pane.width() / 2)


def test_the_keys_work_while_the_map_has_the_focus(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    live.pane.map_actions.fit_fix.setShortcut("Z")
    live.pane.addAction(live.pane.map_actions.fit_fix)
    surface = touched(live)
    surface.setFocus()
    with qtbot.waitSignal(live.pane.map_actions.fit_fix.triggered):
        QTest.keyClick(surface, Qt.Key.Key_Z)


@pytest.mark.parametrize(
    ("latitude", "longitude", "county"),
    [
        (37.7793, -122.4193, "San Francisco County, California"),
        (29.9511, -90.0715, "Orleans Parish, Louisiana"),
        (21.3069, -157.8583, "Honolulu County, Hawaii"),
        (51.88, -176.65, "Aleutians West Census Area, Alaska"),
        (41.7658, -72.6734, "Connecticut"),
        (43.5, -87.0, None),
        (51.5, -0.12, None),
    ],
)
def test_the_county_around_a_place(live: LivePane, latitude: float, longitude: float, county: str | None) -> None:
    assert live.run(f"consoleMap.basemap.countyAt({latitude}, {longitude}) ?? null") == county


def test_focus_on_the_pane_reaches_the_map_and_its_arrow_keys(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    live.pane.activateWindow()
    live.pane.setFocus()
    qtbot.waitUntil(lambda: live.run("document.activeElement.className.includes('folium-map')"))
    with qtbot.waitSignal(live.pane.view_changed):
        QTest.keyClick(touched(live), Qt.Key.Key_Up)


def test_a_caller_out_of_view_is_pointed_at(live: LivePane) -> None:
    live.show(state())
    live.pane.map_actions.follow.trigger()
    live.pane.look_at(View(39.75, -89.5, 13))
    placed = live.show(state(2))
    assert placed["astray"]["text"] == "caller 13 km WNW of here"
    assert live.run("document.querySelector('.plate.fix').hidden") is True


def test_the_map_moves_into_another_window_and_back_with_everything_on_it(live: LivePane, qtbot: QtBot) -> None:
    live.show(state())
    home, other = live.pane, QWidget()
    column = QVBoxLayout(other)
    column.setContentsMargins(0, 0, 0, 0)
    other.resize(900, 700)
    other.show()
    for number, holder in ((2, other), (3, None)):
        if holder is not None:
            column.addWidget(home)
        else:
            home.setParent(None)
            home.resize(760, 900)
        home.show()
        assert live.show(state(number))["number"] == number
        qtbot.waitUntil(lambda: len(colours(home)) > 20)
    other.deleteLater()


def colours(widget: QWidget) -> set[int]:
    """The colours on a grid of points of what is really drawn."""
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 6) for y in range(0, image.height(), 6)}
