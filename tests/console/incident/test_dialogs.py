from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton, QWidget

from app.console.incident.dialogs import CloseDialog
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.domain.checklist import ChecklistStep
from app.domain.incident.handlers.incident import DISPOSITIONS
from app.export.event_text import disposition
from tests.shots import scenes


def dialog(theme: Theme, parent: QWidget) -> CloseDialog:
    return CloseDialog(parent, theme, scenes.one(acknowledged=True).done().book.incidents[1044])


def close_button(shown: CloseDialog) -> Button:
    return next(one for one in shown.findChildren(Button) if one.accessibleName().startswith("Close"))


def test_every_disposition_has_words_and_a_digit(theme: Theme) -> None:
    parent = QWidget()
    choices = dialog(theme, parent).findChildren(QRadioButton)
    assert [choice.accessibleName() for choice in choices] == [disposition(code) for code in DISPOSITIONS]
    assert [choice.shortcut().toString() for choice in choices] == [str(place) for place in range(1, 9)]
    assert disposition("NEWER") == "NEWER"


def test_nothing_happens_without_a_choice_or_by_enter(theme: Theme) -> None:
    parent = QWidget()
    shown = dialog(theme, parent)
    shown.show()
    decided: list[tuple[str, str]] = []
    shown.decided.connect(lambda code, words: decided.append((code, words)))
    assert not close_button(shown).isEnabled()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert decided == []
    shown.findChildren(QRadioButton)[3].click()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert decided == []
    close_button(shown).click()
    assert decided == [("CALLER_SAFE", "")]
    shown.close()


def test_other_needs_words(theme: Theme) -> None:
    parent = QWidget()
    shown = dialog(theme, parent)
    shown.findChildren(QRadioButton)[-1].click()
    assert not close_button(shown).isEnabled()
    field = shown.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Moved to the night list")
    decided: list[tuple[str, str]] = []
    shown.decided.connect(lambda code, words: decided.append((code, words)))
    close_button(shown).click()
    assert decided == [("OTHER", "Moved to the night list")]


def test_open_steps_ask_for_words_unless_the_disposition_says_why(theme: Theme) -> None:
    parent = QWidget()
    incident = scenes.one(acknowledged=True).done().book.incidents[1044]
    shown = CloseDialog(parent, theme, incident, (ChecklistStep(id="call", words="Call back"),))
    assert any("Call back" in label.whole_text() for label in shown.findChildren(PlainLabel))
    choices = shown.findChildren(QRadioButton)
    choices[3].click()
    assert not close_button(shown).isEnabled()
    choices[6].click()
    assert close_button(shown).isEnabled()
    choices[3].click()
    field = shown.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Her ECC called her")
    assert close_button(shown).isEnabled()
