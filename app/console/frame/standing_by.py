"""Where a window that only looks stands: over the main one's map, never over the queue, and with all its keys."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from app.console.controls.surface import Surface
from app.console.frame.layout import beside, screen_places
from app.console.frame.window import Window
from app.console.keys import Act


def stand_by(window: Window, shown: Surface) -> None:
    """Let it belong to the main window: what rings can be answered and silenced from there too."""
    shown.setParent(window, Qt.WindowType.Window)
    window.actions_.work_in_window(shown)
    shown.setGeometry(beside(window.geometry(), screen_places(), _size(shown)))
    window.actions_.on(Act.TAKE_NEXT, lambda: _make_way(window, shown))


def _make_way(window: Window, shown: Surface) -> None:
    """A call was taken from there: the incident must be seen, and a window that belongs to another stays above it."""
    if QApplication.activeWindow() is shown:
        shown.close()
        window.activateWindow()


def _size(shown: Surface) -> tuple[int, int]:
    wanted: QSize = shown.size() if shown.testAttribute(Qt.WidgetAttribute.WA_Resized) else shown.sizeHint()
    return wanted.width(), wanted.height()
