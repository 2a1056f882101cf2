"""The three panes side by side: 1 px lines that are 8 px to grab, widths by screens.md 2.4."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from app.console.theme import Theme

GRAB = 8
QUEUE_LEAST, INCIDENT_LEAST, MAP_LEAST = 304, 464, 300
WIDE, MIDDLE = 1840, 1500
WIDEST = 1.5
"""So much wider do queue and incident get at large text."""


class Handle(QSplitterHandle):
    """A hairline in the middle of the part to grab, an accent line while it has the pointer."""

    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter, theme: Theme) -> None:
        super().__init__(orientation, splitter)
        self._theme = theme

    def sizeHint(self) -> QSize:
        """1 px; the splitter widens what can be grabbed."""
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        tokens = self._theme.tokens
        QPainter(self).fillRect(self.rect(), tokens.accent if self.underMouse() else tokens.hair)


class Split(QSplitter):
    """Queue, incident, map."""

    def __init__(self, theme: Theme, panes: tuple[QWidget, QWidget, QWidget]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setChildrenCollapsible(True)
        self.setHandleWidth(1)
        self.setOpaqueResize(True)
        for place, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(place, 1 if place == len(panes) - 1 else 0)
        self._panes = panes
        theme.changed.connect(self._widen)
        self._widen()

    def createHandle(self) -> QSplitterHandle:
        """A line of ours."""
        return Handle(self.orientation(), self, self._theme)

    def usual_widths(self, width: int) -> None:
        """Widths for a window of this width, before an operator chose others."""
        scale = self._theme.scale
        if width >= WIDE * scale:
            queue, incident = 496, 656
        elif width >= MIDDLE * scale:
            queue, incident = 416, 600
        else:
            queue, incident = 336, 480
        queue, incident = round(queue * min(scale, WIDEST)), round(incident * min(scale, WIDEST))
        rest = width - queue - incident - 2
        self.setSizes([queue, incident, rest] if rest >= MAP_LEAST else [queue, width - queue - 2, 0])

    def open_map(self) -> None:
        """Give the map room if it has none, at the incident's cost."""
        queue, incident, there = self.sizes()
        if not there:
            self.setSizes([queue, max(incident - MAP_LEAST, INCIDENT_LEAST), MAP_LEAST])

    def _widen(self) -> None:
        scale = min(self._theme.scale, WIDEST)
        for pane, least in zip(self._panes, (QUEUE_LEAST, INCIDENT_LEAST, MAP_LEAST), strict=True):
            pane.setMinimumWidth(round(least * (scale if least != MAP_LEAST else 1)))
