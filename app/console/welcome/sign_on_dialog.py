"""Signing on: a name now, a password in a later version; every command carries it into the journal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.flow import FlowLayout
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, TITLE
from app.domain.incident.wishing.wishes import NAME_LIMIT


class SignOnDialog(QDialog):
    """One field; names that signed on here before are one click away.

    Signals:
        named: the name somebody wants to sign on with.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, remembered: list[str]) -> None:
        super().__init__(parent)
        self._theme = theme
        self._field = QLineEdit()
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._sign_on = Button(theme, "Sign on", Kind.PRIMARY, key="Enter")
        self.setWindowTitle("Sign on")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self._lay_out(column, remembered)
        self._field.textChanged.connect(self._judge)
        self._field.returnPressed.connect(self._name)
        self._sign_on.clicked.connect(self._name)
        self._judge("")

    def refuse(self, sentence: str) -> None:
        """Show why the station did not take the name."""
        self._problem.show_text(sentence)
        self._problem.setVisible(bool(sentence))
        self._sign_on.setEnabled(not sentence)

    def _lay_out(self, column: QVBoxLayout, remembered: list[str]) -> None:
        title = PlainLabel(self._theme, TITLE)
        title.show_text("Who sits here?")
        remark = PlainLabel(self._theme, CAPTION, "muted", wraps=True)
        remark.show_text("Your name goes into the journal with everything you do. Alarms sound either way.")
        self._field.setAccessibleName("Your name")
        self._field.setPlaceholderText("Name, like M. Okafor")
        self._field.setMaxLength(NAME_LIMIT)
        self._field.setMinimumHeight(self._theme.px(36))
        self._field.setCompleter(QCompleter(remembered, self))
        names = FlowLayout(spacing=6)
        for name in remembered:
            button = Button(self._theme, one_line(name)).small()
            button.clicked.connect(lambda _checked=False, name=name: self.named.emit(name))
            names.addWidget(button)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sign_on)
        for widget in (title, remark, self._field, self._problem):
            column.addWidget(widget)
        column.addLayout(names)
        column.addLayout(row)

    def _judge(self, text: str) -> None:
        self.refuse("")
        self._sign_on.setEnabled(bool(text.strip()))

    def _name(self) -> None:
        name = " ".join(self._field.text().split())
        if name:
            self.named.emit(name)
