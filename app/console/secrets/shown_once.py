"""A fresh secret, seen this one time: to copy, to hand over, and then gone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.flow import FlowLayout
from app.console.controls.remark import Remark
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_STRONG, CODE


class ShownOnce(QWidget):
    """Hidden while there is nothing to show; a wizard may place one.

    Signals:
        handed_over: somebody has it; it is shown no more.
    """

    handed_over = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._secret = PlainLabel(theme, CODE, wraps=True)
        self._remark = Remark(theme, BODY, "text")
        self._copy = Button(theme, "Copy", icon=Icon.COPY)
        self._done = Button(theme, "I have handed it over", Kind.PRIMARY)
        self._title.show_text("Hand this over to RapidSOS now. It is not shown again.")
        self._secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remark.show_text(
            "It goes into RapidSOS's form as Secret Key, never into a mail. The keyring has it already."
        )
        row = FlowLayout(spacing=8)
        row.addWidget(self._done)
        row.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        for widget in (self._title, self._secret, self._remark):
            column.addWidget(widget)
        column.addLayout(row)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._secret.whole_text()))
        self._done.clicked.connect(self._forget)
        self.hide()

    def show_secret(self, secret: str) -> None:
        """Show it until somebody has it."""
        self._secret.show_text(secret)
        self.show()
        self._done.setFocus()

    def forget(self) -> None:
        """Let go of it, on the clipboard too."""
        clipboard = QGuiApplication.clipboard()
        if self._secret.whole_text() and clipboard.text() == self._secret.whole_text():
            clipboard.clear()
        self._secret.show_text("")
        self.hide()

    def _forget(self) -> None:
        # The clipboard keeps it: whoever copied it pastes it after this.
        self._secret.show_text("")
        self.hide()
        self.handed_over.emit()
