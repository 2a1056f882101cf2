"""By keyboard alone, in the real program: a call is shared, taken, and a crash callflow goes out once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.console.app import Console
from app.console.sound import player
from app.domain.callflow.trigger import TriggerStage
from tests.console.loop import run, until
from tests.console.sound.fake_outputs import DESK, FakeOutputs
from tests.journeys.keyboard import Keyboard, confirm_crash_callflow, one_call, owner, triggers

PATIENCE_S = 15.0
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's multimedia and its missing GPU speak while they load

KEYS = 26
"""From the share on: F2, F4, V, Tab, the caller's name, the place, the preview, Tab, four digits and Space."""


@pytest.fixture
def console(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Console]:
    monkeypatch.setattr(player, "Outputs", lambda: FakeOutputs(DESK))
    yield from one_call(qapp, tmp_path, monkeypatch)


async def triggered_by_keyboard(console: Console, keyboard: Keyboard) -> None:
    window, watch = console._window, console._watch
    await until(lambda: watch.operator is not None, PATIENCE_S)
    await until(lambda: any(one.place for one in watch.book.open_incidents), PATIENCE_S)
    window.activateWindow()
    window.queue.view.setFocus()

    keyboard.press(Qt.Key.Key_F2)
    await until(lambda: owner(console) == watch.operator, PATIENCE_S)
    confirm_crash_callflow(console, keyboard)
    await until(lambda: any(one.stage is TriggerStage.ACCEPTED for one in triggers(console)), PATIENCE_S)
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
