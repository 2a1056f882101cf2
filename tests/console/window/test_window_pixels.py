"""Contrast and focus as they are on the screen: measured on pixels, in both themes (docs/operator.md#e4)."""

import itertools
import typing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.theme import icons
from app.console.theme.icons import Shape
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Choice, Theme
from app.console.window.window import MainWindow
from tests.console import pixels, walking
from tests.console.conftest import Open
from tests.shots.drawing import LARGE, SHOTS, settle

TEXT, LARGE_TEXT = 4.5, 3.0
LARGE_PX = 24
WORST = 10
PATIENCE_MS = 5_000
MARK, MARK_PX = 3.0, 2
"""A focus mark stands out 3:1 from its ground or from what was there, 2 px wide and a side long.

See docs/operator.md#e2.
"""
GREY_STEP, DIFFERENT_PX = 40, 12
LOOKS = (Choice.LIGHT, Choice.DARK)
STATES = [
    next(shot for shot in SHOTS if shot.name == name)
    for name in ("flood-new", "held", "data", "past-nominal", "station-lost", "lamp", "raw")
]


class Weak(typing.NamedTuple):
    """A text that is hard to read: its contrast, what it should have, and which it is."""

    contrast: float
    wanted: float
    what: str


@pytest.fixture(params=LOOKS, ids=[look.value for look in LOOKS])
def look(theme: Theme, request: pytest.FixtureRequest) -> typing.Iterator[Theme]:
    theme.choose(request.param)
    yield theme
    theme.choose(Choice.LIGHT)


def texts(window: QWidget) -> list[PlainLabel]:
    """Labels of one colour that are to be seen whole and are not switched off."""
    labels = [one for one in walking.leaves(window) if isinstance(one, PlainLabel)]
    return [one for one in labels if one.isEnabled() and one.text().strip() and not one.visibleRegion().isEmpty()]


def measured(window: QWidget, image: QImage, label: PlainLabel) -> Weak | None:
    """The label's own contrast; nothing where a part of it is scrolled away."""
    if label.visibleRegion().boundingRect() != label.rect():
        return None
    found = pixels.ink_contrast(image, walking.seen(label, window))
    wanted = LARGE_TEXT if label.fontInfo().pixelSize() >= LARGE_PX else TEXT
    return Weak(found, wanted, f"{walking.named(label)} {label.text()[:40]!r}")


@pytest.mark.parametrize("shot", STATES, ids=lambda shot: shot.name)
@pytest.mark.usefixtures("look")
def test_every_label_can_be_read(opened: Open, shot: typing.Any) -> None:  # noqa: ANN401 a named tuple
    scene = shot.scene()
    window = opened(scene, LARGE)
    shot.prepare(window, scene)
    window.tick()
    settle()
    image = pixels.rendered(window)
    found = [weak for label in texts(window) if (weak := measured(window, image, label)) is not None]
    assert found
    assert sorted(weak for weak in found if weak.contrast < weak.wanted)[:WORST] == []


def focusable(window: MainWindow) -> list[QWidget]:
    """What the keyboard can stand on, of what is to be seen whole."""
    found = [one for one in window.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    shown = [one for one in found if one.isVisible() and one.isEnabled()]
    return [one for one in shown if one.visibleRegion().boundingRect() == one.rect()]


def around(window: MainWindow, widget: QWidget) -> QImage:
    """The pixels of a widget and 4 px around it, at one to one."""
    place = walking.seen(widget, window).adjusted(-4, -4, 4, 4).intersected(window.rect())
    return window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.usefixtures("look")
def test_where_the_keyboard_stands_can_be_seen(opened: Open) -> None:
    scene = STATES[0].scene()
    window = opened(scene, LARGE)
    STATES[0].prepare(window, scene)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, PATIENCE_MS)
    hidden = []
    stands = focusable(window)
    for widget, elsewhere in zip(stands, [*stands[1:], stands[0]], strict=True):
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        before = around(window, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        after = around(window, widget)
        ground = pixels.ground(before)
        changes = pixels.changed(before, after)
        strong = [new for old, new in changes if max(pixels.contrast(under, new) for under in (ground, old)) >= MARK]
        if QApplication.focusWidget() is not widget or len(strong) < MARK_PX * min(widget.width(), widget.height()):
            hidden.append(f"{walking.named(widget)}: {len(strong)} px")
    assert hidden == []


def in_grey(shape: Shape, theme: Theme) -> bytes:
    """A shape as somebody sees it who sees no hue."""
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(theme.tokens.panel)
    painter = QPainter(image)
    icons.paint(painter, shape, QPoint(12, 12).toPointF(), 20, theme.tokens)
    painter.end()
    return bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def test_no_state_is_told_by_hue_alone(look: Theme) -> None:
    drawn = {shape: in_grey(shape, look) for shape in Shape}
    alike = [
        (one.name, other.name)
        for one, other in itertools.combinations(Shape, 2)
        if sum(abs(a - b) > GREY_STEP for a, b in zip(drawn[one], drawn[other], strict=True)) < DIFFERENT_PX
    ]
    assert alike == []
