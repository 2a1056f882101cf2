"""Queue, incident and map side by side, and the drawer under the last two (docs/screens.md#2.4)."""

import collections.abc

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.console.look.theme import Theme
from app.console.panes.all_away import AllAway
from app.console.panes.line_splitter import LineSplitter
from app.console.panes.pane import Pane
from app.console.panes.slot import Slot
from app.console.panes.widths import LEAST, Widths, fitted, least, usual

SIDE_BY_SIDE = (Pane.QUEUE, Pane.INCIDENT, Pane.MAP)
UPPER_LEAST = 280
"""What incident and map keep while the drawer is open."""
UPPER_MOST = 0.45
"""And no more than this part of the height."""
DRAWER_LEAST = 330
"""Where not even this is left for the drawer (at large text in a small window), it covers incident and map."""


class Split(LineSplitter):
    """Queue | (incident | map, over the drawer); a pane that is away leaves its room to the others.

    Signals:
        all_wanted: nothing stands here, and the operator wants it back.
    """

    all_wanted = Signal()

    def __init__(self, theme: Theme, panes: tuple[QWidget, QWidget, QWidget]) -> None:
        super().__init__(theme, Qt.Orientation.Horizontal)
        self._slots = {pane: Slot(widget) for pane, widget in zip(SIDE_BY_SIDE, panes, strict=True)}
        self._upper = LineSplitter(theme, Qt.Orientation.Horizontal)
        self._right = LineSplitter(theme, Qt.Orientation.Vertical)
        self._away = AllAway(theme)
        self._chosen: Widths | None = None
        """What the operator dragged them to; none are the usual ones."""
        self._upper_least: collections.abc.Callable[[], int] = lambda: UPPER_LEAST
        self._drawer_shown = False
        self._drawer_covers = False
        self._put_together()
        self._away.all_wanted.connect(self.all_wanted)
        for splitter in (self, self._upper):
            splitter.splitterMoved.connect(self._dragged)
        theme.changed.connect(self._widen)
        self._widen()

    def usual_widths(self, width: int) -> None:
        """Widths for a window of this width, as before an operator chose others."""
        self._chosen = None
        self._set(usual(width, self._theme.scale))

    def open_map(self) -> None:
        """Give the map room if it has none, at the incident's cost."""
        incident, there = self._upper.sizes()
        if not there:
            needs = least(self._theme.scale)
            self._upper.setSizes([max(incident - LEAST.map, needs.incident), LEAST.map])
            self._dragged()

    def kept(self) -> QByteArray:
        """The widths that an operator chose, to restore them; empty when they are the usual ones."""
        return QByteArray(b"%d %d %d" % self._chosen) if self._chosen else QByteArray()

    def restore(self, kept: QByteArray) -> bool:
        """Put kept widths back, in proportion if there is another width now; False when they are no such."""
        parts = bytes(kept.data()).split()
        if len(parts) != len(SIDE_BY_SIDE) or not all(part.isdigit() for part in parts) or not any(map(int, parts)):
            return False
        self._chosen = Widths(*map(int, parts))
        self._fit()
        return True

    def has(self, pane: Pane) -> bool:
        """Whether a pane stands here."""
        return pane in self._slots and self._slots[pane].filled

    def let_go(self, pane: Pane) -> QWidget:
        """Give a pane away; its room goes to the others."""
        widget = self._slots[pane].let_go()
        self._arrange()
        return widget

    def take_back(self, pane: Pane, *, shown: bool) -> None:
        """Take a pane back to its place; a closed drawer is not shown."""
        self._slots[pane].take_back()
        if pane is Pane.TRIGGER:
            self._drawer_shown = shown
        self._arrange()
        self.fit_drawer()

    def add_drawer(self, drawer: QWidget, upper_least: collections.abc.Callable[[], int]) -> None:
        """Take the drawer in, closed; ``upper_least`` tells the height below which the incident would be squeezed."""
        self._slots[Pane.TRIGGER] = slot = Slot(drawer)
        self._upper_least = upper_least
        slot.hide()
        self._right.addWidget(slot)
        self._right.setStretchFactor(0, 1)
        self._right.setStretchFactor(1, 0)

    def open_drawer(self) -> None:
        """Open it as high as its page wants."""
        if not self._drawer_shown:
            self._drawer_shown = True
            self._arrange()
            self.fit_drawer()

    def close_drawer(self) -> None:
        """Close it; incident and map get their height back."""
        self._drawer_shown = self._drawer_covers = False
        self._arrange()

    def fit_drawer(self) -> None:
        """Give it the height that it wants, as far as incident and map keep theirs."""
        if not self._drawer_shown or not self.has(Pane.TRIGGER):
            return
        whole = self._right.height()
        wanted = whole
        # Twice: a lower pane may show less, and then needs less.
        for _ in range(2):
            upper = min(max(UPPER_LEAST, self._upper_least()), round(whole * UPPER_MOST))
            wanted = min(self._slots[Pane.TRIGGER].pane.sizeHint().height(), whole - upper)
            self._right.setSizes([whole - wanted, wanted])
        self._drawer_covers = wanted < DRAWER_LEAST * self._theme.scale
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: the same proportions."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _put_together(self) -> None:
        queue, incident, map_slot = (self._slots[pane] for pane in SIDE_BY_SIDE)
        self._upper.addWidget(incident)
        self._upper.addWidget(map_slot)
        self._upper.setCollapsible(0, False)
        self._upper.setStretchFactor(0, 0)
        self._upper.setStretchFactor(1, 1)
        self._right.addWidget(self._upper)
        self._right.setChildrenCollapsible(False)
        for widget in (queue, self._right, self._away):
            self.addWidget(widget)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self._away.hide()

    def _arrange(self) -> None:
        """Show what stands here, and give it the room."""
        beside = self.has(Pane.INCIDENT) or self.has(Pane.MAP)
        drawer = self._drawer_shown and self.has(Pane.TRIGGER)
        if Pane.TRIGGER in self._slots:
            self._slots[Pane.TRIGGER].setVisible(drawer)
        self._upper.setVisible(beside and not (drawer and self._drawer_covers))
        self._right.setVisible(beside or drawer)
        self._away.setVisible(not beside and not drawer and not self.has(Pane.QUEUE))
        self._fit()

    def _fit(self) -> None:
        scale = self._theme.scale
        wanted = self._chosen or usual(self.width(), scale)
        # The room of one that is away goes to the incident, else to the map: wider rows of the queue say nothing more.
        if not self.has(Pane.MAP):
            wanted = wanted._replace(incident=wanted.incident + wanted.map)
        elif not self.has(Pane.INCIDENT):
            wanted = wanted._replace(map=wanted.map + wanted.incident)
        elif not self.has(Pane.QUEUE):
            wanted = wanted._replace(map=max(wanted.map, LEAST.map))
        here = Widths(*(one if self.has(pane) else 0 for pane, one in zip(SIDE_BY_SIDE, wanted, strict=True)))
        if self._chosen is None and here == wanted:
            self._set(wanted)
        elif any(here):
            self._set(fitted(here, self.width(), least(scale)))

    def _set(self, widths: Widths) -> None:
        self.setSizes([widths.queue, widths.incident + widths.map + 1, 0])
        self._upper.setSizes([widths.incident, widths.map])

    def _dragged(self, *_: object) -> None:
        """Remember what the operator dragged; a pane that is away keeps the width that it had."""
        before = self._chosen or usual(self.width(), self._theme.scale)
        now = (self.sizes()[0], *self._upper.sizes())
        kept = (one if self.has(pane) else old for pane, one, old in zip(SIDE_BY_SIDE, now, before, strict=True))
        self._chosen = Widths(*kept)

    def _widen(self) -> None:
        for pane, needs in zip(SIDE_BY_SIDE, least(self._theme.scale), strict=True):
            self._slots[pane].pane.setMinimumWidth(needs)
        self._fit()
