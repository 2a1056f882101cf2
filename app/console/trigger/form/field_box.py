"""One field of the form: label, where its value came from, the box, and beneath it help or the problem."""

import msgspec
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.look.plain_text import PlainLabel, visible
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, CAPTION
from app.console.place_doubts import offer, typed_anyway
from app.console.trigger.form.sentences import said
from app.domain.callflow.definition import Kind as Meaning
from app.domain.callflow.field import Field
from app.domain.callflow.form import FieldProblem
from app.domain.callflow.limits import NEEDED
from app.domain.location.reading import Reading

YES_NO = ("yes", "no")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a field shows at a moment."""

    text: str
    provenance: str = ""
    help: str = ""
    problem: FieldProblem | None = None


class FieldBox(QWidget):
    """20 label, 32 box, 20 help.

    Signals:
        edited: the operator typed or chose; carries the field's key and its text.
        instead: the operator takes another reading of a doubtful place; carries the key and the reading.
        as_typed: the operator confirms a doubtful place; carries the key.
    """

    edited = Signal(str, str)
    instead = Signal(str, object)
    as_typed = Signal(str)

    def __init__(self, theme: Theme, field: Field) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._visited = False
        self._problem: FieldProblem | None = None
        self._label = PlainLabel(theme, BODY_MEDIUM)
        self._optional = PlainLabel(theme, CAPTION, "muted")
        self._provenance = PlainLabel(theme, CAPTION, "muted")
        self._help = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.editor = self._make_editor()
        self._instead = Button(theme, "", Kind.NORMAL).small()
        self._confirm = Button(theme, "", Kind.NORMAL).small()
        self._reading: Reading | None = None
        self._lay_out()
        self._label.setBuddy(self.editor)
        self.editor.installEventFilter(self)
        self._instead.clicked.connect(lambda: self.instead.emit(self.field.key, self._reading))
        self._confirm.clicked.connect(lambda: self.as_typed.emit(self.field.key))

    def show_state(self, shown: Shown) -> None:
        """Show the field as it stands; the cursor stays where it is."""
        self._put(shown.text)
        self._provenance.show_text(shown.provenance)
        needed_only = shown.problem is not None and shown.problem.sentence == NEEDED and not shown.text.strip()
        self._problem = None if needed_only and not self._visited else shown.problem
        sentence = said(self._problem.sentence) if self._problem else ""
        self._help.show_text(sentence or shown.help)
        self._help.set_tone("p2" if sentence else "muted")
        self._help.setContentsMargins(self._theme.px(18) if sentence else 0, 0, 0, 0)
        self._show_offers()
        self._mark(problem=bool(sentence))
        self.editor.setAccessibleDescription(sentence or shown.help)
        self.update()

    @property
    def offers(self) -> tuple[Button, Button]:
        """What a doubtful place offers: another reading, and its confirmation as it stands."""
        return self._instead, self._confirm

    def insist(self) -> None:
        """From now on an empty field says that it is needed."""
        self._visited = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A field that was left has been visited."""
        if event.type() == QEvent.Type.FocusOut and not self._visited:
            self._visited = True
            self.edited.emit(self.field.key, self._text())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the problem's shape beside its words."""
        if self._problem is None:
            return
        painter = QPainter(self)
        px = self._theme.px
        middle = self._help.y() + px(9)
        paint(painter, Shape.P2, QPointF(px(7), middle), px(13), self._theme.tokens)

    def _make_editor(self) -> QLineEdit | QComboBox:
        choices = YES_NO if self.field.kind is Meaning.YES_NO else self.field.choices
        name = visible(self.field.label)
        if choices:
            box = QComboBox()
            box.addItems(["", *choices])
            box.currentTextChanged.connect(lambda text: self.edited.emit(self.field.key, text))
            box.setAccessibleName(name)
            return box
        line = QLineEdit()
        line.setAccessibleName(name)
        line.textEdited.connect(lambda text: self.edited.emit(self.field.key, text))
        line.returnPressed.connect(self.focusNextChild)
        return line

    def _text(self) -> str:
        return self.editor.currentText() if isinstance(self.editor, QComboBox) else self.editor.text()

    def _put(self, text: str) -> None:
        if text == self._text():
            return
        self.editor.blockSignals(True)
        if isinstance(self.editor, QComboBox):
            if self.editor.findText(text) < 0:
                self.editor.addItem(text)
            self.editor.setCurrentText(text)
        else:
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        self.editor.blockSignals(False)

    def _show_offers(self) -> None:
        place = self._problem.place if self._problem else None
        self._reading = place.instead if place else None
        self._instead.setVisible(self._reading is not None)
        self._confirm.setVisible(place is not None and place.as_typed is not None)
        if place is not None and self._reading is not None:
            self._instead.say(offer(self._reading))
        if place is not None:
            self._confirm.say(typed_anyway(place.doubt))

    def _mark(self, *, problem: bool) -> None:
        if self.editor.property("problem") != problem:
            self.editor.setProperty("problem", problem)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _lay_out(self) -> None:
        self._label.show_text(self.field.label)
        self._optional.show_text("" if self.field.required else "optional")
        # The label is never cut; where its value came from elides instead.
        self._label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label)
        head.addWidget(self._optional)
        head.addStretch(1)
        head.addWidget(self._provenance, 0, Qt.AlignmentFlag.AlignRight)
        offers = QHBoxLayout()
        offers.setSpacing(8)
        offers.addWidget(self._instead)
        offers.addWidget(self._confirm)
        offers.addStretch(1)
        self.editor.setMinimumHeight(self._theme.px(32))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._help)
        column.addLayout(offers)
        column.addStretch(1)
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.editor.setMinimumHeight(self._theme.px(32))
