"""Where a note is written: always at the foot of the timeline; Enter adds it, Shift+Enter begins a line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from app.console.controls.button import Button
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION
from app.domain.incident.wishing.wishes import NOTE_LIMIT


class NoteField(QPlainTextEdit):
    """Grows to four lines.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Note")
        self.setPlaceholderText("Write a note. Enter adds it.")
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds; Shift+Enter is a new line; Esc is the window's, which leaves the field."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(max(self.blockCount(), 1), 4)
        self.setFixedHeight(self._theme.px(20) * lines + 22)


class NoteBox(Surface):
    """Field, who signs, and the button.

    Signals:
        written: the text that shall be added.
        draft_changed: the text as it stands, for restoring it after a crash.
    """

    written = Signal(str)
    draft_changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top",))
        self.field = NoteField(theme)
        self._signed = PlainLabel(theme, CAPTION, "muted")
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._add = Button(theme, "Add note", key="Enter")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.field, 1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._signed)
        column.addWidget(self._problem)
        self.refuse("")
        self.field.entered.connect(self._write)
        self._add.clicked.connect(self._write)
        self.field.textChanged.connect(self._changed)
        self._changed()

    def sign(self, operator: str | None) -> None:
        """Say whose name the note will carry."""
        signed = f"append-only, signed {one_line(operator)}" if operator else "sign on to write"
        self._signed.show_text(signed)

    def compact(self, compact: bool) -> None:
        """Do without the line that says who signs."""
        self._signed.setVisible(not compact)

    def restore(self, draft: str) -> None:
        """Put an unsent text back."""
        if draft != self.field.toPlainText():
            self.field.setPlainText(draft)

    def clear(self) -> None:
        """The note is in the journal."""
        self.field.clear()
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Show why the note was not added; the text stays."""
        self._problem.show_text(sentence)
        self._problem.setVisible(bool(sentence))

    def _write(self) -> None:
        text = self.field.toPlainText().strip()
        if text:
            self.written.emit(text)

    def _changed(self) -> None:
        text = self.field.toPlainText()
        self._add.setEnabled(bool(text.strip()))
        over = len(text) - NOTE_LIMIT
        self.refuse(f"{over} characters too many. Split it in two." if over > 0 else "")
        self.draft_changed.emit(text)
