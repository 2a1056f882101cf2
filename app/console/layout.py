"""Where window and panes were: kept while they change, put back at the start, always on a screen that is there."""

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication

from app.console.memory import Memory
from app.console.window import Window

KEEP_MS = 2_000
SEEN_LEAST = 120
"""So many pixels of the window's upper edge must lie on a screen."""


class Layout(QObject):
    """Keeps geometry, pane widths and selection."""

    def __init__(self, window: Window, memory: Memory) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._timer = QTimer(self)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        self._kept: tuple[object, ...] = ()

    def restore(self) -> None:
        """Put everything back, or open at a usual size."""
        geometry = self._memory.bytes_of("geometry")
        if geometry.isEmpty() or not self._window.restoreGeometry(geometry):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self._window.setGeometry(usual_place(screen))
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        self._window.setGeometry(clamped(self._window.geometry(), screens))
        split = self._memory.bytes_of("split")
        if split.isEmpty() or not self._window.split.restore(split):
            self._window.split.usual_widths(self._window.width())
        self._timer.start()

    def selection(self) -> int | None:
        """The incident that was selected."""
        number = self._memory.text("selected")
        return int(number) if number.isascii() and number.isdigit() else None

    def keep(self) -> None:
        """Write down what changed."""
        window = self._window
        now = (window.saveGeometry(), window.split.kept(), window.number)
        if now == self._kept:
            return
        self._kept = now
        self._memory.keep("geometry", now[0])
        self._memory.keep("split", now[1])
        self._memory.keep("selected", str(window.number or ""))
        self._memory.flush()

    def stop(self) -> None:
        """Keep a last time."""
        self._timer.stop()
        self.keep()


def usual_place(screen: QRect) -> QRect:
    """The whole screen up to 1920 x 1080, in its middle."""
    width, height = min(screen.width(), 1920), min(screen.height(), 1080)
    return QRect(
        screen.x() + (screen.width() - width) // 2, screen.y() + (screen.height() - height) // 2, width, height
    )


def clamped(window: QRect, screens: list[QRect]) -> QRect:
    """The window where it was if its upper edge can be grabbed there, else on the first screen and no larger."""
    edge = QRect(window.x(), window.y(), window.width(), 24)
    for screen in screens:
        seen = screen.intersected(edge)
        if seen.width() >= SEEN_LEAST and seen.height() > 0:
            return window
    if not screens:
        return window
    home = screens[0]
    size = window.size().boundedTo(home.size())
    return QRect(home.topLeft(), size)
