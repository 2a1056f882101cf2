"""The Timeline tab: chips, delivery proof, every event in words, and the note box at the foot."""

import datetime as dt

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.chip import Chip
from app.console.controls.flow import FlowLayout
from app.console.controls.surface import Surface
from app.console.incident.proof.delivery_proof import DeliveryProof
from app.console.incident.timeline.note_box import NoteBox
from app.console.incident.timeline.timeline_model import TimelineModel
from app.console.incident.timeline.timeline_view import TimelineView
from app.console.incident.timeline.timeline_words import Group, group_words
from app.console.look.theme import Theme
from app.console.watch import Watch
from app.domain.incident.incident import Incident

LEAST_FOR_PROOF = 400
QWIDGETSIZE_MAX = 16_777_215


class Timeline(Surface):
    """One list is the truth."""

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._watch = watch
        self._model = TimelineModel(self)
        self._view = TimelineView(theme, self._model, zone)
        self._proof = DeliveryProof(theme, watch, zone)
        self.note = NoteBox(theme)
        self._chips: dict[Group | None, Chip] = {None: Chip(theme, "All")}
        self._chips |= {group: Chip(theme, group_words(group)) for group in Group}
        self._lay_out()
        self.setFocusProxy(self._view)
        for group, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, group=group: self._choose(group))
        self._chips[None].setChecked(True)

    def show_incident(self, incident: Incident) -> None:
        """Show an incident's events."""
        self._view.count_from(incident.shares[0].received_at if incident.shares else incident.opened_at)
        self._model.show_incident(incident)
        self._proof.show_incident(incident)
        self.note.sign(self._watch.operator)
        for group, chip in self._chips.items():
            count = self._model.count(group)
            chip.count(count)
            chip.setVisible(group is None or count > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without height the proof and the note's caption step aside for the lines."""
        super().resizeEvent(event)
        low = self.height() < self._theme.px(LEAST_FOR_PROOF)
        self._proof.setMaximumHeight(0 if low else QWIDGETSIZE_MAX)
        self.note.compact(low)

    def _choose(self, chosen: Group | None) -> None:
        self._model.choose(chosen)
        for group, chip in self._chips.items():
            chip.setChecked(group is chosen)

    def _lay_out(self) -> None:
        chips = FlowLayout(spacing=6)
        for chip in self._chips.values():
            chips.addWidget(chip)
        upper = QVBoxLayout()
        upper.setContentsMargins(16, 10, 16, 0)
        upper.setSpacing(10)
        upper.addLayout(chips)
        upper.addWidget(self._proof)
        upper.addWidget(self._view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.note)
