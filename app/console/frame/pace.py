"""Repainting at a pace: at once while the floor is small, at most ten times a second when hundreds are open."""

import collections.abc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 100
FEW = 50
"""Up to so many open incidents every change is shown at once; 500 take 15 ms to show, and change 40 times a second."""


class Pace(QObject):
    """Calls ``show`` for a change, or for several together; ``size`` tells how many incidents are open."""

    def __init__(
        self, parent: QObject, show: collections.abc.Callable[[], None], size: collections.abc.Callable[[], int]
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._size = size
        self._waiting = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._resume)

    def ask(self) -> None:
        """Something changed."""
        if self._pause.isActive():
            self._waiting = True
            return
        self._show()
        if self._size() > FEW:
            self._pause.start()

    def stop(self) -> None:
        """The window goes; nothing is shown any more."""
        self._pause.stop()
        self._waiting = False

    def _resume(self) -> None:
        if self._waiting:
            self._waiting = False
            self.ask()
