"""Unlocking: the operator's name, which is no password, and says so."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, TITLE
from app.domain.incident.wishing.wishes import NAME_LIMIT


class UnlockDialog(QDialog):
    """Blocks every window of this console until somebody gives a name; Esc does nothing.

    Signals:
        named: the name somebody gave.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, operator: str | None) -> None:
        super().__init__(parent)
        self._over = False
        self.field = QLineEdit()
        self.setWindowTitle("Locked")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(theme.px(420))
        title, who, remark = PlainLabel(theme, TITLE), PlainLabel(theme, BODY, wraps=True), _remark(theme)
        title.show_text("Locked")
        signed_on = "Signed on: {name}. Another name signs that person on instead."
        nobody = "Nobody is signed on. Your name signs you on."
        who.show_text(signed_on.replace("{name}", operator) if operator else nobody)
        remark.show_text(
            "The lock hides what is personal from passers-by. This version has no passwords: whoever can type a "
            "name can unlock."
        )
        self.field.setAccessibleName("Your name")
        self.field.setPlaceholderText("Your name")
        self.field.setMaxLength(NAME_LIMIT)
        self.field.setMinimumHeight(theme.px(36))
        self.field.returnPressed.connect(self._name)
        unlock = Button(theme, "Unlock", Kind.PRIMARY, key="Enter")
        unlock.clicked.connect(self._name)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(unlock)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (title, who, self.field, remark):
            column.addWidget(widget)
        column.addLayout(row)

    def open_up(self) -> None:
        """Close for good."""
        self._over = True
        self.accept()

    def reject(self) -> None:
        """Esc never unlocks."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Neither does the window's own button."""
        event.setAccepted(self._over)

    def _name(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.named.emit(name)


def _remark(theme: Theme) -> PlainLabel:
    return PlainLabel(theme, CAPTION, "muted", wraps=True)
