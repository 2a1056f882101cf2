"""The dialog of the base map: what is wrong is said beside the fields, a test's result too, and no key is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.console.map.base_map import BaseMapDialog
from app.console.map.tiles.source import BaseMap
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button

SERVER = "https://maps.example.org/{z}/{x}/{y}.png?k={key}"


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> Iterator[BaseMapDialog]:
    host = QWidget()
    made = BaseMapDialog(host, theme, BaseMap(file="/maps/streets.mbtiles"), key_kept=True)
    yield made
    host.deleteLater()
    QApplication.sendPostedEvents(host)


def button(dialog: BaseMapDialog, words: str) -> Button:
    return next(one for one in dialog.findChildren(Button) if one.accessibleName() == words)


def test_what_is_wrong_is_said_and_can_not_be_used(dialog: BaseMapDialog) -> None:
    dialog.server.setText("maps.example.org")
    assert dialog.remark == "Write the address as https://maps.example.org/{z}/{x}/{y}.png"
    assert not button(dialog, "Use it").isEnabled()
    dialog.server.setText(SERVER)
    assert "whose map it is" in dialog.remark
    dialog.attribution.setText("© Sample County")
    assert button(dialog, "Use it").isEnabled()
    assert "never depends on it" in dialog.remark


def test_what_is_written_is_tested_and_chosen(dialog: BaseMapDialog, qtbot: QtBot) -> None:
    dialog.server.setText(SERVER)
    dialog.attribution.setText("© Sample County")
    dialog.key.setText(" abc ")
    written = BaseMap(file="/maps/streets.mbtiles", server=SERVER, attribution="© Sample County")
    with qtbot.waitSignal(dialog.test_wanted) as tested:
        button(dialog, "Test").click()
    assert tested.args == [written, "abc"]
    dialog.say("maps.example.org gave a picture of this place.", good=True)
    assert dialog.remark == "maps.example.org gave a picture of this place."
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "Use it").click()
    assert chosen.args == [written, "abc"]


def test_a_key_is_never_shown(dialog: BaseMapDialog) -> None:
    assert dialog.key.echoMode() is QLineEdit.EchoMode.Password
    assert dialog.key.text() == ""
    assert dialog.key.placeholderText() == "Kept in the keyring"
