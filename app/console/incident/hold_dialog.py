"""Setting an incident aside: how long, and when it is back; Enter takes the first, Esc leaves it as it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CARD_TITLE
from app.domain.incident.incident import Incident
from app.domain.location.phone import shown

MINUTES = (2, 5, 10)
"""Offered times; the first has the keyboard."""
MINUTE_MS = 60_000


class HoldDialog(QDialog):
    """One button for each time.

    Signals:
        decided: for how long, in ms.
    """

    decided = Signal(int)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident) -> None:
        super().__init__(parent)
        caller = shown(incident.phone) if incident.phone else "no phone number"
        self.setWindowTitle(f"Hold incident {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        title = PlainLabel(theme, CARD_TITLE)
        title.show_text(f"Hold {incident.number}, {caller}?")
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text("It comes back by itself, and at once when it is shared again. RapidSOS goes on being asked.")
        row = QHBoxLayout()
        row.setSpacing(8)
        for minutes in MINUTES:
            row.addWidget(self._button(theme, minutes))
        row.addStretch(1)
        leave = Button(theme, "Don't hold")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(remark)
        column.addLayout(row)

    def _button(self, theme: Theme, minutes: int) -> Button:
        first = minutes == MINUTES[0]
        words = f"{minutes} min"
        button = Button(theme, words, Kind.PRIMARY if first else Kind.NORMAL)
        button.clicked.connect(lambda: self._decide(minutes))
        button.setAutoDefault(True)
        if first:
            button.setDefault(True)
            button.setFocus()
        return button

    def _decide(self, minutes: int) -> None:
        self.decided.emit(minutes * MINUTE_MS)
        self.accept()
