from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.console.controllers.session import SignOnController, SignOnDialog
from app.console.state_file import StateFile
from app.console.store import Store
from app.console.theme.theme import Theme
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.incident.commands import Answer, Done, Refused
from tests.console import loop
from tests.console.conftest import Open
from tests.console.fake_client import FakeStationClient
from tests.shots import scenes


class Desk(FakeStationClient):
    """Signs on whoever comes, unless it was told what to say."""

    def __init__(self, watch: Store, *answers: Answer | Exception) -> None:
        super().__init__()
        self._watch = watch
        self._answers = list(answers)
        self.names: list[str] = []
        self.left = 0
        self.went_to: list[str | None] = []

    async def sign_on(self, name: str) -> Answer:
        self.names.append(name)
        answer = self._answers.pop(0) if self._answers else Done(seq=1, session="s")
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Done):
            self._watch.sign_on(name)
        return answer

    async def change_operator(self, name: str, to: str | None) -> Answer:
        self.left += 1
        self.went_to.append(to)
        return await self.sign_on(name)

    async def sign_off(self, to: str | None = None) -> Answer | None:
        self.left += 1
        self.went_to.append(to)
        self._watch.sign_on(None)
        return None


class Hall:
    """A window with a reception."""

    def __init__(self, window: MainWindow, watch: Store, theme: Theme, folder: Path) -> None:
        self.window, self.watch = window, watch
        self.memory = StateFile(folder)
        self.tasks = Tasks(loop.no_failure)
        self.reception = SignOnController(window, theme, watch, self.memory, self.tasks)

    @property
    def dialogs(self) -> list[SignOnDialog]:
        return [one for one in self.window.findChildren(SignOnDialog) if one.isVisible()]

    def type(self, name: str) -> None:
        field = self.dialogs[0].findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    async def settled(self) -> None:
        await loop.until(lambda: not self.tasks.names)


def test_it_asks_once_there_is_a_station(opened: Open, theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.Scene("production", operator=None)
        hall = Hall(opened(scene), scene.watch, theme, tmp_path)
        hall.reception.ask()
        assert hall.dialogs == []
        desk = Desk(scene.watch)
        hall.reception.open(desk)
        hall.reception.ask()
        assert len(hall.dialogs) == 1
        hall.type("   ")
        hall.type("  M.   Okafor ")
        await hall.settled()
        assert desk.names == ["M. Okafor"]
        assert hall.dialogs == []
        assert hall.memory.names == ["M. Okafor"]

    loop.run(qapp, work())


def test_a_refusal_stands_in_the_dialog(opened: Open, theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.Scene("production", operator=None)
        hall = Hall(opened(scene), scene.watch, theme, tmp_path)
        desk = Desk(scene.watch, Refused(refused="A name, please."), TimeoutError())
        hall.reception.open(desk)
        for sentence in ("A name, please.", "The station did not answer. Try again in a moment."):
            hall.type("M. Okafor")
            await hall.settled()
            assert hall.dialogs[0]._problem.whole_text() == sentence
        hall.type("M. Okafor")
        await hall.settled()
        assert scene.watch.operator == "M. Okafor"

    loop.run(qapp, work())


def test_whoever_comes_next_signs_the_other_off(opened: Open, theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        scene = scenes.Scene("production", operator="J. Tran")
        hall = Hall(opened(scene), scene.watch, theme, tmp_path)
        hall.memory.remember_name("R. Keller")
        desk = Desk(scene.watch)
        hall.reception.open(desk)
        hall.dialogs[0].named.emit("R. Keller")
        await hall.settled()
        assert (desk.left, scene.watch.operator) == (1, "R. Keller")

    loop.run(qapp, work())


def test_on_the_simulator_somebody_sits_from_the_start(
    opened: Open, theme: Theme, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        scene = scenes.Scene("simulator", operator=None)
        hall = Hall(opened(scene), scene.watch, theme, tmp_path)
        desk = Desk(scene.watch)
        hall.reception.open(desk)
        await hall.settled()
        assert desk.names == ["Trainee"]

    loop.run(qapp, work())
