"""The centre pane: an incident, a lamp's diagnosis, or what is known when neither is wanted."""

import datetime as dt

from app.console.controls.pages import Pages
from app.console.incident.incident_pane import IncidentPane
from app.console.incident.proof.ready import Ready
from app.console.lamps.diagnosis import Diagnosis
from app.console.look.theme import Theme
from app.console.watch import Watch
from app.domain.incident.pulse import Lamp


class Centre(Pages):
    """Shows one of three; the selection decides, a diagnosis lies over it until it is left."""

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._watch = watch
        self._selected: int | None = None
        self._lamps: tuple[Lamp, ...] = ()
        self.ready = Ready(theme, watch)
        self.incident = IncidentPane(theme, watch, zone)
        self.diagnosis = Diagnosis(theme, watch)
        for page in (self.ready, self.incident, self.diagnosis):
            self.addWidget(page)
        self.diagnosis.back.connect(self._leave_diagnosis)

    def show_incident(self, number: int | None) -> None:
        """Another incident is selected, or none."""
        self._selected = number
        self._leave_diagnosis()

    def open_lamp(self, name: str) -> None:
        """Show a lamp's diagnosis."""
        lamp = next((lamp for lamp in self._lamps if lamp.name == name), None)
        if lamp is not None:
            self.diagnosis.show_lamp(lamp)
            self.setCurrentWidget(self.diagnosis)

    def refresh(self, lamps: tuple[Lamp, ...]) -> None:
        """Show what is shown at the present time."""
        self._lamps = lamps
        if self.currentWidget() is self.diagnosis and self.diagnosis.lamp_name:
            self.open_lamp(self.diagnosis.lamp_name)
        else:
            self._show()

    def _leave_diagnosis(self) -> None:
        self.diagnosis.lamp_name = None
        self._show()

    def _show(self) -> None:
        incident = self._watch.incident(self._selected)
        if incident is None:
            self.ready.show_lamps(self._lamps)
            self.setCurrentWidget(self.ready)
        else:
            self.incident.show_incident(incident)
            self.setCurrentWidget(self.incident)
