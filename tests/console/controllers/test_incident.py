from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.console.controllers.incident import IncidentController
from app.console.drafts import Drafts
from app.console.incident.dialogs import CloseDialog, HoldDialog
from app.console.incident.pane import Tab
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands
from app.console.store import Store
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    CloseIncident,
    Command,
    HoldIncident,
    Refused,
    ReleaseIncident,
    ReopenIncident,
    TakeOverIncident,
)
from tests.console import loop
from tests.console.conftest import Open
from tests.console.fake_client import FakeStationClient
from tests.shots import scenes


class Desk:
    """A window with hands."""

    def __init__(self, window: MainWindow, watch: Store, client: FakeStationClient, folder: Path) -> None:
        self.window = window
        self.client = client
        self.tasks = Tasks(loop.no_failure)
        self.drafts = Drafts(folder, lambda: "token")
        self.incidents = IncidentController(window, watch, IncidentCommands(watch, self.tasks, client), self.drafts)

    def press(self, act: Action) -> None:
        self.window.actions_.at(act).trigger()

    async def settled(self) -> None:
        await loop.until(lambda: not self.tasks.names)

    @property
    def dialog(self) -> CloseDialog:
        found = self.window.findChild(CloseDialog)
        assert isinstance(found, CloseDialog)
        return found


def kinds(wishes: list[Command]) -> list[type[Command]]:
    return [type(wish) for wish in wishes]


def test_f2_opens_and_acknowledges_the_next(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
        desk.window.queue.view.select(1039)
        desk.press(Action.NOTE)  # the keyboard is in a field, of another tab
        desk.press(Action.TAKE_NEXT)
        await desk.settled()
        assert desk.window.number == 1047
        assert desk.window.centre.incident.tab is Tab.SUMMARY
        assert desk.window.focusWidget() is desk.window.queue.view
        assert kinds(desk.client.commands) == [Acknowledge]

    loop.run(qapp, work())


def test_f2_with_nothing_new_does_nothing(opened: Open, tmp_path: Path) -> None:
    scene = scenes.one(acknowledged=True)
    desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
    desk.press(Action.TAKE_NEXT)
    assert desk.client.commands == []


def test_a_note_by_keyboard(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
        desk.window.queue.view.select(1042)
        desk.press(Action.NOTE)
        field = desk.window.centre.incident.timeline.note.field
        QTest.keyClicks(field, "She is safe")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(field, "and home")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.toPlainText() == ""
        QTest.keyClicks(field, "typed on")
        await desk.settled()
        (wish,) = desk.client.commands
        assert isinstance(wish, AddNote)
        assert wish.text == "She is safe\nand home"
        assert field.toPlainText() == "typed on"
        assert desk.drafts.text(1042) == "typed on"
        desk.incidents._save.stop()

    loop.run(qapp, work())


def test_notes_written_in_a_row_are_all_sent_in_order(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
        desk.window.queue.view.select(1042)
        desk.press(Action.NOTE)
        field = desk.window.centre.incident.timeline.note.field
        for number in range(10):
            QTest.keyClicks(field, f"note {number}")
            QTest.keyClick(field, Qt.Key.Key_Return)
        await desk.settled()
        sent = [command.text for command in desk.client.commands if isinstance(command, AddNote)]
        assert sent == [f"note {number}" for number in range(10)]
        desk.incidents._save.stop()

    loop.run(qapp, work())


def test_what_was_refused_comes_back_before_what_was_typed_since(
    opened: Open, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(Refused(refused="Not now.")), tmp_path)
        desk.window.queue.view.select(1042)
        desk.press(Action.NOTE)
        field = desk.window.centre.incident.timeline.note.field
        for text in ("first", "second"):
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, "third")
        await desk.settled()
        assert field.toPlainText() == "first\nsecond\nthird"
        assert len(desk.client.commands) == 1
        desk.incidents._save.stop()

    loop.run(qapp, work())


def test_a_refused_note_stays_written(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(Refused(refused="Not now.")), tmp_path)
        desk.window.queue.view.select(1042)
        desk.press(Action.NOTE)
        field = desk.window.centre.incident.timeline.note.field
        QTest.keyClicks(field, "kept")
        QTest.keyClick(field, Qt.Key.Key_Enter)
        await desk.settled()
        assert field.toPlainText() == "kept"
        desk.window.queue.view.select(1044)
        assert field.toPlainText() == ""
        desk.window.queue.view.select(1042)
        assert field.toPlainText() == "kept"
        desk.incidents._save.stop()

    loop.run(qapp, work())


def test_closing_asks_for_the_disposition(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
        desk.window.queue.view.select(1042)
        desk.press(Action.CLOSE)
        QTest.keyClick(desk.dialog, Qt.Key.Key_Return)
        assert desk.client.commands == []
        desk.dialog.decided.emit("CALLER_SAFE", "at home")
        desk.dialog.close()
        await desk.settled()
        (wish,) = desk.client.commands
        assert isinstance(wish, CloseIncident)
        assert (wish.incident, wish.reason, wish.text) == (1042, "CALLER_SAFE", "at home")
        scene.watch.take([scene.close(1042, 0, "M. Okafor", "CALLER_SAFE")], scene.pulse(), caught_up=True)
        desk.press(Action.CLOSE)
        desk.press(Action.REOPEN)
        await desk.settled()
        assert kinds(desk.client.commands) == [CloseIncident, ReopenIncident]

    loop.run(qapp, work())


def test_f9_holds_for_two_minutes_and_shift_f9_releases(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.held()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
        desk.window.queue.view.select(1044)
        desk.press(Action.HOLD)
        dialog = desk.window.findChild(HoldDialog)
        assert isinstance(dialog, HoldDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        desk.window.queue.view.select(1042)
        desk.press(Action.RELEASE)
        desk.window.centre.incident.release.emit()
        await desk.settled()
        first, *others = desk.client.commands
        assert isinstance(first, HoldIncident)
        assert (first.incident, first.for_ms) == (1044, 120_000)
        assert kinds(others) == [ReleaseIncident, ReleaseIncident]

    loop.run(qapp, work())


def test_taking_over_names_the_owner_that_was_seen(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
        desk.window.queue.view.select(1043)
        desk.press(Action.TAKE_OVER)
        await desk.settled()
        (wish,) = desk.client.commands
        assert isinstance(wish, TakeOverIncident)
        assert (wish.incident, wish.taken_from) == (1043, "R. Keller")

    loop.run(qapp, work())


def test_a_new_incident_can_not_be_closed_unseen(opened: Open, tmp_path: Path) -> None:
    scene = scenes.flood()
    desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
    desk.window.queue.view.select(1047)
    desk.press(Action.CLOSE)
    assert desk.window.findChild(CloseDialog) is None
    assert desk.client.commands == []


def test_places_and_copies_by_key(opened: Open, tmp_path: Path) -> None:
    scene = scenes.flood()
    desk = Desk(opened(scene), scene.watch, FakeStationClient(), tmp_path)
    desk.window.queue.view.select(1044)
    for act, tab in (
        (Action.TIMELINE, Tab.TIMELINE),
        (Action.RAW, Tab.RAW),
        (Action.SUMMARY, Tab.SUMMARY),
        (Action.OPEN, Tab.SUMMARY),
    ):
        desk.press(act)
        assert desk.window.centre.incident.tab is tab
    desk.press(Action.COPY_COORDINATES)
    assert QGuiApplication.clipboard().text() == "39.806413, -89.629874"
    desk.press(Action.COPY_SENTENCE)
    assert QGuiApplication.clipboard().text().startswith("Inside the IL_0142 box.")
    desk.press(Action.NEXT_ROW)
    desk.press(Action.PREVIOUS_ROW)
    assert desk.window.number == 1042
    desk.window.split.restore(QByteArray(b"500 1400 0"))
    assert desk.window.split.kept().endsWith(b" 0")
    desk.press(Action.MAP)
    assert not desk.window.split.kept().endsWith(b" 0")


def test_no_answer_is_not_called_a_failure(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.flood()
        desk = Desk(opened(scene), scene.watch, FakeStationClient(TimeoutError()), tmp_path)
        desk.window.queue.view.select(1042)
        desk.press(Action.ACKNOWLEDGE)
        await desk.settled()
        said = desk.window.centre.incident._foot._refusal.whole_text()
        assert said == "The station did not answer. Whether it happened shows in the timeline when it is back."

    loop.run(qapp, work())
