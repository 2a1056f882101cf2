"""Python's cycle collector runs in whichever thread allocates; a Qt object that dies in a worker thread can hang Qt.

So while the console runs, cycles are collected by a timer on the GUI thread and nowhere else.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000
OLDEST = 2


class GuiCollector(QObject):
    """Takes the collector over at ``start`` and gives it back at ``stop``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._was_enabled = gc.isenabled()

    def start(self) -> None:
        """From now on only this thread collects."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Collect what is left and let Python go on as it did before."""
        self._timer.stop()
        gc.collect()
        if self._was_enabled:
            gc.enable()

    def _collect(self) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(OLDEST + 1) if counts[generation] > limits[generation]]
        if due:
            gc.collect(max(due))
