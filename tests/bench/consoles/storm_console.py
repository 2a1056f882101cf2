"""The real console with a heartbeat in its loop, telling how long it ever stood still: run by ``storm``."""

import sys
import time
import typing
from unittest import mock

from PySide6.QtCore import QObject, Qt, QTimer

from tests.bench.consoles.painted_lines import tell

BEAT, GAP = "beat", "gap"
BEAT_MS = 5
GAP_MS = 50
"""Gaps from this length on are told."""
TELL_MS = 250


class Heart(QObject):
    """Beats in the loop of the window; between two beats nothing else was answered."""

    def __init__(self, window: typing.Any) -> None:  # noqa: ANN401 - a Window, whose module loads later
        super().__init__(window)
        self._window = window
        self.announced = 0
        self._last = (time.perf_counter(), time.thread_time())
        self._beats = QTimer(self)
        self._beats.setTimerType(Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self._beat)
        self._beats.start(BEAT_MS)
        self._tells = QTimer(self)
        self._tells.timeout.connect(self._tell)
        self._tells.start(TELL_MS)

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        wall, own = ((after - before) * 1000 for after, before in zip(now, self._last, strict=True))
        self._last = now
        if wall > GAP_MS:
            tell(GAP, wall=round(wall, 1), own=round(own, 1))

    def _tell(self) -> None:
        rows = len(self._window.queue.model.numbers)
        tell(BEAT, rows=rows, announced=self.announced)


def main() -> int:
    """``DATA_DIR``: run the console and tell."""
    from app.console import __main__, app, startup  # noqa: PLC0415 - as the program itself loads them
    from app.console.window.alarm_bar import Announcer  # noqa: PLC0415 - as above

    hearts: list[Heart] = []

    class Beating(app.Console):
        """The console with a heart in its window."""

        def _make_window(self, *given: typing.Any) -> typing.Any:  # noqa: ANN401 - whatever the console passes on
            window = super()._make_window(*given)
            hearts.append(Heart(window))
            return window

    said = Announcer._say

    def say(announcer: Announcer, *given: typing.Any) -> None:  # noqa: ANN401 - as above
        said(announcer, *given)
        hearts[0].announced += 1

    with mock.patch.object(startup, "Console", Beating), mock.patch.object(Announcer, "_say", say):
        return __main__.main(sys.argv[1], None, None)


if __name__ == "__main__":
    sys.exit(main())
