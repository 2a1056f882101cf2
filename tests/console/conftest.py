"""A theme and windows on scenes, closed when their test ends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.console.theme.theme import Choice, Theme
from app.console.window.window import MainWindow
from tests.shots import drawing
from tests.shots.scenes import Scene

Open = Callable[..., MainWindow]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A light theme at 100 % text."""
    look = Theme(qapp, Choice.LIGHT)
    yield look
    look.deleteLater()


@pytest.fixture
def opened(theme: Theme, tmp_path: Path) -> Iterator[Open]:
    """Opens a window on a scene, 1920 x 1080 if nothing else is asked for."""
    windows: list[MainWindow] = []

    def open_window(scene: Scene, size: tuple[int, int] = drawing.LARGE) -> MainWindow:
        window = drawing.make_window(theme, scene, tmp_path)
        drawing.show(window, size)
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close_for_good()
        window.deleteLater()
        # Now, not at some later loop: a new theme restyles every widget that still lives.
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
