"""A seat at the first run, in a loop of its own."""

import collections.abc
import pathlib

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.console.theme.theme import Theme
from tests.console.loop import run
from tests.console.setup.seat import Seat, Test
from tests.shots import scenes
from tests.shots.scenes import Scene

Sit = collections.abc.Callable[..., None]


@pytest.fixture
def seated(qapp: QApplication, theme: Theme, tmp_path: pathlib.Path) -> collections.abc.Iterator[Sit]:
    seats: list[Seat] = []

    def sit(test: Test, scene: Scene | None = None, operator: str | None = "M. Okafor") -> None:
        async def work() -> None:
            seat = Seat(theme, tmp_path, scene or scenes.empty(), operator)
            seats.append(seat)
            try:
                await test(seat)
            finally:
                await seat.tasks.stop()

        run(qapp, work())

    yield sit
    for seat in seats:
        seat.room.close()
        seat.window.deleteLater()
        QApplication.sendPostedEvents(seat.window, QEvent.Type.DeferredDelete)
