"""By keyboard alone, in the real program: a call is shared, taken, and a crash callflow goes out once."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.assembly import Console
from app.console.line.simulation import Simulation
from app.console.look.theme import Choice, Theme
from app.console.memory import Memory
from app.domain.callflow.trigger import Stage, Trigger
from tests.console.loop import run, until

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_S = 15.0
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's multimedia and its missing GPU speak while they load

KEYS = 26
"""From the share on: F2, F4, V, Tab, the caller's name, the place, the preview, Tab, four digits and Space."""


class Keyboard:
    """Types into whatever has the focus, and counts."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifiers)
        self.pressed += 1

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
            self.pressed += 1

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus


@pytest.fixture
def console(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Console]:
    """A console on a simulated evening of one call, with a station of its own."""
    monkeypatch.setenv("PYTHONPATH", os.getcwd())  # noqa: PTH109 - as the child processes see it
    theme = Theme(qapp, Choice.LIGHT)
    simulation = Simulation(tmp_path / "data", "calm")
    simulation.station.start_or_attach()
    yield Console(theme, Memory(tmp_path / "data"), simulation.station, simulation)
    theme.deleteLater()


def triggers(console: Console) -> list[Trigger]:
    return [trigger for incident in console._watch.book.incidents.values() for trigger in incident.triggers]


def owner(console: Console) -> str | None:
    incident = console._watch.incident(console._window.number)
    return incident.owner if incident else None


async def triggered_by_keyboard(console: Console, keyboard: Keyboard) -> None:
    window, watch = console._window, console._watch
    await until(lambda: watch.operator is not None, PATIENCE_S)
    await until(lambda: any(one.place for one in watch.book.open_incidents), PATIENCE_S)
    window.activateWindow()
    window.queue.view.setFocus()

    keyboard.press(Qt.Key.Key_F2)
    await until(lambda: owner(console) == watch.operator, PATIENCE_S)
    keyboard.press(Qt.Key.Key_F4)
    keyboard.type("V")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.type("Rowan Testwell")
    keyboard.press(Qt.Key.Key_L, CONTROL | SHIFT)
    keyboard.press(Qt.Key.Key_Return, CONTROL)
    keyboard.press(Qt.Key.Key_Tab)
    assert triggers(console) == []
    keyboard.type("0143")
    keyboard.press(Qt.Key.Key_Space)
    await until(lambda: any(one.stage is Stage.ACCEPTED for one in triggers(console)), PATIENCE_S)
    await until(lambda: any(one.reports for one in watch.book.open_incidents), PATIENCE_S)


def test_from_share_to_triggered_crash_callflow_by_keyboard(qapp: QApplication, console: Console) -> None:
    keyboard = Keyboard()

    async def work() -> None:
        running = asyncio.ensure_future(console.run(None))
        try:
            await triggered_by_keyboard(console, keyboard)
        finally:
            console.quit()
            await running

    run(qapp, work())
    (trigger,) = triggers(console)
    assert trigger.confirmed.file == "vehicle_crash"
    assert keyboard.pressed == KEYS
