"""One preference: what it is called, where its value comes from, its editor, and what it means or why it won't do."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.remark import Remark
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, CAPTION
from app.console.preferences.field import Field


class PreferenceRow(QWidget):
    """20 label, 32 editor, then help; a problem takes the help's place and says what to type.

    Signals:
        edited: somebody typed or chose; the field's key and the text.
        reset: somebody wants the default again; the field's key.
    """

    edited = Signal(str, str)
    reset = Signal(str)

    def __init__(self, theme: Theme, field: Field) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._problem = ""
        self._label = PlainLabel(theme, BODY_MEDIUM)
        self._origin = PlainLabel(theme, CAPTION, "muted")
        self._reset = Button(theme, "Reset", Kind.QUIET).small()
        self._help = Remark(theme)
        self._waits = Remark(theme, CAPTION, "text")
        self.editor = self._make_editor(field)
        self._reset.clicked.connect(lambda: self.reset.emit(self.field.key))
        self._lay_out()
        self._theme.changed.connect(self._restyle)
        self.show_field(field, field.text, "")

    def show_field(self, field: Field, text: str, problem: str) -> None:
        """Show the field as the source tells it, with what is typed and why it won't do."""
        self.field, self._problem = field, problem
        self._label.show_text(field.label)
        self._origin.show_text("not applied yet" if text != field.text else field.origin)
        self._origin.set_tone("accent" if text != field.text else "muted")
        self._put(text)
        self.editor.setEnabled(not field.fixed)
        self._help.show_text(problem or field.help, "p2" if problem else "muted")
        self._help.setContentsMargins(self._theme.px(18) if problem else 0, 0, 0, 0)
        self._waits.show_text(field.fixed or field.waits)
        self._waits.setVisible(bool(field.fixed or field.waits))
        self._reset.setVisible(text != field.default and not field.fixed)
        self.editor.setAccessibleDescription(problem or field.help)
        self._mark(problem=bool(problem))
        self.update()

    def text(self) -> str:
        """What stands in the editor."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData() or "")
        return self.editor.text()

    @property
    def problem(self) -> str:
        """Why what is typed won't do; empty when it will."""
        return self._problem

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape beside a problem's words, and the one of a lock."""
        painter, px = QPainter(self), self._theme.px
        if self._problem:
            paint(painter, Shape.P2, QPointF(px(7), self._help.y() + px(9)), px(13), self._theme.tokens)
        if self.field.locked:
            middle = self._label.y() + self._label.height() / 2
            paint(painter, Shape.OFF, QPointF(px(7), middle), px(13), self._theme.tokens)

    def _make_editor(self, field: Field) -> QLineEdit | QComboBox:
        if field.choices:
            box = QComboBox()
            for text, words in field.choices:
                box.addItem(words, text)
            box.activated.connect(lambda _index: self.edited.emit(self.field.key, self.text()))
            box.setAccessibleName(field.label)
            return box
        line = QLineEdit()
        line.textEdited.connect(lambda text: self.edited.emit(self.field.key, text))
        line.setAccessibleName(field.label)
        return line

    def _put(self, text: str) -> None:
        if text == self.text():
            return
        if isinstance(self.editor, QComboBox):
            if self.editor.findData(text) < 0:
                self.editor.addItem(text, text)  # chosen elsewhere, more finely than here
            self.editor.setCurrentIndex(self.editor.findData(text))
        else:
            self.editor.setText(text)
            self.editor.setCursorPosition(0)

    def _mark(self, *, problem: bool) -> None:
        if self.editor.property("problem") != problem:
            self.editor.setProperty("problem", problem)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _lay_out(self) -> None:
        self._label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.setContentsMargins(self._theme.px(18) if self.field.locked else 0, 0, 0, 0)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._origin)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.editor, 1)
        line.addWidget(self._reset)
        line.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(3)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._help)
        column.addWidget(self._waits)
        self._restyle()

    def _restyle(self) -> None:
        self.editor.setMinimumHeight(self._theme.px(32))
