"""Measures from a key to its painted answer with 500 live incidents, and a scroll through them; prints a table.

``python -m tests.bench.keys_to_paint [incidents]``; on one thread without a GPU, so a floor. While keys are pressed,
callers move: ten fixes a second are folded in and painted. Nothing is asserted.
"""

import collections.abc
import os
import pathlib
import sys
import tempfile
import time
import typing

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.shortcuts.actions import Action
from app.console.theme.theme import Choice, Theme
from app.console.theme.tokens import load_shipped
from app.console.window.window import MainWindow
from app.core import paths
from app.domain.incident.alarms import needs_someone
from app.domain.incident.events import Acknowledged
from tests.shots import drawing
from tests.shots.scenes import Scene

FIRST = 2_000
ROUNDS = 100
NEW = 60
"""So many of them nobody has acknowledged: F2 takes them."""
FIX_EVERY_S = 0.1
PATIENCE_S = 2.0


class Taken(typing.NamedTuple):
    """Milliseconds on the wall, and of this process alone: other work on the machine counts in the first only."""

    wall: float
    cpu: float


def row(what: str, taken: list[Taken]) -> None:
    said = (_side("wall", [one.wall for one in taken]), _side("own", [one.cpu for one in taken]))
    sys.stdout.write(f"{what:<42} {'   '.join(said)}\n")
    sys.stdout.flush()


def _side(name: str, taken: list[float]) -> str:
    ordered = sorted(taken)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)]
    return f"{name} p50 {p50:6.1f} p99 {p99:6.1f} worst {ordered[-1]:6.1f} ms"


def since(begun: Taken) -> Taken:
    """What passed since a moment of ``moment``."""
    now = moment()
    return Taken(now.wall - begun.wall, now.cpu - begun.cpu)


def moment() -> Taken:
    return Taken(time.perf_counter() * 1000, time.process_time() * 1000)


class Paints(QObject):
    """Counts the paints of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def floor(incidents: int) -> Scene:
    """So many incidents, the last ones new."""
    scene = Scene(operator="ANNA")
    for number in range(FIRST, FIRST + incidents):
        age = 590_000 - (number - FIRST) * 1_000
        scene.share(number, f"+1217555{number % 10_000:04}", age)
        scene.fix(number, age, 39.6 + number / 10_000, -89.6)
        if number < FIRST + incidents - NEW:
            scene.acknowledge(number, age - 5, "ANNA")
    return scene


class Bench:
    """A window on the floor; moving callers between the keys."""

    def __init__(self, window: MainWindow, scene: Scene, incidents: int) -> None:
        self.window = window
        self._scene = scene
        self._incidents = incidents
        self._moved = 0
        self._next_fix = time.perf_counter()
        self.rows = Paints(window.queue.view.viewport())
        self.centre = Paints(window.centre.incident)

    def press(self, key: Qt.Key, painted: Paints, done: collections.abc.Callable[[], bool]) -> Taken:
        """A key to the queue; milliseconds until its answer was painted."""
        begun, patience = moment(), time.perf_counter() + PATIENCE_S
        before = painted.count
        QTest.keyClick(self.window.queue.view, key)
        while time.perf_counter() < patience and not (done() and painted.count > before):
            self.move()
            QCoreApplication.processEvents()
        return since(begun)

    def move(self) -> None:
        """A caller has moved, ten times a second."""
        if time.perf_counter() < self._next_fix:
            return
        self._next_fix = time.perf_counter() + FIX_EVERY_S
        self._moved += 1
        number = FIRST + self._moved % self._incidents
        record = self._scene.fix(number, 0, 39.6 + self._moved / 100_000, -89.6, source="lei")
        self._scene.watch.take([record], self._scene.pulse(), caught_up=True)

    def acknowledged(self, number: int) -> bool:
        """Whether the book says so."""
        incident = self._scene.watch.incident(number)
        return incident is not None and not needs_someone(incident)

    def take_next(self) -> None:
        """F2 with a station that answers at once: the most urgent is selected, then its event comes back."""
        watch = self._scene.watch
        numbers = [one for one in self.window.queue.model.numbers if not self.acknowledged(one)]
        if numbers:
            self.window.queue.view.select(numbers[0])
            event = Acknowledged(through=self._scene.records[-1].seq)
            watch.take([self._scene.event(numbers[0], 0, event, "ANNA")], self._scene.pulse(), caught_up=True)


def keys(bench: Bench) -> None:
    window, view = bench.window, bench.window.queue.view
    view.setFocus()
    view.select(window.queue.model.numbers[NEW + 5])
    for key in (Qt.Key.Key_J, Qt.Key.Key_K):
        bench.press(key, bench.centre, lambda: True)  # the first letters load what the others find loaded
    for name, key in (("J, next row", Qt.Key.Key_J), ("K, previous row", Qt.Key.Key_K)):
        taken: list[Taken] = []
        for _ in range(ROUNDS):
            before = view.selected()
            taken.append(bench.press(key, bench.centre, lambda before=before: view.selected() != before))  # type: ignore[misc]
        row(f"{name}, row and incident painted", taken)
    row("Enter, keyboard in the incident", [enter(bench) for _ in range(20)])
    took: list[Taken] = []
    for _ in range(NEW - 5):
        number = next(one for one in window.queue.model.numbers if not bench.acknowledged(one))
        done = lambda number=number: bench.acknowledged(number) and window.number == number  # noqa: E731 one line
        took.append(bench.press(Qt.Key.Key_F2, bench.rows, done))
    row("F2, acknowledged and painted", took)


def enter(bench: Bench) -> Taken:
    """Enter gives the incident the keyboard; what it paints is painted within one turn of the event loop."""
    bench.window.queue.view.setFocus()
    QCoreApplication.processEvents()
    begun = moment()
    QTest.keyClick(bench.window.queue.view, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    taken, focused = since(begun), QApplication.focusWidget()
    assert focused is not None
    assert bench.window.centre.incident.isAncestorOf(focused)
    return taken


def scroll(bench: Bench) -> None:
    """A step of a row at a time through the whole queue, as a wheel does."""
    bar = bench.window.queue.view.verticalScrollBar()
    bar.setValue(0)
    taken: list[Taken] = []
    while bar.value() < bar.maximum() and len(taken) < ROUNDS:
        begun = moment()
        bar.setValue(bar.value() + 84)
        QCoreApplication.processEvents()
        taken.append(since(begun))
    row("scrolled by a row, painted", taken)


def main(incidents: int) -> None:
    app = QApplication([])
    load_shipped(paths.resources() / "fonts")
    theme = Theme(app, Choice.LIGHT)
    scene = floor(incidents)
    with tempfile.TemporaryDirectory() as cache:
        window = drawing.make_window(theme, scene, pathlib.Path(cache))
        drawing.show(window, drawing.LARGE)
        bench = Bench(window, scene, incidents)
        actions = window.actions_
        actions.on(Action.NEXT_ROW, lambda: window.queue.view.step(1))
        actions.on(Action.PREVIOUS_ROW, lambda: window.queue.view.step(-1))
        actions.on(Action.OPEN, window.centre.incident.focus_page)
        actions.on(Action.TAKE_NEXT, bench.take_next)
        sys.stdout.write(f"{len(scene.watch.book.open_incidents)} open incidents, {NEW} of them new\n")
        keys(bench)
        scroll(bench)
        window.close_for_good()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
