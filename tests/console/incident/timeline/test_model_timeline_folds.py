from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.console.incident.pane import Tab
from app.console.incident.timeline.model import TimelineModel, folded
from app.console.incident.timeline.text import TimelineEntry, entry
from app.console.incident.timeline.view import TimelineView
from app.domain.incident.events import FormSaved
from app.export.event_text import EventTopic
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import settle
from tests.shots.scenes import NOW, Scene

MINUTE = NOW % 60_000
"""Since the last whole minute."""


def busy() -> Scene:
    """Three fixes of one minute, one of the minute before, and a form that was kept four times."""
    scene = scenes.one(acknowledged=True)
    scene.fix(1044, MINUTE + 20_000, 39.801, -89.631, uncertainty_m=90.0, source="lei")
    for place, ago in enumerate((MINUTE - 1_000, MINUTE - 4_000, MINUTE - 9_000)):
        scene.fix(1044, ago, 39.802 + place / 1000, -89.63, uncertainty_m=40.0 - place, source="lei")
    for ago in (8_000, 6_000, 4_000, 2_000):
        scene.event(1044, ago, FormSaved(definition="vehicle_crash", answers="{}"), "M. Okafor")
    return scene


def lines_of(scene: Scene) -> list[TimelineEntry]:
    incident = scene.done().incident(1044)
    assert incident is not None
    return [entry(record) for record in reversed(incident.timeline)]


def test_fixes_of_a_minute_and_a_kept_form_are_one_line_each() -> None:
    lines = folded(lines_of(busy()))
    assert "Callflow form kept, 4 times" in lines[0].text
    assert lines[1].text.startswith("3 fixes in this minute, the last ±38 m")
    assert lines[2].text.startswith("±90 m")
    assert lines[2].folds is None


def test_an_open_fold_shows_its_lines_under_itself() -> None:
    all_lines = lines_of(busy())
    closed = folded(all_lines)
    key = closed[1].folds
    assert key is not None
    shown = folded(all_lines, {key})
    assert [one.folded_in for one in shown[1:6]] == [None, key, key, key, None]


def test_a_line_alone_is_itself() -> None:
    lines = lines_of(scenes.one())
    assert folded(lines) == lines


def test_a_newer_fix_joins_the_fold_that_is_open_and_nothing_below_moves(opened: Open) -> None:
    scene = busy()
    window = opened(scene)
    window.queue.view.select(1044)
    window.centre.incident.open_tab(Tab.TIMELINE)
    model = window.centre.incident.findChild(TimelineModel)
    assert isinstance(model, TimelineModel)
    rows = model.rowCount()
    model.toggle(0)
    assert model.rowCount() == rows + 4
    removed: list[int] = []
    model.rowsRemoved.connect(lambda _parent, first, last: removed.extend(range(first, last + 1)))
    kept = scene.event(1044, 0, FormSaved(definition="vehicle_crash", answers="{}"), "M. Okafor")
    scene.watch.take([kept], scene.pulse(), caught_up=True)
    settle()
    assert "5 times" in model.data(model.index(0))
    assert "open, Enter closes it" in model.data(model.index(0))
    assert model.rowCount() == rows + 5
    assert removed == [0]
    model.toggle(2)
    assert model.rowCount() == rows
    model.toggle(rows - 1)
    assert model.rowCount() == rows


def test_a_fold_opens_by_key_and_by_mouse(opened: Open) -> None:
    window = opened(busy())
    window.queue.view.select(1044)
    window.centre.incident.open_tab(Tab.TIMELINE)
    settle()
    view = window.centre.incident.findChild(TimelineView)
    assert isinstance(view, TimelineView)
    rows = view.model().rowCount()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.model().rowCount() == rows + 4
    QTest.keyClick(view, Qt.Key.Key_Down)
    middle = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle.x(), middle.y()))
    assert view.model().rowCount() == rows


def test_chips_choose_before_lines_fold(opened: Open) -> None:
    window = opened(busy())
    window.queue.view.select(1044)
    window.centre.incident.open_tab(Tab.TIMELINE)
    model = window.centre.incident.findChild(TimelineModel)
    assert isinstance(model, TimelineModel)
    model.choose(EventTopic.LOCATION)
    assert model.rowCount() == 3
    assert model.count(EventTopic.LOCATION) == 5
