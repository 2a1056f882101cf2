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
from app.console.watch import Watch
from app.domain.incident.alarms import needs_someone
from app.domain.incident.incident import Incident


class Foot(Surface):
    """One primary button, the note, and who has it.

    Signals:
        acknowledge: acknowledge this incident.
        note: write a note.
        reopen: open this closed incident again.
        hold, release: set it aside for some time, or end that.
        take_over: take it from the operator who has it.
    """

    acknowledge = Signal()
    note = Signal()
    reopen = Signal()
    take_over = Signal()
    hold = Signal()
    release = Signal()

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__(theme, "page", lines=("top",))
        self._watch = watch
        self._refusal = PlainLabel(theme, BODY, "p2", wraps=True)
        self._acknowledge = Button(theme, self.tr("Acknowledge"), Kind.CRITICAL, key=key_shown(Act.ACKNOWLEDGE))
        self._reopen = Button(theme, self.tr("Reopen"), Kind.NORMAL, key=key_shown(Act.REOPEN))
        self._take_over = Button(theme, self.tr("Take over"), key=key_shown(Act.TAKE_OVER))
        self._hold = Button(theme, self.tr("Hold…"), key=key_shown(Act.HOLD))
        self._release = Button(theme, self.tr("Release"), key=key_shown(Act.RELEASE))
        self._note = Button(theme, self.tr("Note"), key=key_shown(Act.NOTE), icon=Icon.NOTE_PENCIL)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._acknowledge, 3)
        row.addWidget(self._reopen)
        row.addWidget(self._take_over)
        row.addWidget(self._note)
        row.addWidget(self._hold)
        row.addWidget(self._release)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._refusal)
        column.addLayout(row)
        self.refuse("")
        self._acknowledge.clicked.connect(self.acknowledge)
        self._reopen.clicked.connect(self.reopen)
        self._take_over.clicked.connect(self.take_over)
        self._hold.clicked.connect(self.hold)
        self._release.clicked.connect(self.release)
        self._note.clicked.connect(self.note)

    def show_incident(self, incident: Incident) -> None:
        """Offer what an incident allows."""
        self._acknowledge.setVisible(incident.is_open and incident.unacknowledged)
        self._reopen.setVisible(not incident.is_open)
        self._hold.setVisible(incident.is_open and incident.held_until is None and not needs_someone(incident))
        self._release.setVisible(incident.held_until is not None)
        another = incident.owner not in (None, self._watch.operator)
        self._take_over.setVisible(incident.is_open and another and not incident.unacknowledged)

    def refuse(self, sentence: str) -> None:
        """Show why something was refused, until the next act."""
        self._refusal.show_text(sentence)
        self._refusal.setVisible(bool(sentence))
