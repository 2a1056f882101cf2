import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.console.shortcuts.actions import Action
from app.console.window.panes import WINDOW_ACTIONS, Pane
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import SMALL, settle
from tests.shots.trigger_seat import TriggerSeat
from tests.shots.triggers import seat

BESIDE = (Pane.QUEUE, Pane.INCIDENT, Pane.MAP)


def part(window: MainWindow, pane: Pane) -> QWidget:
    return {Pane.QUEUE: window.queue, Pane.INCIDENT: window.centre, Pane.MAP: window.map_pane}[pane]


@pytest.mark.parametrize("pane", BESIDE)
def test_a_pane_goes_into_its_window_and_back_by_the_same_key(opened: Open, pane: Pane) -> None:
    window = opened(scenes.flood())
    before = [part(window, one).width() for one in BESIDE]
    action = window.actions_.at(WINDOW_ACTIONS[pane])
    action.trigger()
    own = window.panes.window_of(pane)
    assert own.isVisible()
    assert part(window, pane).window() is own
    assert part(window, pane).isVisible()
    action.trigger()
    settle()
    assert not own.isVisible()
    assert part(window, pane).window() is window
    assert [part(window, one).width() for one in BESIDE] == before


@pytest.mark.parametrize("pane", BESIDE)
def test_closing_its_window_puts_a_pane_back_and_esc_does_not(opened: Open, pane: Pane) -> None:
    window = opened(scenes.flood())
    window.panes.take_out(pane)
    own = window.panes.window_of(pane)
    QTest.keyClick(own, Qt.Key.Key_Escape)
    assert own.isVisible()
    own.close()
    assert window.panes.out == frozenset()
    assert part(window, pane).window() is window
    assert window.isVisible()


def test_the_room_of_a_pane_that_is_away_goes_to_the_incident(opened: Open) -> None:
    window = opened(scenes.flood())
    queue, incident = window.queue.width(), window.centre.width()
    window.panes.take_out(Pane.MAP)
    settle()
    assert window.queue.width() == queue
    assert window.centre.width() > incident + 600
    window.panes.take_out(Pane.QUEUE)
    settle()
    assert window.centre.width() == window.width()


def test_an_empty_window_says_so_and_has_a_way_back(opened: Open) -> None:
    window = opened(scenes.flood())
    for pane in BESIDE:
        window.panes.take_out(pane)
    settle()
    assert window.split._away.isVisible()
    window.actions_.at(Action.SINGLE_SCREEN).trigger()
    window.split.all_wanted.emit()
    assert window.panes.out == frozenset()
    assert not window.split._away.isVisible()


def test_a_pane_window_never_passes_for_production_and_tells_of_a_lost_station(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    window.panes.take_out(Pane.MAP)
    own = window.panes.window_of(Pane.MAP)
    assert own._stripe.isVisible()
    assert "SIMULATOR" in own._plate.accessibleName()
    assert not own._alarm.isVisible()
    scene.pass_time(17_000)
    window.tick()
    assert own._alarm.isVisible()
    assert "STATION LOST" in own._alarm.accessibleName()


def test_production_wears_no_stripe(opened: Open) -> None:
    window = opened(scenes.flood("production"))
    window.panes.take_out(Pane.QUEUE)
    assert not window.panes.window_of(Pane.QUEUE)._stripe.isVisible()


def test_keys_work_in_a_window_of_their_own(opened: Open) -> None:
    window = opened(scenes.flood())
    window.panes.take_out(Pane.QUEUE)
    own = window.panes.window_of(Pane.QUEUE)
    own.activateWindow()
    assert QTest.qWaitForWindowActive(own)
    fired: list[str] = []
    window.actions_.at(Action.ACKNOWLEDGE).triggered.connect(lambda: fired.append("A"))
    window.actions_.at(Action.TAKE_NEXT).triggered.connect(lambda: fired.append("F2"))
    window.queue.view.setFocus()
    QTest.keyClick(window.queue.view, Qt.Key.Key_A)
    QTest.keyClick(own, Qt.Key.Key_F2)
    assert fired == ["A", "F2"]


def test_going_to_a_pane_goes_to_its_window(opened: Open) -> None:
    window = opened(scenes.flood())
    window.panes.take_out(Pane.QUEUE)
    own = window.panes.window_of(Pane.QUEUE)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.go_to(Pane.QUEUE)
    assert QTest.qWaitForWindowActive(own)
    assert own.focusWidget() is window.queue.view
    window.panes.bring(Pane.INCIDENT)
    assert QTest.qWaitForWindowActive(window)


def test_the_maps_window_carries_the_queue(opened: Open) -> None:
    window = opened(scenes.flood())
    window.panes.take_out(Pane.MAP)
    own = window.panes.window_of(Pane.MAP)
    own.resize(900, 800)
    settle()
    strip = next(one for one in own.findChildren(QWidget) if one.accessibleName() == "Queue strip")
    assert strip.isVisible()
    strip.setCurrentIndex(strip.model().index(3))  # type: ignore[attr-defined]  # a list
    assert window.number == window.queue.model.numbers[3]
    own.resize(900, 420)
    settle()
    assert not strip.isVisible()


@pytest.fixture
def drawn(opened: Open) -> TriggerSeat:
    scene = scenes.flood()
    return seat(opened(scene, SMALL), scene)


def test_the_drawer_opens_at_the_foot_or_in_its_own_window(drawn: TriggerSeat) -> None:
    panes = drawn.window.panes
    drawn.triggering.open_form(1044)
    settle()
    assert drawn.drawer.window() is drawn.window
    panes.toggle(Pane.TRIGGER)
    own = panes.window_of(Pane.TRIGGER)
    assert own.isVisible()
    assert drawn.drawer.window() is own
    assert drawn.window.centre.isVisible()
    drawn.drawer.left.emit()
    assert not own.isVisible()
    assert not panes.drawer_open
    drawn.window.actions_.at(Action.TRIGGER).trigger()
    assert own.isVisible()
    own.close()
    assert drawn.drawer.window() is drawn.window
    assert drawn.drawer.isVisible()


def test_the_drawers_window_opens_with_the_drawer_in_it(drawn: TriggerSeat) -> None:
    drawn.window.actions_.at(Action.TRIGGER_WINDOW).trigger()
    assert drawn.window.panes.window_of(Pane.TRIGGER).isVisible()
    assert drawn.window.panes.drawer_open
    drawn.window.actions_.at(Action.TRIGGER).trigger()
    assert drawn.window.panes.drawer_open
