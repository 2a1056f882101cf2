"""One call from its ring to its end, by keyboard alone: heard, claimed, worked, triggered, closed."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton

from app.console.app import Console
from app.console.sound import player
from app.domain.callflow.trigger import TriggerStage
from app.domain.incident.model import Incident
from tests.console.loop import run, until
from tests.console.sound.fake_outputs import DESK, FakeOutputs
from tests.journeys.keyboard import Keyboard, confirm_crash_callflow, one_call, owner, triggers

PATIENCE_S, LIMIT_S = 15.0, 40.0
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's multimedia and its missing GPU speak while they load


class Shift:
    """An operator who only listens, looks and types."""

    def __init__(self, console: Console, devices: FakeOutputs) -> None:
        self.console, self.devices, self.keyboard = console, devices, Keyboard()
        self._window, self._watch = console._window, console._watch

    @property
    def incident(self) -> Incident:
        (incident,) = self._watch.book.incidents.values()
        return incident

    async def hear(self) -> None:
        await until(lambda: self._watch.operator is not None, PATIENCE_S)
        await until(lambda: any(one.place for one in self._watch.book.open_incidents), PATIENCE_S)
        assert not self.incident.heard
        await until(self._rendered, PATIENCE_S)
        await until(lambda: bool(self.incident.heard), PATIENCE_S)

    def _rendered(self) -> bool:
        speaker = self.devices.opened.get(DESK)
        if speaker is None or not speaker.played:
            return False
        speaker.take()
        return bool(self.console._sound._rang)

    async def claim(self) -> None:
        self._window.activateWindow()
        self._window.queue.view.setFocus()
        self.keyboard.press(Qt.Key.Key_F2)
        await until(lambda: owner(self.console) == self._watch.operator, PATIENCE_S)

    async def work(self) -> None:
        self.keyboard.press(Qt.Key.Key_F7)
        self.keyboard.type("Car on its side")
        self.keyboard.press(Qt.Key.Key_Return)
        await until(lambda: self.incident.notes == 1, PATIENCE_S)
        self.keyboard.press(Qt.Key.Key_Escape)
        self.keyboard.press(Qt.Key.Key_D)
        await until(self._asked, PATIENCE_S)
        self.keyboard.type("Account 4711")
        self.keyboard.press(Qt.Key.Key_Return)
        await until(lambda: len(self.incident.checks) == 1, PATIENCE_S)
        await self._back()

    async def trigger(self) -> None:
        confirm_crash_callflow(self.console, self.keyboard)
        await until(lambda: any(one.stage is TriggerStage.ACCEPTED for one in triggers(self.console)), PATIENCE_S)

    async def close(self) -> None:
        self.keyboard.press(Qt.Key.Key_F8)
        await until(self._asked, PATIENCE_S)
        self.keyboard.press(Qt.Key.Key_1)
        await until(self._chosen, PATIENCE_S)
        self.keyboard.press(Qt.Key.Key_Tab)
        self.keyboard.type("The ECC has everything")
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space):
            self.keyboard.press(key)
        await until(lambda: not self.incident.is_open, PATIENCE_S)

    def _chosen(self) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, QRadioButton) and focus.isChecked()

    async def _back(self) -> None:
        self._window.activateWindow()  # a window manager does this when a dialog goes
        await until(lambda: QApplication.activeWindow() is self._window, PATIENCE_S)

    def _asked(self) -> bool:
        front = QApplication.activeWindow()
        return front is not None and front is not self._window and QApplication.focusWidget() is not None


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> FakeOutputs:
    made = FakeOutputs(DESK)
    monkeypatch.setattr(player, "Outputs", lambda: made)
    return made


@pytest.fixture
def shift(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, devices: FakeOutputs) -> Iterator[Shift]:
    for console in one_call(qapp, tmp_path, monkeypatch):
        yield Shift(console, devices)


def test_a_call_from_its_ring_to_its_end(qapp: QApplication, shift: Shift) -> None:
    async def work() -> None:
        running = asyncio.ensure_future(shift.console.run(None))
        try:
            for part in (shift.hear, shift.claim, shift.work, shift.trigger, shift.close):
                await part()
        finally:
            shift.console.quit()
            await running

    run(qapp, work(), LIMIT_S)
    incident = shift.incident
    assert [one.device for one in incident.heard] == [DESK.name]
    assert (incident.owner, incident.notes, len(incident.checks)) == (incident.heard[0].console, 1, 1)
    assert (incident.close_reason, bool(incident.left_open)) == ("HANDED_TO_ECC", True)
    assert [trigger.stage for trigger in incident.triggers] == [TriggerStage.ACCEPTED]
