import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from app.console.incident.header import Header
from app.console.incident.pane import IncidentPane, Tab, TabBar
from app.console.incident.timeline.view import TimelineView
from app.console.map.gazetteer import Gazetteer
from app.console.theme.text import PlainLabel
from app.console.widgets.buttons import Button, Chip
from app.console.widgets.text import Prose
from app.core import paths
from tests.console.conftest import Open
from tests.shots import drawing, scenes, work_scenes


def button(pane: QWidget, name: str) -> Button:
    return next(one for one in pane.findChildren(Button) if one.accessibleName() == name and one.isVisible())


def said(pane: QWidget) -> list[str]:
    return [label.whole_text() for label in pane.findChildren(PlainLabel) if label.isVisible()]


def pane_of(opened: Open, scene: scenes.Scene, number: int, tab: Tab = Tab.SUMMARY) -> IncidentPane:
    window = opened(scene)
    window.queue.view.select(number)
    window.centre.incident.open_tab(tab)
    return window.centre.incident


def test_however_long_an_ecc_calls_itself_the_number_is_never_cut(opened: Open) -> None:
    scene = scenes.one()
    window = opened(scene)
    window.resize(1920, 1080)  # wide enough for number and ECC side by side
    window.queue.view.select(1044)
    incident = scene.watch.incident(1044)
    assert incident is not None
    header = window.centre.incident.findChild(Header)
    assert header is not None
    long = msgspec.structs.replace(incident.shares[0], ecc="Office of Everything " * 40)
    header.show_incident(msgspec.structs.replace(incident, shares=(long,)))
    drawing.settle()
    (phone,) = (one for one in header.findChildren(PlainLabel) if "555-0143" in one.whole_text())
    assert phone.text() == phone.whole_text()


def test_phone_and_coordinates_are_copied_in_plain_ascii(opened: Open) -> None:
    pane = pane_of(opened, scenes.flood(), 1044)
    copied: list[str] = []
    pane.copied.connect(copied.append)
    for name in ("Copy phone number", "Copy DD", "Copy DMS", "Copy USNG", "Copy sentence"):
        QTest.mouseClick(button(pane, name), Qt.MouseButton.LeftButton)
    pane.copy_coordinates()
    assert copied[0] == "+12175550143"
    assert copied[1] == copied[5] == "39.806413, -89.629874"
    assert copied[2].isascii()
    assert copied[3] == "16S BK 74867 09580"
    assert copied[4].startswith("Inside the IL_0142 box. ±42 m, confidence not stated.")


def test_all_formats_can_be_shown(opened: Open) -> None:
    pane = pane_of(opened, scenes.flood(), 1044)
    assert "UTM" not in said(pane)
    QTest.mouseClick(button(pane, "All formats"), Qt.MouseButton.LeftButton)
    assert "UTM" in said(pane)
    QTest.mouseClick(button(pane, "Fewer formats"), Qt.MouseButton.LeftButton)
    assert "UTM" not in said(pane)


def test_the_nearest_place_is_named_once_the_gazetteer_is_there(opened: Open) -> None:
    pane = pane_of(opened, scenes.flood(), 1044)
    pane.summary.use(Gazetteer(paths.resources() / "map" / "places.json"))
    pane.open_tab(Tab.SUMMARY)
    sentence = pane.summary.findChild(Prose)
    assert isinstance(sentence, Prose)
    assert "Springfield" in sentence.whole_text


def test_without_a_location_it_says_what_to_do(opened: Open) -> None:
    scene = scenes.Scene()
    scene.share(1044, None, 9_000, warnings=("location_missing",), linked_to=1001, verified=False)
    pane = pane_of(opened, scene, 1044)
    words = " ".join(said(pane))
    assert "No phone number" in words
    assert "Same phone as incident 1001" in words
    assert "Signature not verified" in words
    sentence = pane.summary.findChild(Prose)
    assert isinstance(sentence, Prose)
    assert "Ask the ECC where the caller is." in sentence.whole_text


def test_supplemental_stays_in_sight_of_the_location(opened: Open) -> None:
    assert "Supplemental, does not replace ALI" in said(pane_of(opened, scenes.flood(), 1044))


def test_tabs_by_pointer_and_arrows(opened: Open) -> None:
    pane = pane_of(opened, scenes.flood(), 1044)
    tabs = pane.findChild(TabBar)
    assert isinstance(tabs, TabBar)
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert pane.tab is Tab.RAW
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    QTest.keyClick(tabs, Qt.Key.Key_A)
    assert pane.tab.name == "SUMMARY"
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(Tab.TIMELINE).center())
    assert pane.tab.name == "TIMELINE"


def test_timeline_chips_filter_and_new_lines_come_on_top(opened: Open) -> None:
    scene = scenes.flood()
    pane = pane_of(opened, scene, 1044, Tab.TIMELINE)
    view = pane.timeline.findChild(TimelineView)
    assert isinstance(view, TimelineView)
    assert view.model().rowCount() == 7
    chip = next(chip for chip in pane.timeline.findChildren(Chip) if chip.accessibleName().startswith("Notes"))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert view.model().rowCount() == 1
    scene.watch.take([scene.note(1044, 0, "J. Tran", "A new note")], scene.pulse(), caught_up=True)
    assert view.model().data(view.model().index(0, 0)) == "Note, A new note, J. Tran"
    scene.watch.take([scene.fix(1044, 0, 39.8, -89.6)], scene.pulse(), caught_up=True)
    assert view.model().rowCount() == 2


def test_raw_shows_each_share_without_its_token(opened: Open) -> None:
    scene = scenes.one(acknowledged=True)
    scene.share(1044, "+12175550143", 5_000, share="b" * 16, ecc=None, verified=False, untrusted_body="no json \x07")
    pane = pane_of(opened, scene, 1044, Tab.RAW)
    choice = pane.findChild(QComboBox)
    raw = next(one for one in pane.findChildren(QPlainTextEdit) if one.isReadOnly())
    assert isinstance(choice, QComboBox)
    assert "no json ⟨U+0007⟩" in raw.toPlainText()
    assert any("NOT verified" in words for words in said(pane))
    choice.setCurrentIndex(1)
    assert '"access_token": "[cut]"' in raw.toPlainText()
    assert "X-RapidSOS-Signature: 0f1e" in raw.toPlainText()


def test_what_an_incident_allows_is_offered(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    pane = window.centre.incident
    wanted: list[str] = []
    pane.acknowledge.connect(lambda: wanted.append("acknowledge"))
    pane.close_wanted.connect(lambda: wanted.append("close"))
    pane.reopen.connect(lambda: wanted.append("reopen"))
    window.queue.view.select(1047)
    QTest.mouseClick(button(pane, "Acknowledge"), Qt.MouseButton.LeftButton)
    assert not button(pane, "Close…").isEnabled()
    window.queue.view.select(1042)
    QTest.mouseClick(button(pane, "Close…"), Qt.MouseButton.LeftButton)
    scene.watch.take([scene.close(1042, 0, "M. Okafor", "TEST")], scene.pulse(), caught_up=True)
    QTest.mouseClick(button(pane, "Reopen"), Qt.MouseButton.LeftButton)
    assert wanted == ["acknowledge", "close", "reopen"]


def test_what_nobody_has_is_taken_by_one_key(opened: Open) -> None:
    window = opened(work_scenes.on_the_floor(), drawing.SMALL)
    window.queue.view.select(1039)
    pane = window.centre.incident
    assert button(pane, "Acknowledge").isVisible()
    assert not [one for one in pane.findChildren(Button) if one.accessibleName() == "Take it" and one.isVisible()]


def test_reopening_shows_its_own_key(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    window.queue.view.select(1042)
    scene.watch.take([scene.close(1042, 0, "M. Okafor", "TEST")], scene.pulse(), caught_up=True)
    reopen = [one.toolTip() for one in window.centre.incident.findChildren(Button) if one.accessibleName() == "Reopen"]
    assert len(reopen) == 2
    assert all("Shift+F8" in tip for tip in reopen)
