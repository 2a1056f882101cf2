"""Queue, incident and map side by side, and the drawer under the last two (widths and heights by screens.md 2.4)."""

import collections.abc

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget

from app.console.line_splitter import LineSplitter
from app.console.theme import Theme

QUEUE_LEAST, INCIDENT_LEAST, MAP_LEAST = 304, 464, 300
WIDE, MIDDLE = 1840, 1500
WIDEST = 1.5
"""So much wider do queue and incident get at large text."""
UPPER_LEAST = 280
"""What incident and map keep while the drawer is open."""
UPPER_MOST = 0.45
"""And no more than this part of the height."""
DRAWER_LEAST = 330
"""Where not even this is left for the drawer (at large text in a small window), it covers incident and map."""


class Split(LineSplitter):
    """Queue | (incident | map, over the drawer)."""

    def __init__(self, theme: Theme, panes: tuple[QWidget, QWidget, QWidget]) -> None:
        super().__init__(theme, Qt.Orientation.Horizontal)
        queue, incident, map_pane = panes
        self._upper = LineSplitter(theme, Qt.Orientation.Horizontal)
        self._upper.addWidget(incident)
        self._upper.addWidget(map_pane)
        self._upper.setStretchFactor(0, 0)
        self._upper.setStretchFactor(1, 1)
        self._right = LineSplitter(theme, Qt.Orientation.Vertical)
        self._right.addWidget(self._upper)
        self._right.setChildrenCollapsible(False)
        self.addWidget(queue)
        self.addWidget(self._right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setCollapsible(1, False)
        self._panes = panes
        self._drawer: QWidget | None = None
        self._upper_least: collections.abc.Callable[[], int] = lambda: UPPER_LEAST
        theme.changed.connect(self._widen)
        self._widen()

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
        self.setSizes([queue, width - queue - 1])
        self._upper.setSizes([incident, rest] if rest >= MAP_LEAST else [width - queue - 1, 0])

    def open_map(self) -> None:
        """Give the map room if it has none, at the incident's cost."""
        incident, there = self._upper.sizes()
        if not there:
            self._upper.setSizes([max(incident - MAP_LEAST, INCIDENT_LEAST), MAP_LEAST])

    def kept(self) -> QByteArray:
        """The widths, to restore them."""
        return QByteArray(b"%d %d %d" % (*self.sizes()[:1], *self._upper.sizes()))

    def restore(self, kept: QByteArray) -> bool:
        """Put kept widths back; False when they are not such."""
        parts = bytes(kept.data()).split()
        if len(parts) != len(self._panes) or not all(part.isdigit() for part in parts):
            return False
        queue, incident, there = (int(part) for part in parts)
        self.setSizes([queue, incident + there + 1])
        self._upper.setSizes([incident, there])
        return True

    def add_drawer(self, drawer: QWidget, upper_least: collections.abc.Callable[[], int]) -> None:
        """Take the drawer in, closed; ``upper_least`` tells the height below which the incident would be squeezed."""
        self._drawer = drawer
        self._upper_least = upper_least
        drawer.hide()
        self._right.addWidget(drawer)
        self._right.setStretchFactor(0, 1)
        self._right.setStretchFactor(1, 0)

    @property
    def drawer_open(self) -> bool:
        """Whether the drawer is open."""
        return self._drawer is not None and not self._drawer.isHidden()

    def open_drawer(self) -> None:
        """Open it as high as its page wants."""
        if self._drawer is not None and not self.drawer_open:
            self._drawer.show()
            self.fit_drawer()

    def fit_drawer(self) -> None:
        """Give it the height that it wants, as far as incident and map keep theirs."""
        if self._drawer is not None and self.drawer_open:
            whole = self._right.height()
            # Twice: a lower pane may show less, and then needs less.
            for _ in range(2):
                least = min(max(UPPER_LEAST, self._upper_least()), round(whole * UPPER_MOST))
                wanted = min(self._drawer.sizeHint().height(), whole - least)
                self._right.setSizes([whole - wanted, wanted])
            self._upper.setVisible(wanted >= DRAWER_LEAST * self._theme.scale)

    def close_drawer(self) -> None:
        """Close it; incident and map get their height back."""
        if self._drawer is not None:
            self._drawer.hide()
            self._upper.show()

    def _widen(self) -> None:
        scale = min(self._theme.scale, WIDEST)
        for pane, least in zip(self._panes, (QUEUE_LEAST, INCIDENT_LEAST, MAP_LEAST), strict=True):
            pane.setMinimumWidth(round(least * (scale if least != MAP_LEAST else 1)))
