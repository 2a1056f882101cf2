"""One tick for every clock on the screen, so that they all step together; a half tick for the one thing that blinks."""

import collections.abc

from PySide6.QtCore import QObject, Qt, QTimer, Signal

HALF_MS = 500


class Ticker(QObject):
    """Ticks on the station's own seconds.

    Signals:
        second: a new second began.
        half: half a second passed; carries whether a blinking marker is bright now (1 Hz, 50 % duty).
    """

    second = Signal()
    half = Signal(bool)

    def __init__(self, parent: QObject, now: collections.abc.Callable[[], int]) -> None:
        super().__init__(parent)
        self._now = now
        self._last_second = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to tick."""
        self._tick()

    def stop(self) -> None:
        """Stop ticking."""
        self._timer.stop()

    def _tick(self) -> None:
        now = self._now()
        if now // 1000 != self._last_second:
            self._last_second = now // 1000
            self.second.emit()
        self.half.emit((now // HALF_MS) % 2 == 0)
        self._timer.start(max(HALF_MS - now % HALF_MS, 5) + 1)
