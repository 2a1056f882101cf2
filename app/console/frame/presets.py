"""Layouts for what stands on the desk: one screen, a second monitor, a wall; and full screen for any window."""

import datetime as dt

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.console.frame.layout import beside
from app.console.frame.window import Window
from app.console.keys import Act
from app.console.memory import Memory
from app.console.panes.pane import Pane
from app.console.wall.wall_window import WallWindow
from app.console.watch import Watch


class Presets(QObject):
    """Puts windows where a preset wants them, and the wall back after a restart."""

    def __init__(self, window: Window, watch: Watch, memory: Memory, zone: dt.tzinfo | None) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._memory = memory
        self._zone = zone
        self.wall: WallWindow | None = None
        """The wall view while it is open."""
        for act, do in {
            Act.SINGLE_SCREEN: self.single_screen,
            Act.SECOND_MONITOR: self.second_monitor,
            Act.WALL: self.toggle_wall,
            Act.RESET_LAYOUT: self.close_wall,
            Act.FULL_SCREEN: self.toggle_full_screen,
        }.items():
            window.actions_.on(act, do)
        window.ticker.second.connect(self._tick)

    def single_screen(self) -> None:
        """Everything in the one window."""
        self.close_wall()
        self._window.panes.put_all_back()

    def second_monitor(self) -> None:
        """The map with the queue's strip, full screen beside the main window; queue and incident stay in that."""
        panes = self._window.panes
        for pane in panes.out - {Pane.MAP}:
            panes.put_back(pane)
        panes.take_out(Pane.MAP)
        self._fill_other_screen(panes.window_of(Pane.MAP))

    def toggle_wall(self) -> None:
        """Open the wall view, or close it."""
        if self.wall is None:
            self.open_wall()
        else:
            self.close_wall()

    def open_wall(self) -> None:
        """Open it full screen, beside the main window if there is another screen."""
        self.wall = WallWindow(self._window.theme, self._watch, self._zone)
        self.wall.left.connect(self.close_wall)
        self._window.actions_.work_in_window(self.wall)
        kept = self._memory.bytes_of("wall/geometry")
        if not kept.isEmpty() and self.wall.restoreGeometry(kept):
            self.wall.showFullScreen()
        else:
            self._fill_other_screen(self.wall)
        self._keep_wall(is_open=True)

    def close_wall(self) -> None:
        """Close it."""
        if self.wall is not None:
            self._keep_wall(is_open=False)
            self.end()

    def end(self) -> None:
        """The console ends: take the wall down, and open it at the next start."""
        if self.wall is not None:
            self.wall.hide()
            self.wall.deleteLater()
            self.wall = None

    def restore(self) -> None:
        """Open the wall if it was open."""
        if self._memory.text("wall/open") == "True":
            self.open_wall()

    def toggle_full_screen(self) -> None:
        """The window that has the keyboard fills its screen, or no longer does."""
        active = QApplication.activeWindow()
        own = [self._window, *(self._window.panes.window_of(pane) for pane in self._window.panes.out)]
        window = active if active in own else self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def _fill_other_screen(self, window: QWidget) -> None:
        screens = [screen.geometry() for screen in QGuiApplication.screens()]
        size = screens[0].size() if screens else window.size()
        window.showNormal()
        window.setGeometry(beside(self._window.geometry(), screens, (size.width(), size.height())))
        if len(screens) > 1 or window is self.wall:
            window.showFullScreen()

    def _keep_wall(self, *, is_open: bool) -> None:
        self._memory.keep("wall/open", str(is_open))
        if self.wall is not None:
            self._memory.keep("wall/geometry", self.wall.saveGeometry())
        self._memory.flush()

    def _tick(self) -> None:
        if self.wall is not None:
            self.wall.face.tick()
