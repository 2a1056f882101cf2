"""The handover window: the sheet of this moment, two signatures, and a file of it."""

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from app.console.app import GuiCollector
from app.console.theme.theme import Theme
from app.console.tools.handover import HandoverWindow, HandoverWindowController
from app.console.widgets.buttons import Button
from app.core.tasks import Tasks
from app.domain.handover import Seat, ShiftFacts
from app.domain.incident.commands import SignHandover
from app.domain.incident.events import HandoverSigned
from app.export import sheets
from tests.console import loop
from tests.console.fake_client import FakeStationClient
from tests.shots import scenes
from tests.shots.scenes import Scene

ZONE = ZoneInfo("America/Chicago")
FACTS = ShiftFacts(head="20420:" + "7" * 64, shift_began=scenes.NOW - 8 * 3_600_000, happened=(), quarantined=0)


class Desk(FakeStationClient):
    """Tells the facts of a shift and takes signatures."""

    def __init__(self) -> None:
        super().__init__()

    async def handover(self) -> ShiftFacts:
        if self.silent:
            raise TimeoutError
        return FACTS


class Room:
    """A room with its window."""

    def __init__(self, theme: Theme, scene: Scene) -> None:
        self.scene, self.watch = scene, scene.done()
        self.window = HandoverWindow(theme, ZONE)
        self.tasks = Tasks(loop.no_failure)
        self.collector = GuiCollector(self.window)
        self.collector.start()
        self.desk = Desk()
        seat = lambda: Seat(operator=self.watch.operator or "", environment="simulator", lamps=(), silent_ms=0)  # noqa: E731 as short as it is
        self.room = HandoverWindowController(self.window, self.watch, self.tasks, self.desk, seat, ZONE)

    async def settled(self) -> None:
        await loop.until(lambda: not self.tasks.names)

    async def press(self, words: str) -> None:
        next(one for one in self.window.findChildren(Button) if one.accessibleName().startswith(words)).click()
        await self.settled()

    def happens(self, operator: str, text: str) -> None:
        event = HandoverSigned(sheet_sha256=sheets.sha256(text), sheet=text)
        record = self.scene.event(None, 0, event, operator)
        self.watch.take([record], self.scene.pulse(), caught_up=True)

    def said(self) -> str:
        return self.window._problem.whole_text()

    def close(self) -> None:
        self.collector.stop()
        self.room.close()
        self.window.deleteLater()


def test_a_sheet_is_made_signed_by_both_and_saved(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        room = Room(theme, scenes.flood())
        room.room.open()
        await room.settled()
        text = room.window._text.toPlainText()
        assert text.startswith("WATCHFLOOR HANDOVER SHEET")
        assert "OPEN INCIDENTS: 6" in text
        assert "555" not in text
        assert "Nobody has signed" in room.window._signatures.whole_text()
        await room.press("Sign as M. Okafor")
        (wish,) = room.desk.commands
        assert isinstance(wish, SignHandover)
        assert (wish.sheet, wish.sheet_sha256) == (text, sheets.sha256(text))
        room.happens("M. Okafor", text)
        assert "M. Okafor" in room.window._signatures.whole_text()
        assert not room.window._sign.isEnabled()
        room.watch.sign_on("J. Tran")
        assert room.window._sign.isEnabled()
        room.room.save(tmp_path / "sheet.txt")
        await room.settled()
        room.room._write(tmp_path / "sheet.pdf", text, None, scenes.NOW)
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
        assert sheets.sha256(text) in (tmp_path / "sheet.txt").read_text()
        room.room.save(tmp_path / "nowhere" / "sheet.txt")
        await room.settled()
        assert "could not be saved" in room.said()
        room.close()

    loop.run(qapp, work())


def test_who_comes_finds_the_sheet_that_the_other_signed(theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        room = Room(theme, scenes.flood())
        room.happens("J. Tran", "WATCHFLOOR HANDOVER SHEET\nof J. Tran\n")
        room.room.open()
        assert "of J. Tran" in room.window._text.toPlainText()
        await room.press("Make it anew")
        assert "of J. Tran" not in room.window._text.toPlainText()
        assert "Nobody has signed" in room.window._signatures.whole_text()
        room.close()

    loop.run(qapp, work())


def test_refusals_and_silence_are_said(theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        room = Room(theme, scenes.flood())
        leaving: list[bool] = []
        room.room.leaving.connect(lambda: leaving.append(True))
        room.room.open()
        await room.settled()
        room.desk.refusal = "You have signed this sheet already."
        await room.press("Sign as")
        assert room.said() == "You have signed this sheet already."
        room.desk.silent = True
        await room.press("Sign as")
        assert "Whether you signed" in room.said()
        await room.press("Make it anew")
        assert "may be old" in room.said()
        await room.press("Sign off")
        assert leaving == [True]
        room.close()

    loop.run(qapp, work())


def test_nobody_signs_nothing(theme: Theme) -> None:
    window = HandoverWindow(theme, ZONE)
    window.show_sheet("text", None, None)
    assert not window._sign.isEnabled()
    window.deleteLater()
