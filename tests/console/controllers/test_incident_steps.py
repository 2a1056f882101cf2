"""D does the next step of the checklist: its deed, what it asks, and the check."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.console.controllers.incident import StepController
from app.console.incident.checklist import StepDialog, StepRow
from app.console.incident.pane import Tab
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands
from app.domain.incident.commands import CheckStep, UncheckStep
from app.domain.incident.events import StepChecked
from tests.console import loop
from tests.console.conftest import Open
from tests.console.controllers.test_incident import Desk
from tests.console.fake_client import FakeStationClient
from tests.shots import work_scenes
from tests.shots.scenes import Scene


class Seat(Desk):
    """A window with hands that know the checklist."""

    def __init__(self, opened: Open, scene: Scene, folder: Path) -> None:
        super().__init__(opened(scene), scene.watch, FakeStationClient(), folder)
        self.steps = StepController(self.window, scene.watch, IncidentCommands(scene.watch, self.tasks, self.client))
        self.window.queue.view.select(1044)

    @property
    def rows(self) -> list[StepRow]:
        return [row for row in self.window.findChildren(StepRow) if not row.isHidden()]

    def answer(self, words: str) -> None:
        dialog = self.window.findChild(StepDialog)
        assert isinstance(dialog, StepDialog)
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_d_asks_what_the_step_asks_and_checks_it(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        seat = Seat(opened, work_scenes.checklist(done=0), tmp_path)
        seat.press(Action.DO_NEXT)
        seat.answer("Sample account 12")
        await seat.settled()
        (wish,) = seat.client.commands
        assert isinstance(wish, CheckStep)
        assert (wish.incident, wish.step, wish.note) == (1044, "match-number", "Sample account 12")

    loop.run(qapp, work())


def test_d_does_the_deed_of_the_step_and_shift_d_does_not(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        seat = Seat(opened, work_scenes.checklist(done=1), tmp_path)
        tabs = []
        for act in (Action.CHECK_NEXT, Action.DO_NEXT):
            seat.press(act)
            tabs.append(seat.window.centre.incident.tab)
        assert tabs == [Tab.SUMMARY, Tab.ADDITIONAL_DATA]
        await seat.settled()
        assert [(type(one), one.step) for one in seat.client.commands if isinstance(one, CheckStep)] == [
            (CheckStep, "read-data"),
            (CheckStep, "read-data"),
        ]

    loop.run(qapp, work())


def test_every_deed_keeps_the_keyboard_where_it_is(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = work_scenes.checklist(done=2)
        seat = Seat(opened, scene, tmp_path)
        captured: list[bool] = []
        seat.window.actions_.on(Action.CAPTURE, lambda: captured.append(True))
        for step, words in (("check-place", "Check"), ("ask-again", "Ask")):
            seat.press(Action.DO_NEXT)
            record = scene.event(1044, 0, StepChecked(step=step, words=words), "M. Okafor")
            scene.watch.take([record], scene.pulse(), caught_up=True)
        assert captured == [True]
        await seat.settled()

    loop.run(qapp, work())


def test_a_press_checks_a_step_or_takes_the_check_back(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        seat = Seat(opened, work_scenes.checklist(done=1), tmp_path)
        for row in seat.rows[:2]:
            QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        await seat.settled()
        assert [type(one) for one in seat.client.commands] == [UncheckStep, CheckStep]

    loop.run(qapp, work())


def test_a_form_that_is_open_is_no_step_done(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, work_scenes.opened_here(), tmp_path)
    forms: list[bool] = []
    seat.window.actions_.on(Action.NEW_TRIGGER, lambda: forms.append(True))
    seat.press(Action.DO_NEXT)
    assert forms == [True]
    assert seat.client.commands == []


def test_nothing_is_done_to_what_nobody_has_acknowledged_or_what_is_done(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, work_scenes.checklist(done=5), tmp_path)
    seat.press(Action.DO_NEXT)
    assert "Nothing is open" in seat.window.centre.incident._foot._refusal.whole_text()
    seat.window.queue.view.select(1047)
    seat.press(Action.DO_NEXT)
    assert "Acknowledge it first" in seat.window.centre.incident._foot._refusal.whole_text()
    assert seat.client.commands == []


def test_the_rows_say_what_is_done_by_whom_and_what_is_next(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, work_scenes.checklist(done=1), tmp_path)
    assert [row.whole_text().partition("  ")[0] for row in seat.rows][:2] == [
        "Match the number with the account",
        "Read the additional data",
    ]
    assert "MO" in seat.rows[0].whole_text()
    assert "Sample account 12" in seat.rows[0].whole_text()
    assert seat.rows[0].accessibleName().endswith("Press to take it back.")
