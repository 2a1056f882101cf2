"""Where windows and panes were: kept while they change, put back at the start, always on a screen that is there."""

import asyncio
import datetime as dt
import logging
import pathlib

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.console.shortcuts.actions import Action
from app.console.state_file import StateFile
from app.console.store import Store
from app.console.widgets.containers import Surface
from app.console.window.panes import Pane, PaneWindow
from app.console.window.wall import WallWindow
from app.console.window.window import MainWindow
from app.core import paths

KEEP_MS = 2_000
SEEN_LEAST = 120
"""So many pixels of the window's upper edge must lie on a screen."""
OWN_SIZES = {Pane.QUEUE: (520, 900), Pane.INCIDENT: (760, 960), Pane.MAP: (1100, 860), Pane.TRIGGER: (1100, 760)}
"""Of a pane's window that has no place yet."""
KEPT = ("geometry", "split", "panes", "wall")


class Layout(QObject):
    """Keeps geometry of all windows, pane widths and selection."""

    def __init__(self, window: MainWindow, memory: StateFile) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._timer = QTimer(self)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        self._kept: tuple[object, ...] = ()
        window.panes.opened.connect(self._place)
        window.actions_.on(Action.RESET_LAYOUT, self.reset)

    def restore(self) -> None:
        """Put everything back, or open at a usual size."""
        geometry = self._memory.bytes_of("geometry")
        if geometry.isEmpty() or not self._window.restoreGeometry(geometry):
            _open_usually(self._window)
        keep_on_screen(self._window)
        split = self._memory.bytes_of("split")
        if split.isEmpty() or not self._window.split.restore(split):
            self._window.split.usual_widths(self._window.width())
        out = self._memory.text("panes/out").split()
        for pane in Pane:
            if pane.value in out:
                self._window.panes.take_out(pane)
        self._timer.start()

    def restore_drawer(self) -> None:
        """The drawer comes later than the window; it too goes where it was."""
        if Pane.TRIGGER.value in self._memory.text("panes/out").split():
            self._window.panes.take_out(Pane.TRIGGER)

    def reset(self) -> None:
        """Everything as it is at the very first start."""
        forget(self._memory)
        self._window.panes.put_all_back()
        self._window.showNormal()
        _open_usually(self._window)
        self._window.split.usual_widths(self._window.width())
        self._kept = ()
        self.keep()

    def selection(self) -> int | None:
        """The incident that was selected."""
        number = self._memory.text("selected")
        return int(number) if number.isascii() and number.isdigit() else None

    def keep(self) -> None:
        """Write down what changed."""
        window, panes = self._window, self._window.panes
        own = {pane: panes.window_of(pane).saveGeometry() for pane in Pane if pane in panes.out}
        now = (window.saveGeometry(), window.split.kept(), window.number, tuple(own.items()))
        if now == self._kept:
            return
        self._kept = now
        self._memory.keep("geometry", now[0])
        self._memory.keep("split", now[1])
        self._memory.keep("selected", str(window.number or ""))
        self._memory.keep("panes/out", " ".join(pane.value for pane in own))
        for pane, geometry in own.items():
            self._memory.keep(f"panes/{pane.value}", geometry)
        self._memory.flush()

    def stop(self) -> None:
        """Keep a last time."""
        self._timer.stop()
        self.keep()

    def _place(self, pane: Pane, window: PaneWindow) -> None:
        geometry = self._memory.bytes_of(f"panes/{pane.value}")
        if geometry.isEmpty() or not window.restoreGeometry(geometry):
            window.setGeometry(beside(self._window.geometry(), screen_places(), OWN_SIZES[pane]))
        keep_on_screen(window)


def forget(memory: StateFile) -> None:
    """Let go of every place and width, and of nothing else (``--reset-layout``)."""
    for name in KEPT:
        memory.forget(name)
    memory.flush()


def keep_on_screen(window: QWidget) -> None:
    """Move a window that nobody could reach, and make it no larger than its screen."""
    place = clamped(window.geometry(), screen_places())
    if place != window.geometry():
        window.setGeometry(place)


def usual_place(screen: QRect) -> QRect:
    """The whole screen up to 1920 x 1080, in its middle."""
    width, height = min(screen.width(), 1920), min(screen.height(), 1080)
    return QRect(
        screen.x() + (screen.width() - width) // 2, screen.y() + (screen.height() - height) // 2, width, height
    )


def beside(window: QRect, screens: list[QRect], size: tuple[int, int]) -> QRect:
    """A place for a window that has none: on a screen without the main window, else at the right of the main one's."""
    free = [screen for screen in screens if not screen.contains(window.center())]
    home = (free or [screen for screen in screens if screen not in free] or [window])[0]
    width, height = min(size[0], home.width()), min(size[1], home.height())
    return QRect(home.right() - width + 1, home.top() + (home.height() - height) // 2, width, height)


def clamped(window: QRect, screens: list[QRect]) -> QRect:
    """The window where it was if its upper edge can be grabbed there, else on the first screen; no larger than that."""
    edge = QRect(window.x(), window.y(), window.width(), 24)
    for screen in screens:
        seen = screen.intersected(edge)
        if seen.width() >= SEEN_LEAST and seen.height() > 0:
            if window.width() <= screen.width() and window.height() <= screen.height():
                return window
            return _within(window, screen)
    if not screens:
        return window
    home = screens[0]
    return QRect(home.topLeft(), window.size().boundedTo(home.size()))


def _within(window: QRect, screen: QRect) -> QRect:
    size = window.size().boundedTo(screen.size())
    left = max(screen.left(), min(window.left(), screen.right() + 1 - size.width()))
    top = max(screen.top(), min(window.top(), screen.bottom() + 1 - size.height()))
    return QRect(left, top, size.width(), size.height())


def screen_places() -> list[QRect]:
    """What windows may take of every screen."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def _open_usually(window: QWidget) -> None:
    """Where its place is the whole screen the window is maximized, so that its title bar is on the screen too."""
    place = usual_place(_home())
    window.setGeometry(place)
    if place.size() == _home().size():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _home() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


log = logging.getLogger(__name__)

EVERY_S = 3.0
KEPT_PICTURES = 40


async def take_pictures(window: QWidget, folder: pathlib.Path) -> None:
    """Write ``latest.png`` and a numbered row of pictures, the last 40, until cancelled."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    number = 0
    while True:
        await asyncio.sleep(EVERY_S)
        number += 1
        picture = png(window)
        try:
            paths.write(folder / "latest.png", picture)
            paths.write(folder / f"window-{number:04}.png", picture)
            (folder / f"window-{number - KEPT_PICTURES:04}.png").unlink(missing_ok=True)
        except OSError as problem:
            log.warning("The picture could not be written: %s", problem)


def png(window: QWidget) -> bytes:
    """The window as it is now."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


class Presets(QObject):
    """Puts windows where a preset wants them, and the wall back after a restart."""

    def __init__(self, window: MainWindow, watch: Store, memory: StateFile, zone: dt.tzinfo | None) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._memory = memory
        self._zone = zone
        self.wall: WallWindow | None = None
        """The wall view while it is open."""
        for action, do in {
            Action.SINGLE_SCREEN: self.single_screen,
            Action.SECOND_MONITOR: self.second_monitor,
            Action.WALL: self.toggle_wall,
            Action.RESET_LAYOUT: self.close_wall,
            Action.FULL_SCREEN: self.toggle_full_screen,
        }.items():
            window.actions_.on(action, do)
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


def stand_by(window: MainWindow, shown: Surface) -> None:
    """Let it belong to the main window: what rings can be answered and silenced from there too."""
    shown.setParent(window, Qt.WindowType.Window)
    window.actions_.work_in_window(shown)
    shown.setGeometry(beside(window.geometry(), screen_places(), _size(shown)))
    window.actions_.on(Action.TAKE_NEXT, lambda: _make_way(window, shown))


def _make_way(window: MainWindow, shown: Surface) -> None:
    """A call was taken from there: the incident must be seen, and a window that belongs to another stays above it."""
    if QApplication.activeWindow() is shown:
        shown.close()
        window.activateWindow()


def _size(shown: Surface) -> tuple[int, int]:
    wanted: QSize = shown.size() if shown.testAttribute(Qt.WidgetAttribute.WA_Resized) else shown.sizeHint()
    return wanted.width(), wanted.height()
