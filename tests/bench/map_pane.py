"""Measures the map pane and prints a table: ready, markers moved to painted, gaps of the window's thread.

``python -m tests.bench.map_pane``; without a GPU, so a floor. Nothing is asserted.
"""

import collections.abc
import pathlib
import statistics
import sys
import tempfile
import time

import msgspec
from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from app.console.map.pane import MapPane
from app.console.map.state import MapState
from app.console.theme.theme import Choice, Theme
from app.core.paths import resources
from tests.console.map.states import BOX, pins, sighting, state

COUNTS = (0, 100, 1_000, 5_000)
MOVES = 12
REST_MS = 150
"""Between two moves, so that each is the first after a rest and not held back by the pace of ten a second."""

Steps = collections.abc.Generator[SignalInstance, None, None]


def row(what: str, value: str) -> None:
    sys.stdout.write(f"{what:<34} {value}\n")
    sys.stdout.flush()


class Heartbeat:
    """A timer of 1 ms on the window's thread: its largest gap is how long the window was deaf."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.gap_ms = 0.0
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gap_ms = max(self.gap_ms, (now - self._last) * 1000)
        self._last = now


class Bench:
    """Goes on with its steps each time the signal comes that the last step waits for."""

    def __init__(self, theme: Theme, cache: pathlib.Path) -> None:
        self.pane = MapPane(theme, resources() / "map", cache)
        self.pane.resize(760, 960)
        self.pane.show()
        self.pane.failed.connect(sys.exit)
        self._heart = Heartbeat()
        self._number = 0
        self._rest = QTimer(interval=REST_MS, singleShot=True)
        self._steps = self._measure()
        self._go_on()

    def _go_on(self) -> None:
        signal = next(self._steps, None)
        if signal is None:
            self.pane.close_map()
            QApplication.quit()
            return

        def once(*_values: object) -> None:
            signal.disconnect(once)
            QTimer.singleShot(0, self._go_on)

        signal.connect(once)

    def _measure(self) -> Steps:
        yield from self._resting()
        begun = time.perf_counter()
        self._heart.gap_ms = 0.0
        QTimer.singleShot(0, self.pane.start)
        yield self.pane.ready
        took = (time.perf_counter() - begun) * 1000
        row("page built, loaded, listening", f"{took:6.0f} ms   largest gap {self._heart.gap_ms:4.0f} ms")
        for count in COUNTS:
            yield from self._moves(count)

    def _moves(self, count: int) -> Steps:
        taken, gaps = [], []
        for move in range(MOVES):
            yield from self._resting()
            shown = self._moved(count, move)
            self._heart.gap_ms = 0.0
            begun = time.perf_counter()
            self.pane.show_state(shown)
            yield self.pane.painted
            taken.append((time.perf_counter() - begun) * 1000)
            gaps.append(self._heart.gap_ms)
        numbers = f"median {statistics.median(taken):4.0f}   max {max(taken):4.0f} ms   largest gap {max(gaps):4.0f} ms"
        row(f"{count:,} other incidents all move", numbers)

    def _moved(self, count: int, move: int) -> MapState:
        self._number += 1
        others = tuple(msgspec.structs.replace(pin, latitude=pin.latitude + move * 1e-4) for pin in pins(count))
        fixes = (sighting(self._number, latitude=39.8 + move * 1e-4),)
        return state(self._number, fixes=fixes, box=BOX, pins=others)

    def _resting(self) -> Steps:
        self._rest.start()
        yield self._rest.timeout


def main() -> None:
    application = QApplication(sys.argv)
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as cache:
        bench = Bench(Theme(application, Choice.LIGHT), pathlib.Path(cache))
        application.exec()
        bench.pane.deleteLater()


if __name__ == "__main__":
    main()
