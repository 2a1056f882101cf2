"""Walks the window for text that is cut, hidden or written over: at both sizes, at 100 and 200 % text."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QSplitterHandle, QWidget

from app.console.incident.incident_pane import Tab
from app.console.map.map_pane import MapPane
from app.console.plain_text import PlainLabel
from app.console.theme import Theme
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import LARGE, SMALL, settle

TOLERANCE = 1
NEVER_ELIDED = ("+1 (217)", "39.8", "16S BK", "Supplemental")


def leaves(widget: QWidget) -> Iterator[QWidget]:
    """Every visible widget that paints something of its own and holds no other. The map is tested in its own room, and
    a splitter's handle is wider to grab than the line that it paints."""
    for child in widget.findChildren(QWidget, options=_direct()):
        if (
            not child.isVisible()
            or isinstance(child, MapPane | QSplitterHandle)
            or child.width() == 0
            or child.isWindow()
        ):
            continue
        if isinstance(child, QAbstractItemView) or not any(one.isVisible() for one in child.findChildren(QWidget)):
            yield child
        else:
            yield from leaves(child)


def _direct() -> Qt.FindChildOption:
    return Qt.FindChildOption.FindDirectChildrenOnly


def seen(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget lies in the window."""
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def scrolled(widget: QWidget) -> bool:
    """Whether a scroll area brings the rest of it into sight."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def named(widget: QWidget) -> str:
    said = widget.whole_text() if isinstance(widget, PlainLabel) else widget.accessibleName()
    return f"{type(widget).__name__} {said!r} {widget.width()}x{widget.height()}"


def faults(window: QWidget) -> list[str]:
    shown = [widget for widget in leaves(window) if not widget.visibleRegion().isEmpty()]
    found = [fault for widget in shown for fault in own_faults(widget, window)]
    for one, other in combinations(shown, 2):
        both = seen(one, window).intersected(seen(other, window))
        if both.width() > TOLERANCE and both.height() > TOLERANCE and scrolled(one) == scrolled(other):
            found.append(f"{named(one)} lies over {named(other)}")
    return found


def own_faults(widget: QWidget, window: QWidget) -> list[str]:
    found = []
    least = widget.minimumSizeHint()
    if not isinstance(widget, QAbstractItemView) and (
        widget.width() + TOLERANCE < least.width() or widget.height() + TOLERANCE < least.height()
    ):
        found.append(f"squeezed below {least.width()}x{least.height()}: {named(widget)}")
    if isinstance(widget, PlainLabel) and not widget.wordWrap() and widget.text() != widget.whole_text():
        if widget.whole_text().startswith(NEVER_ELIDED):
            found.append(f"elided: {named(widget)}")
        if not widget.toolTip():
            found.append(f"elided without its whole text: {named(widget)}")
    if not scrolled(widget) and not window.rect().adjusted(-1, -1, 1, 1).contains(seen(widget, window)):
        found.append(f"outside the window: {named(widget)}")
    return found


@pytest.mark.parametrize("tab", list(Tab))
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_no_text_is_cut(theme: Theme, opened: Open, size: tuple[int, int], scale: float, tab: Tab) -> None:
    theme.resize_text(scale)
    window = opened(scenes.flood(), size)
    window.queue.view.select(1047 if tab is Tab.SUMMARY else 1044)
    window.centre.incident.open_tab(tab)
    window.tick()
    settle()
    assert faults(window) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_nothing_is_cut_when_nothing_waits_or_the_station_is_lost(
    theme: Theme, opened: Open, size: tuple[int, int], scale: float
) -> None:
    theme.resize_text(scale)
    scene = scenes.empty()
    window = opened(scene, size)
    assert faults(window) == []
    scene.pass_time(10_000)
    window.tick()
    settle()
    assert faults(window) == []
    window.centre.open_lamp("sound")
    settle()
    assert faults(window) == []
