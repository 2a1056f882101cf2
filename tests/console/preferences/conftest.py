"""A seat in front of the preferences, in a loop of its own."""

import collections.abc
import pathlib

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.console.theme.theme import Theme
from tests.console.loop import run
from tests.console.preferences.seat import Seat, Sit, Test


@pytest.fixture
def seated(qapp: QApplication, theme: Theme, tmp_path: pathlib.Path) -> collections.abc.Iterator[Sit]:
    seats: list[Seat] = []

    def sit(test: Test) -> None:
        async def work() -> None:
            seat = Seat(theme, tmp_path)
            seats.append(seat)
            await seat.opened()
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
