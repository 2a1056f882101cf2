from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.console.incident.timeline.view import NoteBox
from app.console.theme.theme import Theme
from app.domain.incident.handlers.incident import NOTE_LIMIT


def test_enter_adds_shift_enter_does_not_and_esc_only_leaves(theme: Theme) -> None:
    box = NoteBox(theme)
    box.show()
    written: list[str] = []
    box.written.connect(written.append)
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert written == []
    QTest.keyClicks(box.field, "one")
    QTest.keyClick(box.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(box.field, "two")
    QTest.keyClick(box.field, Qt.Key.Key_Escape)
    assert (written, box.field.toPlainText()) == ([], "one\ntwo")
    QTest.keyClick(box.field, Qt.Key.Key_Enter)
    assert written == ["one\ntwo"]
    box.clear()
    assert box.field.toPlainText() == ""


def test_it_grows_with_its_lines_up_to_four(theme: Theme) -> None:
    box = NoteBox(theme)
    heights = []
    for lines in (1, 2, 4, 9):
        box.restore("\n".join("x" * lines))
        heights.append(box.field.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_it_says_whose_name_and_how_much_is_too_much(theme: Theme) -> None:
    box = NoteBox(theme)
    box.sign("M. Okafor")
    assert box._signed.whole_text() == "append-only, signed M. Okafor"
    box.sign(None)
    assert box._signed.whole_text() == "sign on to write"
    box.restore("x" * (NOTE_LIMIT + 3))
    assert box._problem.whole_text() == "3 characters too many. Split it in two."
