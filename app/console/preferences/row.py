"""One preference: what it is called, where its value comes from, its editor, and what it means or why it won't do."""

import collections.abc

import msgspec
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_MEDIUM, CAPTION
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import SectionHead
from app.console.widgets.text import Remark


class PreferenceField(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a setting of the station or a value of this console."""

    key: str
    """``station.`` or ``console.`` and the name."""
    section: str
    label: str
    help: str
    text: str
    """The value as a person types it."""
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen, and how each choice is called; empty when it is typed."""
    origin: str = ""
    """Where the value comes from."""
    fixed: str = ""
    """Why it can't be changed here, and who can; empty when it can."""
    locked: bool = False
    """Whether an administrator's file holds it."""
    waits: str = ""
    """What counts until the station starts again; empty when the value counts already."""

    @property
    def changed(self) -> bool:
        """Whether it is another than the default."""
        return self.text != self.default

    def says(self, words: str) -> bool:
        """Whether each of the words stands somewhere in what the row says."""
        name = self.key.partition(".")[2]
        whole = f"{name} {self.section} {self.label} {self.help} {self.text} {self.origin}".casefold()
        return all(word in whole for word in words.casefold().split())


class PreferenceRow(QWidget):
    """20 label, 32 editor, then help; a problem takes the help's place and says what to type.

    Signals:
        edited: somebody typed or chose; the field's key and the text.
        reset: somebody wants the default again; the field's key.
    """

    edited = Signal(str, str)
    reset = Signal(str)

    def __init__(self, theme: Theme, field: PreferenceField) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._problem = ""
        self._label = PlainLabel(theme, BODY_MEDIUM)
        self._origin = PlainLabel(theme, CAPTION, "muted")
        self._reset = Button(theme, "Reset", ButtonKind.QUIET).small()
        self._help = Remark(theme)
        self._waits = Remark(theme, CAPTION, "text")
        self.editor = self._make_editor(field)
        self._reset.clicked.connect(lambda: self.reset.emit(self.field.key))
        self._lay_out()
        self._theme.changed.connect(self._restyle)
        self.show_field(field, field.text, "")

    def show_field(self, field: PreferenceField, text: str, problem: str) -> None:
        """Show the field's value and source, with what is typed and why it is refused."""
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

    def _make_editor(self, field: PreferenceField) -> QLineEdit | QComboBox:
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


Typed = collections.abc.Mapping[str, str]
"""Texts or problems by a field's key."""


class FieldColumn(QWidget):
    """Makes a row for each field once, and updates it.

    Signals:
        edited: somebody typed or chose; the field's key and the text.
        reset: somebody wants the default again; the field's key.
    """

    edited = Signal(str, str)
    reset = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, PreferenceRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_fields(self, fields: collections.abc.Iterable[PreferenceField], typed: Typed, problems: Typed) -> None:
        """Show the fields with what is typed in them, by key; fields that are gone lose their rows."""
        fields = list(fields)
        for key in self._rows.keys() - {field.key for field in fields}:
            self._rows.pop(key).deleteLater()
        for field in fields:
            if field.key not in self._rows:
                self._add(field)
            self._rows[field.key].show_field(field, typed.get(field.key, field.text), problems.get(field.key, ""))

    def keep(self, wanted: collections.abc.Callable[[PreferenceField], bool]) -> int:
        """Show only the wanted rows, and heads that have some; returns how many."""
        seen = {row.field.section for row in self._rows.values() if wanted(row.field)}
        for row in self._rows.values():
            row.setVisible(wanted(row.field))
        for section, head in self._heads.items():
            head.setVisible(section in seen)
        return sum(wanted(row.field) for row in self._rows.values())

    def row(self, key: str) -> PreferenceRow | None:
        """The row of a field."""
        return self._rows.get(key)

    def _add(self, field: PreferenceField) -> None:
        if field.section not in self._heads:
            self._heads[field.section] = head = SectionHead(self._theme, field.section)
            head.setContentsMargins(0, 10, 0, 0)
            self._column.addWidget(head)
        self._rows[field.key] = row = PreferenceRow(self._theme, field)
        row.edited.connect(self.edited)
        row.reset.connect(self.reset)
        self._column.addWidget(row)
