"""The last three lines of the timeline, small, at the foot of the Summary."""

import datetime as dt

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.incident.additional_data.news import AnswerNews
from app.console.incident.timeline.timeline_folds import folded
from app.console.incident.timeline.timeline_words import Entry, entry
from app.console.look.lettering import Pen
from app.console.look.shapes import paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION
from app.console.times import clock
from app.domain.incident.events import IncidentHeard, IncidentShown
from app.domain.incident.incident import Incident

LINES = 3
LOOKED_AT = 60
"""So many events are folded into those lines at most."""


_STAMPS = (IncidentShown, IncidentHeard)
"""They stand in the delivery proof and in the timeline; here they would push out what happened."""


class Latest(Painted):
    """Newest first."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._entries: list[Entry] = []
        self._seen = (0, 0)
        self._news = AnswerNews()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_incident(self, incident: Incident) -> None:
        """Show the newest lines of an incident."""
        if (incident.number, incident.last_seq) == self._seen:
            return
        self._seen = (incident.number, incident.last_seq)
        news = self._news.of(incident)
        told = (record for record in reversed(incident.timeline[-LOOKED_AT:]) if not isinstance(record.event, _STAMPS))
        lines = [entry(record, news) for record in told]
        self._entries = folded(lines)[:LINES]
        self.setAccessibleName(". ".join(one.text for one in self._entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """26 px a line at 100 % text."""
        return QSize(200, self._theme.px(26) * max(len(self._entries), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = Pen(QPainter(self), self._theme)
        for place, line in enumerate(self._entries):
            middle = px(26) * place + px(13)
            x = 2 + pen.left(2, middle, clock(line.at, self._zone), CAPTION, tokens.muted) + px(16)
            paint(pen.painter, line.shape, QPointF(x, middle), px(11), tokens)
            x += px(14)
            pen.left(x, middle, f"{line.label}: {line.text}", BODY, tokens.text, self.width() - x)
