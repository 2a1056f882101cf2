"""Links and splits from the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.console.controllers.links import LinkController
from app.console.incident.dialogs import LinkDialog
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands
from app.console.widgets.buttons import Button
from app.console.widgets.dialogs import Question
from app.domain.incident.commands import LinkIncidents, SplitShare, UnlinkIncidents
from tests.console import loop
from tests.console.conftest import Open
from tests.console.controllers.test_incident import Desk
from tests.console.fake_client import FakeStationClient
from tests.shots import work_scenes
from tests.shots.scenes import Scene


class Seat(Desk):
    """A window with hands that link and split."""

    def __init__(self, opened: Open, scene: Scene, folder: Path) -> None:
        super().__init__(opened(scene), scene.watch, FakeStationClient(), folder)
        self.joining = LinkController(
            self.window, scene.watch, IncidentCommands(scene.watch, self.tasks, self.client), self.tasks
        )
        self.window.queue.view.select(1044)

    def said(self) -> str:
        return self.window.centre.incident._foot._refusal.whole_text()


def test_a_number_links_and_the_same_number_takes_it_back(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        seat = Seat(opened, work_scenes.linked(), tmp_path)
        for number in ("1043", "1042"):
            seat.press(Action.LINK)
            dialog = next(one for one in seat.window.findChildren(LinkDialog) if one.isVisible())
            field = dialog.findChild(QLineEdit)
            assert isinstance(field, QLineEdit)
            QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, number)
            QTest.keyClick(field, Qt.Key.Key_Return)
            await seat.settled()
        first, second = seat.client.commands
        assert isinstance(first, LinkIncidents)
        assert isinstance(second, UnlinkIncidents)
        assert (first.incident, first.other, second.other) == (1044, 1043, 1042)

    loop.run(qapp, work())


def test_one_key_goes_to_the_newest_link_and_back(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, work_scenes.linked(), tmp_path)
    head = seat.window.centre.incident._head
    assert head._linked.accessibleName() == "Linked to 1039 and 1 more"
    seat.press(Action.GO_TO_LINKED)
    assert seat.window.number == 1039
    assert head._linked.accessibleName() == "Linked to 1044"
    head._linked.click()
    assert seat.window.number == 1044
    seat.window.queue.view.select(1043)
    assert not head._linked.isVisible()
    seat.press(Action.GO_TO_LINKED)
    assert seat.window.number == 1043


def test_a_link_that_is_not_in_the_queue_is_said(opened: Open, tmp_path: Path) -> None:
    scene = work_scenes.linked()
    seat = Seat(opened, scene, tmp_path)
    closed = [scene.close(number, 0, "M. Okafor", "TEST") for number in (1039, 1042)]
    scene.watch.take(closed, scene.pulse(), caught_up=True)
    seat.press(Action.GO_TO_LINKED)
    assert "1039 is not in the queue" in seat.said()


@pytest.mark.parametrize(("answer", "wishes"), [("Split it", 1), ("Leave it as it is", 0)])
def test_a_split_is_asked_before_it_is_done(
    opened: Open, qapp: QApplication, tmp_path: Path, answer: str, wishes: int
) -> None:
    async def work() -> None:
        seat = Seat(opened, work_scenes.linked(), tmp_path)
        seat.press(Action.SPLIT)
        seat.press(Action.SPLIT)
        await loop.until(lambda: any(one.isVisible() for one in seat.window.findChildren(Question)))
        (question,) = [one for one in seat.window.findChildren(Question) if one.isVisible()]
        assert "rings until somebody takes it" in question.sentence
        next(one for one in question.findChildren(Button) if one.accessibleName() == answer).click()
        await seat.settled()
        assert len(seat.client.commands) == wishes
        for wish in seat.client.commands:
            assert isinstance(wish, SplitShare)
            assert (wish.incident, wish.share) == (1044, "f" * 16)

    loop.run(qapp, work())


def test_one_share_alone_can_not_be_split(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, work_scenes.linked(), tmp_path)
    seat.window.queue.view.select(1042)
    seat.press(Action.SPLIT)
    assert "one share only" in seat.said()
