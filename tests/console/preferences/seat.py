"""Preferences in front of a pretend desk, and what a person does with them."""

import collections.abc
import pathlib

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from app.console.controls.button import Button
from app.console.controls.remark import Remark
from app.console.look.theme import Theme
from app.console.memory import Memory
from app.console.preferences.own_values import own_values
from app.console.preferences.preferences_room import PreferencesRoom
from app.console.preferences.preferences_window import PreferencesWindow
from app.domain.incident.commands import Answer, Command, Done
from app.domain.incident.settings_told import SettingsTold
from app.ground.tasks import Tasks
from tests.console.loop import no_failure, until
from tests.shots import scenes, settings


class Desk:
    def __init__(self) -> None:
        self.told = settings.told()
        self.wishes: list[Command] = []
        self.answer: Answer = Done(seq=9)
        self.silent = False

    async def settings(self) -> SettingsTold:
        if self.silent:
            raise TimeoutError
        return self.told

    async def wish(self, command: Command) -> Answer:
        if self.silent:
            raise TimeoutError
        self.wishes.append(command)
        return self.answer


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
        own = own_values(theme, Memory(folder))
        self.room = PreferencesRoom(self.window, self.watch, self.tasks, self.desk, own, self._restart)

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
