"""To whom open incidents go: who is asked, what is offered, and that Esc changes nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.controllers.links import HandoverController, TransferDialog
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.incident.commands import HandOver
from tests.console import loop
from tests.console.conftest import Open
from tests.console.controllers.test_session_sign_on import Desk, Hall
from tests.console.fake_client import FakeStationClient
from tests.shots import scenes


async def dialog(window: QWidget) -> TransferDialog:
    """The question, as soon as it stands there."""
    await loop.until(lambda: any(one.isVisible() for one in window.findChildren(TransferDialog)))
    return next(one for one in window.findChildren(TransferDialog) if one.isVisible())


def offered(question: TransferDialog) -> list[str]:
    return [button.accessibleName() for button in question.findChildren(Button)]


def press(question: TransferDialog, words: str) -> None:
    next(one for one in question.findChildren(Button) if one.accessibleName() == words).click()


def test_another_at_this_seat_is_offered_first(opened: Open, theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        hall = Hall(opened(scene), scene.watch, theme, tmp_path)
        desk = Desk(scene.watch)
        hall.reception._greeted = True
        hall.reception.open(desk)
        hall.reception.ask()
        for answer in ("Leave it as it is", "To R. Keller"):
            hall.dialogs[0].named.emit("R. Keller")
            question = await dialog(hall.window)
            assert offered(question) == ["To R. Keller", "Back to the floor", "Leave it as it is"]
            focused = question.focusWidget()
            assert focused is not None
            assert focused.accessibleName() == "Leave it as it is"  # a name is mistyped soon
            press(question, answer)
            await hall.settled()
        assert (desk.went_to, scene.watch.operator) == (["R. Keller"], "R. Keller")

    loop.run(qapp, work())


def test_signing_off_asks_and_then_asks_who_comes(
    opened: Open, theme: Theme, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        scene = scenes.flood()
        hall = Hall(opened(scene), scene.watch, theme, tmp_path)
        desk = Desk(scene.watch)
        hall.reception.leave()
        hall.reception._greeted = True
        hall.reception.open(desk)
        hall.reception.leave()
        question = await dialog(hall.window)
        told = [label.whole_text() for label in question.findChildren(PlainLabel)]
        assert "No other operator is signed on." in told
        QTest.keyClick(question, Qt.Key.Key_Escape)
        await hall.settled()
        assert desk.left == 0
        hall.reception.leave()
        press(await dialog(hall.window), "Back to the floor")
        await hall.settled()
        assert desk.went_to == [None]
        assert len(hall.dialogs) == 1
        hall.dialogs[0].close()

    loop.run(qapp, work())


class Seat:
    """A window whose shown incident can be handed over."""

    def __init__(self, window: MainWindow, scene: scenes.Scene) -> None:
        self.window = window
        self.client = FakeStationClient()
        self.tasks = Tasks(loop.no_failure)
        self.handing = HandoverController(
            window, scene.watch, IncidentCommands(scene.watch, self.tasks, self.client), self.tasks
        )


def test_the_shown_incident_goes_where_its_owner_says(opened: Open, qapp: QApplication) -> None:
    async def work() -> None:
        scene = scenes.flood()
        seat = Seat(opened(scene), scene)
        seat.window.queue.view.select(1044)
        seat.window.actions_.at(Action.HAND_OVER).trigger()
        seat.window.actions_.at(Action.HAND_OVER).trigger()
        press(await dialog(seat.window), "Back to the floor")
        await loop.until(lambda: not seat.tasks.names)
        (wish,) = seat.client.commands
        assert isinstance(wish, HandOver)
        assert (wish.incident, wish.to) == (1044, None)

    loop.run(qapp, work())


def test_what_another_has_is_not_handed_over_here(opened: Open) -> None:
    scene = scenes.flood()
    seat = Seat(opened(scene), scene)
    seat.window.queue.view.select(1043)
    seat.window.actions_.at(Action.HAND_OVER).trigger()
    assert "Only who has an incident" in seat.window.centre.incident._foot._refusal.whole_text()
