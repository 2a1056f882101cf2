"""Walks a window's widget tree for text that is cut, written over or outside; what is elided by design is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

from app.console.map.pane import MapPane
from app.console.theme.text import PlainLabel, TextPainter
from app.console.theme.tokens import Face

TOLERANCE = 1
NEVER_ELIDED = ("+1 (217)", "39.8", "16S BK", "Supplemental")
"""How texts begin that must be whole: phone, coordinates, and what the location does not replace."""
TEXTS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


def faults(window: QWidget) -> list[str]:
    """Everything that is wrong with what is to be seen now."""
    shown = [widget for widget in leaves(window) if not widget.visibleRegion().isEmpty()]
    found = [fault for widget in shown for fault in own_faults(widget, window)]
    for one, other in combinations(shown, 2):
        both = seen(one, window).intersected(seen(other, window))
        if both.width() > TOLERANCE and both.height() > TOLERANCE and scrolled(one) == scrolled(other):
            found.append(f"{named(one)} lies over {named(other)}")
    return found


def leaves(widget: QWidget) -> Iterator[QWidget]:
    """Every visible widget that paints something of its own and holds no other. The map is tested in its own room, and
    a splitter's handle is wider to grab than the line that it paints."""
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        passed_over = isinstance(child, MapPane | QSplitterHandle | QScrollBar)
        if not child.isVisible() or passed_over or child.width() == 0 or child.isWindow():
            continue
        whole = isinstance(child, (QAbstractItemView, QMenuBar, *TEXTS))
        if whole or not any(one.isVisible() for one in child.findChildren(QWidget)):
            yield child
        else:
            yield from leaves(child)


def own_faults(widget: QWidget, window: QWidget) -> Iterator[str]:
    """What is wrong with one widget."""
    least = widget.minimumSizeHint()
    if widget.hasHeightForWidth():
        least.setHeight(widget.heightForWidth(widget.width()))
    if not isinstance(widget, QAbstractItemView) and (
        widget.width() + TOLERANCE < least.width() or widget.height() + TOLERANCE < least.height()
    ):
        yield f"squeezed below {least.width()}x{least.height()}: {named(widget)}"
    if isinstance(widget, PlainLabel) and not widget.wordWrap() and widget.text() != widget.whole_text():
        if widget.whole_text().startswith(NEVER_ELIDED):
            yield f"elided: {named(widget)}"
        if not widget.toolTip():
            yield f"elided without its whole text: {named(widget)}"
    yield from no_room(widget)
    if not scrolled(widget) and not window.rect().adjusted(-1, -1, 1, 1).contains(seen(widget, window)):
        yield f"outside the window: {named(widget)}"
    if scrolled(widget) and outside_its_column(widget):
        yield f"wider than the column that it scrolls in: {named(widget)}"


def no_room(widget: QWidget) -> Iterator[str]:
    """Whether a stock control shows less than its text, and nothing else tells the rest."""
    match widget:
        case QLabel() if widget.wordWrap():
            cut = widget.height() + TOLERANCE < widget.heightForWidth(widget.width())
        case QLabel():
            cut = widget.fontMetrics().horizontalAdvance(widget.text()) > widget.contentsRect().width() + 2
        case QComboBox() | QCheckBox():
            cut = widget.width() + TOLERANCE < widget.sizeHint().width() and not widget.toolTip()
        case QLineEdit():
            wanted = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            cut = not widget.text() and wanted > widget.width() and not widget.accessibleName()
        case _:
            cut = False
    if cut:
        yield f"cut: {named(widget)}"


def outside_its_column(widget: QWidget) -> bool:
    """Whether a part of it can't be reached: columns scroll up and down only."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is None or area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return False
    port = area.viewport()
    left = widget.mapTo(port, QPoint(0, 0)).x()
    return left < -TOLERANCE or left + widget.width() > port.width() + TOLERANCE


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
    """A widget in a failure's words."""
    said = widget.whole_text() if isinstance(widget, PlainLabel) else widget.accessibleName()
    return f"{type(widget).__name__} {said!r} {widget.width()}x{widget.height()}"


@contextmanager
def elisions(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collects the class of every widget that paints a text with an ellipsis, or drops it, and the text."""
    found: list[str] = []
    real = TextPainter.elided

    def watched(pen: TextPainter, text: str, face: Face, room: float) -> str:
        shown = real(pen, text, face, room)
        device = pen.painter.device()
        if shown != text:
            owner = device.parent() if isinstance(device, QWidget) and device.parent() is not None else device
            found.append(f"{type(device).__name__} in {type(owner).__name__}: {text!r} as {shown!r}")
        return shown

    with patch.context() as within:
        within.setattr(TextPainter, "elided", watched)
        yield found
