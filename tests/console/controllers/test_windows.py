from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.console.controllers.windows import PaletteController
from app.console.incident.dialogs import CloseDialog
from app.console.map.pane import PLACE_ZOOM
from app.console.map.state import View
from app.console.shortcuts.actions import Action
from app.console.station.commands import IncidentCommands
from app.console.tools.palette import Palette
from app.domain.incident.commands import AddNote
from tests.console import loop
from tests.console.conftest import Open
from tests.console.controllers.test_incident import Desk
from tests.console.fake_client import FakeStationClient
from tests.shots import scenes


class Seat:
    """A window at which somebody works by name."""

    def __init__(self, opened: Open, folder: Path, scene: scenes.Scene) -> None:
        self.desk = Desk(opened(scene), scene.watch, FakeStationClient(), folder)
        self.window = self.desk.window
        self.palettes = PaletteController(
            self.window, scene.watch, IncidentCommands(scene.watch, self.desk.tasks, self.desk.client)
        )

    def write(self, line: str, *keys: Qt.Key) -> Palette:
        self.desk.press(Action.PALETTE)
        palette = self.window.findChildren(Palette)[-1]
        QTest.keyClicks(palette.field, line)
        for key in keys:
            QTest.keyClick(palette.field, key)
        return palette


def test_an_act_is_done_by_part_of_its_name(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path, scenes.flood())
    seat.window.queue.view.select(1042)
    palette = seat.write("close inc")
    assert palette.shown == [Action.CLOSE]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert seat.window.findChild(CloseDialog) is not None
    assert not palette.isVisible()


def test_arrows_choose_and_esc_does_nothing(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path, scenes.flood())
    done: list[Action] = []
    palette = seat.write("go to the", Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down)
    chosen = palette.shown[2]
    palette.action_chosen.connect(done.append)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == [chosen]
    seat.write("note never", Qt.Key.Key_Escape)
    assert seat.desk.client.commands == []


def test_a_note_by_its_order(opened: Open, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        seat = Seat(opened, tmp_path, scenes.flood())
        seat.window.queue.view.select(1042)
        seat.write("note at home", Qt.Key.Key_Return)
        await seat.desk.settled()
        (wish,) = seat.desk.client.commands
        assert isinstance(wish, AddNote)
        assert (wish.incident, wish.text) == (1042, "at home")

    loop.run(qapp, work())


def test_goto_looks_at_the_place_and_follows_no_more(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path, scenes.flood())
    seat.write("goto 39.8 -89.6", Qt.Key.Key_Return)
    assert not seat.window.map_pane.map_actions.follow.isChecked()
    assert seat.window.map_pane._view == View(39.8, -89.6, PLACE_ZOOM)


def test_close_selects_the_incident_and_asks(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path, scenes.flood())
    seat.window.queue.view.select(1044)
    seat.write("close 1042", Qt.Key.Key_Return)
    assert seat.window.number == 1042
    assert seat.window.findChild(CloseDialog) is not None


def test_what_can_not_be_done_is_said_and_the_palette_stays(opened: Open, tmp_path: Path) -> None:
    seat = Seat(opened, tmp_path, scenes.flood())
    assert "no open incident 7" in seat.write("close 7", Qt.Key.Key_Return).remark
    assert "Latitude" in seat.write("goto 91 0", Qt.Key.Key_Return).remark
    assert "Nothing is called that" in seat.write("xyzzy", Qt.Key.Key_Return).remark
    empty = Seat(opened, tmp_path, scenes.empty())
    assert "Select one first" in empty.write("note x", Qt.Key.Key_Return).remark
    flood = Seat(opened, tmp_path, scenes.flood())
    flood.window.queue._searched("0143")
    assert "hides incident 1042" in flood.write("close 1042", Qt.Key.Key_Return).remark
