"""What rings is never scrolled out of sight without a word."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.console.queue.pane import AboveBar
from app.console.theme.theme import Theme
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import SMALL, settle


def bar(window: MainWindow) -> AboveBar:
    (found,) = window.queue.findChildren(AboveBar)
    return found


def low(opened: Open, theme: Theme, scene: scenes.Scene) -> MainWindow:
    """Two rows have room."""
    theme.resize_text(2.0)
    window = opened(scene, SMALL)
    settle()
    return window


def test_what_rings_above_is_counted_and_a_press_shows_it(opened: Open, theme: Theme) -> None:
    window = low(opened, theme, scenes.flood())
    view, line = window.queue.view, bar(window)
    view.select(1047)
    assert not line.isVisible()
    view.select(window.queue.model.numbers[-1])
    settle()
    assert line.isVisible()
    assert line.text() == "1 unanswered above"
    assert line.grab().toImage().width() == line.width()
    assert line.geometry().bottom() < view.geometry().top()
    chosen = view.selected()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    settle()
    assert view.verticalScrollBar().value() == 0
    assert view.selected() == chosen
    assert not line.isVisible()


def test_it_goes_when_somebody_answers(opened: Open, theme: Theme) -> None:
    scene = scenes.flood()
    window = low(opened, theme, scene)
    line = bar(window)
    window.queue.view.select(window.queue.model.numbers[-1])
    settle()
    assert line.isVisible()
    scene.watch.take([scene.acknowledge(1047, 0, "M. Okafor")], scene.pulse(), caught_up=True)
    window.refresh_book()
    assert not line.isVisible()
