"""Queue, incident and map side by side, and the drawer under the last two (docs/screens.md#2.4)."""

import collections.abc
import typing

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from app.console.theme.theme import Theme
from app.console.window.panes import AllAway, Pane


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


class LineSplitter(QSplitter):
    """Panes side by side or one above the other."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self._theme = theme
        self.setHandleWidth(1)
        self.setOpaqueResize(True)

    def createHandle(self) -> QSplitterHandle:
        """A line of ours."""
        return Handle(self.orientation(), self, self._theme)


class Slot(QWidget):
    """Holds one pane, or nothing and is hidden."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__()
        self.pane = pane
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(pane)

    @property
    def filled(self) -> bool:
        """Whether its pane stands here."""
        return self._column.indexOf(self.pane) >= 0

    def let_go(self) -> QWidget:
        """Give the pane away."""
        self._column.removeWidget(self.pane)
        self.hide()
        return self.pane

    def take_back(self) -> None:
        """Hold the pane again."""
        self._column.addWidget(self.pane)
        self.pane.show()
        self.show()


WIDE, MIDDLE = 1840, 1500
WIDEST = 1.5
"""So much wider do queue and incident get at large text."""
LINES = 2
"""The hairlines between the three."""


class Widths(typing.NamedTuple):
    """Logical pixels; 0 is a pane that is not shown here."""

    queue: int
    incident: int
    map: int


LEAST = Widths(304, 464, 300)


def least(scale: float) -> Widths:
    """What each pane needs at a text size; the map's letters are the page's own."""
    wider = min(scale, WIDEST)
    return Widths(round(LEAST.queue * wider), round(LEAST.incident * wider), LEAST.map)


def usual(width: int, scale: float) -> Widths:
    """Widths in so much room, before an operator chose others."""
    if width >= WIDE * scale:
        queue, incident = 496, 656
    elif width >= MIDDLE * scale:
        queue, incident = 416, 600
    else:
        queue, incident = 336, 480
    wider = min(scale, WIDEST)
    queue, incident = round(queue * wider), round(incident * wider)
    rest = width - LINES - queue - incident
    if rest >= LEAST.map:
        return Widths(queue, incident, rest)
    return Widths(queue, width - LINES // 2 - queue, 0)


def fitted(wanted: Widths, width: int, smallest: Widths) -> Widths:
    """The wanted widths in proportion, none below what it needs; the map gives way where not all three fit."""
    shown = [place for place, one in enumerate(wanted) if one > 0]
    room = width - max(len(shown) - 1, 0)
    if len(shown) == len(wanted) and sum(smallest) > room:
        return fitted(wanted._replace(map=0), width, smallest)
    settled = dict.fromkeys((place for place in range(len(wanted)) if place not in shown), 0)
    while free := [place for place in shown if place not in settled]:
        rest = room - sum(settled.values())
        whole = sum(wanted[place] for place in free)
        low = [place for place in free if wanted[place] * rest < smallest[place] * whole]
        if not low or len(low) == len(free):
            settled |= {place: wanted[place] * rest // whole for place in free}
        settled |= {place: smallest[place] for place in low if place not in settled}
    parts = [max(settled[place], 0) for place in range(len(wanted))]
    if shown:
        parts[shown[-1]] += room - sum(parts)
    return Widths(*parts)


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
