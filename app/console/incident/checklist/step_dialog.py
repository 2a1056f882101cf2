"""What a step of the checklist asks before it counts as done; Enter answers, Esc leaves the step open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CARD_TITLE
from app.domain.checklist.checklist import Step
from app.domain.incident.incident import Incident
from app.domain.incident.wishing.wishes import NOTE_LIMIT


class StepDialog(QDialog):
    """One field.

    Signals:
        answered: the answer, not empty.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident, step: Step) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._done = Button(theme, "It is done", Kind.PRIMARY, key="Enter")
        self.setWindowTitle(f"Checklist of {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(480))
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(one_line(step.words))
        asked = PlainLabel(theme, CAPTION, "muted", wraps=True)
        asked.show_text(one_line(step.note))
        self._field.setAccessibleName(one_line(step.note))
        self._field.setMaxLength(NOTE_LIMIT)
        self._field.setMinimumHeight(theme.px(36))
        leave = Button(theme, "Leave it open")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (title, asked, self._field):
            column.addWidget(widget)
        column.addLayout(row)
        leave.clicked.connect(self.reject)
        self._done.clicked.connect(self._answer)
        self._field.returnPressed.connect(self._answer)
        self._field.textChanged.connect(lambda text: self._done.setEnabled(bool(text.strip())))
        self._done.setEnabled(False)

    def _answer(self) -> None:
        text = self._field.text().strip()
        if text:
            self.answered.emit(text)
            self.accept()
