"""Preferences in front of a pretend desk, and what a person does with them."""

import collections.abc
import pathlib

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from app.console.preferences.window import PreferencesController, PreferencesWindow
from app.console.preferences.workplace import own_values
from app.console.state_file import StateFile
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.console.widgets.text import Remark
from app.core.tasks import Tasks
from app.protocol.settings import SettingsReport
from tests.console.fake_client import FakeStationClient
from tests.console.loop import no_failure, until
from tests.shots import scenes
from tests.shots import settings as shots_settings


class Desk(FakeStationClient):
    def __init__(self) -> None:
        super().__init__()
        self.told = shots_settings.told()

    async def settings(self) -> SettingsReport:
        if self.silent:
            raise TimeoutError
        return self.told


class Seat:
    def __init__(self, theme: Theme, folder: pathlib.Path) -> None:
        self.theme = theme
        self.folder = folder
        self.desk = Desk()
        self.watch = scenes.flood().done()
        self.tasks = Tasks(no_failure)
        self.window = PreferencesWindow(theme)
        self.restarts: list[bool] = []
        self.ended: bool | OSError = True
        own = own_values(theme, StateFile(folder))
        self.room = PreferencesController(self.window, self.watch, self.tasks, self.desk, own, self._restart)

    def _restart(self) -> bool:
        self.restarts.append(True)
        if isinstance(self.ended, OSError):
            raise self.ended
        return self.ended

    def editor(self, key: str) -> QLineEdit | QComboBox:
        row = self.window.fields.row(key)
        assert row is not None
        return row.editor

    def type(self, key: str, text: str) -> None:
        editor = self.editor(key)
        assert isinstance(editor, QLineEdit)
        editor.clear()
        QTest.keyClicks(editor, text)

    def press(self, words: str) -> None:
        next(one for one in self.window.findChildren(Button) if one.accessibleName() == words).click()

    def says(self, words: str) -> bool:
        return any(words in one.whole_text() for one in self.window.findChildren(Remark) if not one.isHidden())

    def dialog(self) -> QDialog:
        return next(one for one in self.window.findChildren(QDialog) if one.isVisible())

    async def opened(self) -> None:
        self.room.open()
        await until(lambda: not self.tasks.names)


Test = collections.abc.Callable[[Seat], collections.abc.Coroutine[None, None, None]]
Sit = collections.abc.Callable[[Test], None]
