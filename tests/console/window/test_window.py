from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.console.incident.pane import Tab
from app.console.shortcuts.actions import Action
from app.console.theme.theme import Choice, Theme
from app.domain.incident.events import IncidentReopened
from tests.console.conftest import Open
from tests.shots import drawing, scenes
from tests.shots.drawing import SHOTS, Shot


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_every_state_is_drawn_at_its_size(theme: Theme, shot: Shot, tmp_path: Path) -> None:
    path = drawing.draw(theme, shot, Choice.DARK, tmp_path, tmp_path)
    assert path.stat().st_size > 5_000


def test_the_most_urgent_opens_by_itself_when_nothing_is_shown(opened: Open) -> None:
    assert opened(scenes.flood()).number == 1047


def test_nothing_jumps_when_a_share_arrives(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    window.queue.view.select(1042)
    arrived = scene.share(1060, "+12175550160", 0)
    scene.watch.take([arrived], scene.pulse(), caught_up=True)
    assert window.queue.model.numbers[:2] == [1047, 1060]
    assert window.number == 1042
    assert window.queue.view.selected() == 1042


def test_a_closed_incident_stays_in_sight(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    window.queue.view.select(1042)
    scene.watch.take([scene.close(1042, 0, "M. Okafor", "CALLER_SAFE")], scene.pulse(), caught_up=True)
    assert 1042 not in window.queue.model.numbers
    assert window.number == 1042


def test_a_lost_station_is_said_everywhere_that_ages(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    scene.pass_time(17_000)
    window.tick()
    said = [lamp.name for lamp in window.strip.lamps if lamp.state.value == "down"]
    assert said == ["station", "sound"]
    assert "0:17 old" in window.queue._count.whole_text()
    scene.watch.take([], scene.pulse(), caught_up=True)
    window.tick()
    assert "old" not in window.queue._count.whole_text()


def test_keys_work_in_the_queue_and_not_in_a_field(opened: Open) -> None:
    window = opened(scenes.flood())
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.queue.view.select(1047)
    window.queue.view.setFocus()
    fired: list[str] = []
    window.actions_.at(Action.ACKNOWLEDGE).triggered.connect(lambda: fired.append("A"))
    QTest.keyClick(window.queue.view, Qt.Key.Key_A)
    window.centre.incident.open_tab(Tab.TIMELINE)
    field = window.centre.incident.timeline.note.field
    field.setFocus()
    QApplication.sendPostedEvents()
    QTest.keyClicks(field, "a note")
    assert fired == ["A"]
    assert field.toPlainText() == "a note"


def test_a_reopened_incident_is_selected_again(opened: Open) -> None:
    scene = scenes.flood()
    window = opened(scene)
    window.queue.view.select(1042)
    scene.watch.take([scene.close(1042, 0, "M. Okafor", "CALLER_SAFE")], scene.pulse(), caught_up=True)
    assert window.queue.view.selected() is None
    scene.watch.take([scene.event(1042, 0, IncidentReopened(text=""), "M. Okafor")], scene.pulse(), caught_up=True)
    assert window.queue.view.selected() == 1042


def test_esc_leaves_a_field_for_the_queue(opened: Open) -> None:
    window = opened(scenes.flood())
    window.activateWindow()
    for field in (window.queue._search, window.centre.incident.timeline.note.field):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert window.focusWidget() is window.queue.view
