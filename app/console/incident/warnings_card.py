"""Warnings of an incident's shares, one sentence each, on the warning tint."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent

from app.console.controls.card import Card
from app.console.incident.warning_words import warning
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.domain.incident.incident import Incident
from app.domain.location.region import looks_swapped


class WarningsCard(Card):
    """Hidden when nothing is odd."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "p2_tint", "p2_edge")
        self._lines: list[PlainLabel] = []
        self._said: tuple[str, ...] = ()
        theme.changed.connect(self._indent)
        self._indent()

    def show_incident(self, incident: Incident) -> None:
        """Say what is odd about an incident's shares, each thing once."""
        said = [warning(code) for share in incident.shares for code in share.warnings]
        if any(not share.verified for share in incident.shares):
            said.insert(0, "Signature not verified: a person took this share over from quarantine.")
        place = incident.place
        if place is not None and looks_swapped(place.latitude, place.longitude):
            said.append("Latitude and longitude of the newest fix look swapped. Ask the ECC before using them.")
        if incident.has_unreadable:
            said.append("Parts of this incident are sealed or damaged and can't be shown. See the timeline.")
        if incident.linked:
            numbers = ", ".join(str(number) for number in incident.linked)
            said.append(f"Same phone as incident {numbers}, another place or another ECC.")
        self._say(tuple(dict.fromkeys(said)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a shape beside each line."""
        super().paintEvent(event)
        painter = QPainter(self)
        for line in self._lines:
            middle = line.y() + self._theme.px(10)
            paint(painter, Shape.P2, QPointF(self._theme.px(21), middle), self._theme.px(15), self._theme.tokens)

    def _indent(self) -> None:
        self.column.setContentsMargins(self._theme.px(40), 10, 14, 10)

    def _say(self, said: tuple[str, ...]) -> None:
        self.setVisible(bool(said))
        if said == self._said:
            return
        self._said = said
        for line in self._lines:
            line.deleteLater()
        self._lines = [PlainLabel(self._theme, BODY, wraps=True) for _ in said]
        for line, text in zip(self._lines, said, strict=True):
            line.show_text(text)
            self.column.addWidget(line)
