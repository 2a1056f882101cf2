"""What to do with the incident now; it never scrolls away, and a refusal stands right above it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.console.controls.button import Button, Kind
from app.console.controls.surface import Surface
from app.console.icons import Icon
from app.console.keys import Act, key_shown
from app.console.plain_text import PlainLabel
from app.console.theme import Theme
from app.console.type_faces import BODY
from app.domain.incident.incident import Incident


class Foot(Surface):
    """One primary button and the note.

    Signals:
        acknowledge: acknowledge this incident.
        note: write a note.
        reopen: open this closed incident again.
    """

    acknowledge = Signal()
    note = Signal()
    reopen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top",))
        self._refusal = PlainLabel(theme, BODY, "p2", wraps=True)
        self._acknowledge = Button(theme, self.tr("Acknowledge"), Kind.CRITICAL, key=key_shown(Act.ACKNOWLEDGE))
        self._reopen = Button(theme, self.tr("Reopen"), Kind.NORMAL, key=key_shown(Act.REOPEN))
        self._note = Button(theme, self.tr("Note"), key=key_shown(Act.NOTE), icon=Icon.NOTE_PENCIL)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._acknowledge, 3)
        row.addWidget(self._reopen)
        row.addWidget(self._note)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._refusal)
        column.addLayout(row)
        self.refuse("")
        self._acknowledge.clicked.connect(self.acknowledge)
        self._reopen.clicked.connect(self.reopen)
        self._note.clicked.connect(self.note)

    def show_incident(self, incident: Incident) -> None:
        """Offer what an incident allows."""
        self._acknowledge.setVisible(incident.is_open and incident.unacknowledged)
        self._reopen.setVisible(not incident.is_open)

    def refuse(self, sentence: str) -> None:
        """Show why something was refused, until the next act."""
        self._refusal.show_text(sentence)
        self._refusal.setVisible(bool(sentence))
