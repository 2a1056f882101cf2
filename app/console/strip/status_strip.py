"""The strip across the window: plate, counts, lamps, clocks, operator."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from app.console.alarms.own_alarms import station_lamp
from app.console.controls.surface import Surface
from app.console.lamps.lamp_row import LampRow
from app.console.look.theme import Theme
from app.console.strip.clocks import Clocks
from app.console.strip.counts import Counts
from app.console.strip.operator_badge import OperatorBadge
from app.console.strip.plate import Plate
from app.console.strip.silence_plate import SilencePlate
from app.console.watch import Watch
from app.domain.incident.pulse import Lamp

WIDE = 1500
"""From this width on both clocks, the operator's name and the evidence of abnormal lamps are shown."""


class StatusStrip(Surface):
    """Always in sight.

    Signals:
        lamp_opened: the name of a lamp whose diagnosis is wanted.
        operator_clicked: the operator's badge was clicked.
        silence_ended: somebody wants to hear alarms again before the silence is over.
    """

    lamp_opened = Signal(str)
    operator_clicked = Signal()
    silence_ended = Signal()

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "page", lines=("bottom",))
        self._watch = watch
        self._plate = Plate(theme)
        self._counts = Counts(theme, watch)
        self._silence = SilencePlate(theme)
        self._lamps = LampRow(theme)
        self._clocks = Clocks(theme, watch, zone)
        self._operator = OperatorBadge(theme)
        self._extra: tuple[Lamp, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        for widget in (self._plate, self._counts, self._silence):
            row.addWidget(widget)
        row.addWidget(self._lamps, 1)
        row.addWidget(self._clocks)
        row.addWidget(self._operator)
        self._lamps.opened.connect(self.lamp_opened)
        self._operator.clicked.connect(self.operator_clicked)
        self._silence.clicked.connect(self.silence_ended)

    @property
    def lamps(self) -> tuple[Lamp, ...]:
        """The station's lamps and this console's own."""
        pulse = self._watch.pulse
        lost = station_lamp(self._watch)
        return (*((lost,) if lost else ()), *(pulse.lamps if pulse else ()), *self._extra)

    def add_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        """Show this console's own lamps (sound, map) too."""
        self._extra = lamps
        self.tick()

    def show_silence(self, milliseconds: int) -> None:
        """Show for how long alarms don't repeat; 0 when they do."""
        self._silence.show_left(milliseconds)

    def refresh(self) -> None:
        """Environment or operator may be others now."""
        self._plate.name(self._watch.environment)
        self._operator.show_name(self._watch.operator)
        self.tick()

    def tick(self) -> None:
        """A second has passed."""
        self._counts.tick()
        self._clocks.tick()
        self._lamps.show_lamps(self.lamps, self._watch.now())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop what is normal when there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(WIDE)
        self._clocks.narrow(narrow)
        self._operator.narrow(narrow)
        self._counts.hide_zeros(narrow)
        self._lamps.names_only(narrow)
