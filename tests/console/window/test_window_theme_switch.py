"""What stands on the screen after the theme was switched while it was shown, measured on its pixels."""

import collections.abc

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from app.console.theme.theme import Choice, Theme
from app.console.trigger.review import CodeLine, CodeLines
from tests.console import pixels
from tests.console.window.test_window_pixels import TEXT
from tests.shots import reports, requests

SWITCHES = ((Choice.LIGHT, Choice.DARK), (Choice.DARK, Choice.LIGHT))


@pytest.fixture(params=SWITCHES, ids=["to dark", "to light"])
def switch(
    theme: Theme, request: pytest.FixtureRequest
) -> collections.abc.Iterator[collections.abc.Callable[[], None]]:
    before, after = request.param
    theme.choose(before)

    def change() -> None:
        QApplication.processEvents()
        theme.choose(after)
        QApplication.processEvents()

    yield change
    theme.choose(Choice.LIGHT)


def preview(theme: Theme) -> QWidget:
    lines = CodeLines(theme)
    lines.show_lines([CodeLine(number=1, text="{"), CodeLine(number=2, text='"phone_number": "+12175550142"')])
    return lines


@pytest.mark.parametrize(
    "make",
    [lambda theme: requests.inspector(theme, replayed=True), reports.window, preview],
    ids=("inspector", "reports", "preview"),
)
def test_every_view_takes_the_colours_of_the_theme_that_was_switched_to(
    theme: Theme, switch: collections.abc.Callable[[], None], make: collections.abc.Callable[[Theme], QWidget]
) -> None:
    window = make(theme)
    window.show()
    switch()
    image = pixels.rendered(window)
    shown = [area.viewport() for area in window.findChildren(QAbstractScrollArea) if area.isVisible()] or [window]
    for view in shown:
        place = QRect(view.mapTo(window, QPoint()), view.size()).intersected(window.rect())
        owner = view.parentWidget()
        assert pixels.ink_contrast(image, place) >= TEXT, type(owner).__name__
        ground = pixels.ground(image.copy(QRect(place.topLeft() * pixels.FINE, place.size() * pixels.FINE)))
        fitting = {token.rgb() for token in (theme.tokens.raised, theme.tokens.panel, theme.tokens.page)}
        assert ground in fitting, type(owner).__name__
    window.deleteLater()
