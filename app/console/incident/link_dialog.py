"""Saying that two incidents are one event, or taking it back; Enter does it, Esc leaves it as it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CARD_TITLE
from app.domain.incident.incident import Incident

HIGHEST = 999_999_999


class LinkDialog(QDialog):
    """One field for a number; a number that is linked is taken back.

    Signals:
        linked, unlinked: the other incident's number.
    """

    linked = Signal(int)
    unlinked = Signal(int)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident) -> None:
        super().__init__(parent)
        self._incident = incident
        self._field = QLineEdit()
        self._do = Button(theme, "Link", Kind.PRIMARY, key="Enter")
        self.setWindowTitle(f"Link incident {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(f"Which incident is the same event as {incident.number}?")
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        linked = ", ".join(str(number) for number in incident.related)
        told = "Linked now: {numbers}. Write such a number again to take its link back."
        remark.show_text(told.format(numbers=linked) if linked else "Each then shows the other in its head.")
        self._field.setValidator(QIntValidator(1, HIGHEST, self))
        self._field.setAccessibleName("Number of the other incident")
        self._field.setMinimumHeight(theme.px(36))
        self._lay_out(theme, (title, remark))
        self._field.returnPressed.connect(self._decide)
        self._field.textChanged.connect(lambda _text: self._judge())
        self._judge()

    def _lay_out(self, theme: Theme, heads: tuple[PlainLabel, ...]) -> None:
        leave = Button(theme, "Leave it as it is")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (*heads, self._field):
            column.addWidget(widget)
        column.addLayout(row)
        leave.clicked.connect(self.reject)
        self._do.clicked.connect(self._decide)

    def _number(self) -> int:
        return int(self._field.text() or 0)

    def _judge(self) -> None:
        takes_back = self._number() in self._incident.related
        self._do.say("Take the link back" if takes_back else "Link")
        self._do.setEnabled(self._field.hasAcceptableInput())

    def _decide(self) -> None:
        if self._field.hasAcceptableInput():
            takes_back = self._number() in self._incident.related
            (self.unlinked if takes_back else self.linked).emit(self._number())
            self.accept()
