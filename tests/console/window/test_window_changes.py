"""A change is shown where it belongs and nowhere else."""

import typing

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.console.map.state import MapState
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.scenes import Scene


class Paints(QObject):
    """Counts the paints of a widget, and remembers how high the painted area was at most."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() is QEvent.Type.Paint:
            self.heights.append(typing.cast("typing.Any", event).region().boundingRect().height())
        return False


def moved(scene: Scene, number: int, latitude: float) -> None:
    """A caller has moved."""
    fix = scene.fix(number, 0, latitude, -89.6, source="lei")
    scene.watch.take([fix], scene.pulse(), caught_up=True)


def settle() -> None:
    """Let everything be painted that waits for it."""
    for _ in range(5):
        QCoreApplication.processEvents()


def quiet_window(opened: Open, scene: Scene) -> MainWindow:
    """A window that shows 1044 and whose seconds don't pass."""
    window = opened(scene)
    window.ticker.stop()
    window.queue.view.select(1044)
    settle()
    return window


def test_a_moved_caller_repaints_one_row_and_no_other_incident(opened: Open) -> None:
    scene = scenes.flood()
    window = quiet_window(opened, scene)
    moved(scene, 1042, 39.61)
    settle()
    centre, rows, strip = (Paints(one) for one in (window.centre.incident, window.queue.view.viewport(), window.strip))
    changed: list[int] = []
    window.queue.model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    moved(scene, 1042, 39.62)
    settle()
    row = window.queue.model.row_of_number(1042)
    assert row is not None
    assert changed == [row]
    assert rows.heights == [window.queue.view.visualRect(window.queue.model.index(row)).height()]
    assert centre.heights == []
    assert strip.heights == []
    moved(scene, 1044, 39.63)
    settle()
    assert centre.heights


def test_the_map_is_sent_what_it_shows(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scenes.flood()
    window = quiet_window(opened, scene)
    states: list[MapState] = []
    monkeypatch.setattr(window.map_pane, "show_state", states.append)
    scene.watch.take([scene.note(1042, 0, "M. Okafor", "hello")], scene.pulse(), caught_up=True)
    assert states == []
    before = {pin.incident: pin for pin in window_pins(window, states)}
    moved(scene, 1042, 39.62)
    after = {pin.incident: pin for pin in states[-1].pins}
    assert after[1042].latitude == 39.62
    assert {number for number in after if after[number] != before.get(number)} == {1042}
    scene.watch.take([scene.close(1042, 0, "J. Tran", "TEST")], scene.pulse(), caught_up=True)
    assert 1042 not in {pin.incident for pin in states[-1].pins}


def window_pins(window: MainWindow, states: list[MapState]) -> tuple[typing.Any, ...]:
    """The pins of a state that holds everything."""
    window.refresh_book()
    return states.pop().pins


def test_counts_chips_and_order_follow_what_is_named(opened: Open) -> None:
    scene = scenes.flood()
    window = quiet_window(opened, scene)
    watch, queue = scene.watch, window.queue
    watch.take([scene.acknowledge(1047, 0, "J. Tran")], scene.pulse(), caught_up=True)
    watch.take([scene.share(1061, "+12175550161", 0)], scene.pulse(), caught_up=True)
    watch.take([scene.close(1039, 0, "J. Tran", "TEST")], scene.pulse(), caught_up=True)
    kept = queue.model.numbers
    said = [chip.accessibleName() for chip in queue._chips.values()], window.strip._counts.accessibleName()
    window.refresh_book()
    window.refresh_general()
    assert queue.model.numbers == kept
    assert kept[0] == 1061
    assert 1039 not in kept
    assert said == ([chip.accessibleName() for chip in queue._chips.values()], window.strip._counts.accessibleName())


def test_a_projection_begun_anew_leaves_no_row(opened: Open) -> None:
    scene = scenes.flood()
    window = quiet_window(opened, scene)
    scene.watch.start_over()
    assert window.queue.model.numbers == []
    window.refresh_book()
    assert window.queue.model.rowCount() == 0


def test_another_operator_has_other_incidents(opened: Open) -> None:
    scene = scenes.flood()
    window = quiet_window(opened, scene)
    mine = window.queue._chips[next(one for one in window.queue._chips if one.value == "mine")]
    before = mine.accessibleName()
    scene.watch.sign_on("Nobody")
    moved(scene, 1042, 39.62)
    assert (before, mine.accessibleName()) == ("Mine 2", "Mine 0")
