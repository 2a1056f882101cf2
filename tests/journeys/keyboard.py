"""Fingers on the keyboard of a real console, with a station and a simulator of its own behind it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.app import Console
from app.console.state_file import StateFile
from app.console.station.simulation import Simulation
from app.console.theme.theme import Choice, Theme
from app.domain.callflow.trigger import Trigger

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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


def one_call(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Console]:
    """A console on a simulated evening of one call, with a station of its own."""
    monkeypatch.setenv("PYTHONPATH", os.getcwd())  # noqa: PTH109 - as the child processes see it
    theme = Theme(qapp, Choice.LIGHT)
    simulation = Simulation(folder / "data", "calm")
    simulation.station.start_or_attach()
    console = Console(theme, StateFile(folder / "data"), simulation.station, simulation)
    yield console
    console._window.deleteLater()
    theme.deleteLater()


def triggers(console: Console) -> list[Trigger]:
    """Every callflow that the console knows of."""
    return [trigger for incident in console._watch.book.incidents.values() for trigger in incident.triggers]


def owner(console: Console) -> str | None:
    """Who has the incident in front."""
    incident = console._watch.incident(console._window.number)
    return incident.owner if incident else None


def confirm_crash_callflow(console: Console, keyboard: Keyboard) -> None:
    """F4, the callflow's first letter, the caller's name, the place, the preview, four digits and Space."""
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
