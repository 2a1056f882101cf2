"""The checklist on the Summary: how many steps are done, and each step; the foot does the next one."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.card import Card
from app.console.controls.section_head import SectionHead
from app.console.incident.checklist.step_row import StepRow
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.incident.steps import Standing, standing


class ChecklistCard(QWidget):
    """Hidden where a center has no checklist for an incident.

    Signals:
        pressed: a step was pressed; its id.
    """

    pressed = Signal(str)

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._zone = zone
        self._shown: tuple[Standing, ...] = ()
        self._rows: list[StepRow] = []
        self._count = PlainLabel(theme, CAPTION, "muted")
        self._left = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._card = Card(theme)
        self._card.column.setContentsMargins(1, 1, 1, 1)
        self._card.column.setSpacing(0)
        head = SectionHead(theme, "Checklist")
        head.add(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (head, self._card, self._left):
            column.addWidget(widget)

    def show_incident(self, incident: Incident) -> None:
        """Show what an incident's checklist asks at the present time."""
        steps = standing(incident, self._watch.book.checklists, self._watch.now())
        self.setVisible(bool(steps or incident.left_open))
        self._say_left(incident.left_open)
        if steps == self._shown:
            return
        self._shown = steps
        done = sum(one.check is not None for one in steps)
        self._count.show_text(f"{done} of {len(steps)} done")
        self._card.setVisible(bool(steps))
        self._fill(steps)

    def _fill(self, steps: tuple[Standing, ...]) -> None:
        while len(self._rows) < len(steps):
            self._rows.append(self._new_row(len(self._rows)))
        first = next((one for one in steps if one.check is None), None)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(steps))
            if place < len(steps):
                row.show_step(steps[place], is_next=steps[place] is first)

    def _new_row(self, place: int) -> StepRow:
        row = StepRow(self._theme, self._zone)
        row.clicked.connect(lambda: self.pressed.emit(self._shown[place].step.id))
        self._card.column.addWidget(row)
        return row

    def _say_left(self, left: tuple[str, ...]) -> None:
        self._left.setVisible(bool(left))
        if left:
            self._left.show_text("Left open when it was closed: {steps}.".format(steps="; ".join(left)))
