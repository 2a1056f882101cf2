"""One secret: whether it is there, and what can be done with it. What it is can be typed, and is never shown."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.flow import FlowLayout
from app.console.controls.remark import Remark
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, CAPTION
from app.console.secrets.secret_door import Secret
from app.console.secrets.words import Words, stands

MADE_HERE = ("shared-secret", "shared-secret-next")
"""Secrets that this center makes; RapidSOS makes the others."""


class SecretRow(QWidget):
    """A wizard may place one.

    Signals:
        typed: a secret was typed in; its name and what was typed.
        generated: a fresh one is wanted; its name.
        forgotten: it shall be taken out; its name.
        switched: the next one shall be the current one.
    """

    typed = Signal(str, str)
    generated = Signal(str)
    forgotten = Signal(str)
    switched = Signal()

    def __init__(self, theme: Theme, name: str, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._shape = Shape.NOT_PROVEN
        self._label = PlainLabel(theme, BODY_MEDIUM)
        self._stands = PlainLabel(theme, CAPTION, "muted")
        self._help = Remark(theme)
        self.field = QLineEdit()
        self._keep = Button(theme, "Keep")
        self._replace = Button(theme, "Type it in…").small()
        self._make = Button(theme, "Make one").small()
        self._switch = Button(theme, "Switch to it").small()
        self._forget = Button(theme, "Forget…", Kind.QUIET).small()
        self._label.show_text(words.label)
        self._help.show_text(words.help)
        self._lay_out(words.label)
        self._connect()
        self.show_state(Secret(name=name, kept=False, given=False))

    def show_state(self, secret: Secret) -> None:
        """Show how it stands; what was typed is gone from the field."""
        there = secret.kept or secret.given
        self._shape = Shape.SEEN if there else Shape.NOT_PROVEN
        self._stands.show_text(stands(secret))
        self._replace.say("Replace…" if there else "Type it in…")
        self._make.setVisible(self._name in MADE_HERE and not secret.kept)
        self._switch.setVisible(self._name == MADE_HERE[1] and secret.kept)
        self._forget.setVisible(secret.kept)
        self._open_field(wanted=False)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the state's shape before the label."""
        middle = self._label.y() + self._label.height() / 2
        paint(QPainter(self), self._shape, QPointF(self._theme.px(8), middle), self._theme.px(13), self._theme.tokens)

    def _open_field(self, *, wanted: bool) -> None:
        self.field.clear()
        for widget in (self.field, self._keep):
            widget.setVisible(wanted)
        if wanted:
            self.field.setFocus()

    def _typed(self) -> None:
        text = self.field.text()
        if text:
            self._open_field(wanted=False)
            self.typed.emit(self._name, text)

    def _connect(self) -> None:
        self._replace.clicked.connect(lambda: self._open_field(wanted=self.field.isHidden()))
        self._keep.clicked.connect(self._typed)
        self.field.returnPressed.connect(self._typed)
        self._make.clicked.connect(lambda: self.generated.emit(self._name))
        self._forget.clicked.connect(lambda: self.forgotten.emit(self._name))
        self._switch.clicked.connect(self.switched)
        self._theme.changed.connect(self._restyle)

    def _lay_out(self, label: str) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(label)
        self.field.setPlaceholderText("Nothing is shown while you type")
        self._label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addSpacing(self._theme.px(20))
        head.addWidget(self._label)
        head.addWidget(self._stands, 1)
        acts = FlowLayout(spacing=8)
        for button in (self._replace, self._make, self._switch, self._forget):
            acts.addWidget(button)
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._help)
        column.addLayout(line)
        column.addLayout(acts)
        self._restyle()

    def _restyle(self) -> None:
        self.field.setMinimumHeight(self._theme.px(32))
