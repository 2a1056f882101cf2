"""The console on its desktop: closed into the tray, raised by a second start, opened by a notice."""

import pathlib

from PySide6.QtCore import QObject

from app.console.frame.window import Window
from app.console.leaving import Leaving
from app.console.look.theme import Theme
from app.console.presence.single import Single
from app.console.presence.tray import Tray
from app.console.watch import Watch


class Desktop(QObject):
    """Puts tray and door together; never takes the focus from somebody who types."""

    def __init__(self, window: Window, theme: Theme, watch: Watch, leaving: Leaving, data_dir: pathlib.Path) -> None:
        super().__init__(window)
        self._window = window
        self.tray = Tray(window, theme, watch, window.actions_)
        self._single = Single(data_dir)
        self._single.wanted.connect(self.show_window)
        self.tray.opened.connect(self.show_window)
        self.tray.incident_wanted.connect(window.queue.view.select)
        window.ticker.second.connect(self.tray.tick)
        leaving.hide = self._hide

    def show_window(self) -> None:
        """A person asked for it: show it, and bring it to the front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Leave the desktop."""
        self._single.close()
        self.tray.close()

    def _hide(self) -> bool:
        if not self.tray.is_there:
            return False
        self._window.hide()
        self.tray.say_hidden()
        return True
