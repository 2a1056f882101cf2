from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.console.queue.pane import FloodBanner, QueuePane
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button, Chip
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import settle


def crowd() -> scenes.Scene:
    """Fourteen shares in ten minutes."""
    scene = scenes.Scene()
    for place in range(14):
        scene.share(1100 + place, f"+121755501{place:02}", (14 - place) * 20_000)
    return scene


def test_a_search_says_what_it_hides_and_keeps_the_new_one(opened: Open) -> None:
    window = opened(scenes.flood())
    window.queue.search()
    field = window.queue.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "millbrook")
    assert window.queue.model.numbers == [1047, 1043]
    said = [label.whole_text() for label in window.queue.findChildren(PlainLabel) if label.isVisible()]
    assert "4 hidden by search or filter" in said


def test_chips_choose_one_another_off(opened: Open) -> None:
    window = opened(scenes.flood())
    chips = {chip.accessibleName(): chip for chip in window.queue.findChildren(Chip)}
    QTest.mouseClick(chips["Mine 2"], Qt.MouseButton.LeftButton)
    assert window.queue.model.numbers == [1047, 1042, 1044]
    assert [chip.isChecked() for chip in chips.values()] == [False, True, False, False]


def test_take_next_can_be_clicked_only_when_something_rings(opened: Open) -> None:
    quiet, ringing = opened(scenes.one(acknowledged=True)), opened(scenes.one())
    assert not _take_next(quiet.queue).isEnabled()
    assert _take_next(ringing.queue).isEnabled()


def _take_next(pane: QueuePane) -> Button:
    return next(button for button in pane.findChildren(Button) if button.accessibleName() == "Take next")


def test_a_flood_has_a_banner(opened: Open) -> None:
    window = opened(crowd())
    banner = window.queue.findChild(FloodBanner)
    assert isinstance(banner, FloodBanner)
    assert banner.isVisible()
    assert banner.accessibleName() == "Flood: 14 alarms in 10 min"


def test_scroll_stays_on_the_same_incident(opened: Open) -> None:
    scene = crowd()
    window = opened(scene, (1280, 800))
    view = window.queue.view
    view.verticalScrollBar().setValue(300)
    top = view.indexAt(view.rect().topLeft()).row()
    number = window.queue.model.numbers[top]
    scene.watch.take([scene.acknowledge(1100, 0, "J. Tran")], scene.pulse(), caught_up=True)
    settle()
    assert window.queue.model.numbers[view.indexAt(view.rect().topLeft()).row()] == number


def test_steps_stop_at_the_ends(opened: Open) -> None:
    window = opened(scenes.flood())
    view = window.queue.view
    view.step(-1)
    assert window.number == 1047
    view.step(2)
    assert window.number == 1043
    view.step(99)
    assert window.number == 1044


def test_only_new_rows_blink(opened: Open) -> None:
    window = opened(scenes.flood())
    window.queue.view.blink(bright=False)
    assert window.queue.view.grab().toImage() != _bright(window)


def _bright(window: MainWindow) -> QImage:
    window.queue.view.blink(bright=True)
    return window.queue.view.grab().toImage()


def test_where_nothing_may_blink_a_ring_stands(opened: Open, theme: Theme) -> None:
    window = opened(scenes.flood())
    blinking = _bright(window)
    theme.reduce_motion(reduced=True)
    assert _bright(window) != blinking
