from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.console.shortcuts.actions import Action
from app.console.shortcuts.keymap import Keymap
from app.console.theme.theme import Theme
from app.console.tools.shortcut_editor import KeyRow, KeySheet, print_sheet
from app.console.widgets.buttons import Button
from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import settle


@pytest.fixture
def sheet(theme: Theme, opened: Open) -> Iterator[KeySheet]:
    shown = KeySheet(opened(scenes.empty()), theme)
    shown.open()
    settle()
    yield shown
    shown.close()
    shown.deleteLater()


def row_of(sheet: KeySheet, act: Action) -> KeyRow:
    return sheet._rows[list(Action).index(act)]


def press(sheet: KeySheet, act: Action, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    field = row_of(sheet, act).field
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClick(field, key, modifier)


NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_a_key_is_changed_by_pressing_another(sheet: KeySheet, theme: Theme) -> None:
    press(sheet, Action.TAKE_NEXT, Qt.Key.Key_T, CTRL)
    assert theme.keys.shown(Action.TAKE_NEXT) == "Ctrl+T"
    assert "Ctrl+T" in row_of(sheet, Action.TAKE_NEXT).field.accessibleName()
    press(sheet, Action.SOUND_TEST, Qt.Key.Key_Greater, CTRL | SHIFT)
    assert theme.keys.shown(Action.SOUND_TEST) == "Ctrl+>"


def test_a_clash_is_named_and_esc_leaves_the_key_and_the_sheet_as_they_were(sheet: KeySheet, theme: Theme) -> None:
    press(sheet, Action.TAKE_NEXT, Qt.Key.Key_F7, NONE)
    assert "“Write a note”" in sheet.said
    press(sheet, Action.TAKE_NEXT, Qt.Key.Key_Escape, NONE)
    assert theme.keys.shown(Action.TAKE_NEXT) == "F2"
    assert sheet.isVisible()
    press(sheet, Action.TAKE_NEXT, Qt.Key.Key_Shift, SHIFT)
    press(sheet, Action.TAKE_NEXT, Qt.Key.Key_F12, CTRL)
    assert theme.keys.shown(Action.TAKE_NEXT) == "Ctrl+F12"
    assert sheet.said.startswith("To change a key")


def test_one_key_is_reset_and_all_are(sheet: KeySheet, theme: Theme) -> None:
    press(sheet, Action.TAKE_NEXT, Qt.Key.Key_T, CTRL)
    press(sheet, Action.NOTE, Qt.Key.Key_B, CTRL)
    reset = row_of(sheet, Action.NOTE)._reset
    assert reset.isVisible()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert theme.keys.chosen == {Action.TAKE_NEXT: "Ctrl+T"}
    QTest.mouseClick(button(sheet, "Reset all"), Qt.MouseButton.LeftButton)
    assert theme.keys.chosen == {}


def test_letters_are_switched_off(sheet: KeySheet, theme: Theme) -> None:
    box = sheet.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    box.setChecked(False)
    assert not theme.keys.letters
    assert "none" in row_of(sheet, Action.ACKNOWLEDGE).field.accessibleName()


def test_the_sheet_is_searched_by_words_and_by_key(sheet: KeySheet) -> None:
    field = sheet.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("wall")
    assert [row._action for row in sheet.shown] == [Action.WALL]
    field.setText("ctrl+f11")
    assert [row._action for row in sheet.shown] == [Action.SECOND_MONITOR]
    field.clear()
    assert len(sheet.shown) == len(Action)


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt says that this machine has no printer
def test_printing_asks_for_the_printer_without_a_loop_of_its_own(sheet: KeySheet) -> None:
    QTest.mouseClick(button(sheet, "Print…"), Qt.MouseButton.LeftButton)
    asked = sheet.findChild(QPrintDialog)
    assert isinstance(asked, QPrintDialog)
    assert asked.isVisible()
    assert asked.printer().docName() == "Watchfloor keys"
    asked.reject()


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt says so too when a device can't be written to
def test_the_sheet_on_paper_takes_the_pages_that_it_needs(theme: Theme, tmp_path: Path) -> None:
    pdf = QPdfWriter(str(tmp_path / "keys.pdf"))
    assert print_sheet(pdf, Keymap()) >= 1
    assert (tmp_path / "keys.pdf").stat().st_size > 5_000
    assert print_sheet(QPdfWriter(str(tmp_path / "no" / "folder.pdf")), Keymap()) == 0


def test_a_printer_that_does_not_print_is_said(sheet: KeySheet) -> None:
    sheet._printed(0)
    assert sheet.said.startswith("Nothing was printed")


def button(sheet: QWidget, name: str) -> Button:
    return next(one for one in sheet.findChildren(Button) if one.accessibleName() == name)
