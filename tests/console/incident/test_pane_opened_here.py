"""An incident opened by a callflow shows what was sent, and nothing that only a share has."""

import pytest
from PySide6.QtWidgets import QWidget

from app.console.incident.clocks import ClocksCard
from app.console.incident.summary import SentCard, sent_lines, summary_text
from app.console.queue.row import AvailabilityStage, row_of
from app.console.theme.text import PlainLabel
from app.console.window.status_bar import Counting
from app.console.window.window import MainWindow
from app.domain.incident.events import IncidentOpened, LocationFixed, TriggerConfirmed
from tests.console.conftest import Open
from tests.shots.drawing import settle
from tests.shots.scenes import Scene
from tests.shots.trigger_seat import OPERATOR, PHONE, confirmed

NUMBER = 1051
AGO_MS = 540_000
"""A share of this age would be about to run out."""
PLACE = LocationFixed(share=None, latitude=39.80195, longitude=-89.63482, uncertainty_m=160.0, source="typed")


@pytest.fixture
def scene() -> Scene:
    """One incident that this center opened nine minutes ago by a callflow."""
    made = Scene()
    made.event(NUMBER, AGO_MS, IncidentOpened(phone=PHONE), OPERATOR)
    made.event(NUMBER, AGO_MS, PLACE, OPERATOR)
    made.event(NUMBER, AGO_MS, TriggerConfirmed(confirmed=confirmed()), OPERATOR)
    return made


@pytest.fixture
def window(opened: Open, scene: Scene) -> MainWindow:
    """The window with it selected."""
    there = opened(scene)
    there.queue.view.select(NUMBER)
    settle()
    return there


def words(of: QWidget) -> str:
    labels = [label for label in of.findChildren(PlainLabel) if label.isVisible()]
    return " | ".join(label.whole_text() for label in labels)


def test_it_was_not_shared_and_no_clock_of_a_feed_runs(window: MainWindow) -> None:
    said = words(window.centre.incident)
    assert "opened by this center" in said
    assert "shared" not in said
    (clocks,) = window.centre.incident.findChildren(ClocksCard)
    assert "nominal" not in clocks.accessibleName()
    assert "receipt" not in clocks.accessibleName()
    assert clocks.accessibleName().endswith("9:00 since opened")


def test_what_was_sent_is_shown(window: MainWindow) -> None:
    (card,) = window.centre.incident.findChildren(SentCard)
    assert card.isVisible()
    assert card.words.splitlines()[:3] == [
        "Full name: Rowan Testwell",
        "Phone number: 2175550143",
        "Make: Fictional Motors",
    ]
    assert "yped by an operator" in window.centre.incident.summary.sentence
    assert "M. Okafor" in words(window.centre.incident) or "you" in words(window.centre.incident)


def test_its_row_has_no_availability_and_it_is_not_counted_as_running_out(window: MainWindow, scene: Scene) -> None:
    assert window.isVisible()
    incident = scene.watch.book.incidents[NUMBER]
    row = row_of(incident, scene.watch)
    assert (row.availability.stage, row.left, row.waiting) == (AvailabilityStage.NONE, "", "9:00")
    assert row.owner
    assert Counting(scene.watch).look().expiring == 0


def test_what_is_copied_says_that_it_was_opened(window: MainWindow, scene: Scene) -> None:
    assert window.isVisible()
    incident = scene.watch.book.incidents[NUMBER]
    text = summary_text(incident, scene.watch, None, "")
    assert "Opened by this center: " in text
    assert "Shared" not in text


def test_a_shared_incident_shows_nothing_as_sent(opened: Open, scene: Scene) -> None:
    scene.share(1052, PHONE, 1_000)
    opened(scene)
    assert sent_lines(scene.watch.book.incidents[1052]) == []
