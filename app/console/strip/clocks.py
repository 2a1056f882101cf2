"""The center's clock and UTC, both the station's time; they fade to words when the station is lost."""

import datetime as dt

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, FIGURE
from app.console.times import clock, local, utc, zone_name
from app.console.watch import Watch


class Clocks(Painted):
    """Local time with its zone over UTC and the date; narrow drops the second line."""

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._zone = zone
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def narrow(self, narrow: bool) -> None:
        """One clock only."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def tick(self) -> None:
        """A second has passed."""
        self.setAccessibleName(self._first() + ", " + self._second())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the widest time."""
        metrics = self._theme.metrics
        first = metrics(FIGURE).horizontalAdvance("00:00:00 ") + metrics(CAPTION).horizontalAdvance(self._zone_words())
        second = 0.0 if self._narrow else metrics(CAPTION).horizontalAdvance(self._second())
        return QSize(int(max(first, second)) + 6, self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the two lines."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = Pen(QPainter(self), self._theme)
        first = self.height() / 2 if self._narrow else px(11)
        used = pen.left(0, first, clock(self._watch.now(), self._zone), FIGURE, tokens.text)
        pen.left(used + 6, first + 1, self._zone_words(), CAPTION, tokens.muted)
        if not self._narrow:
            pen.left(0, px(30), self._second(), CAPTION, tokens.muted)

    def _first(self) -> str:
        return f"{clock(self._watch.now(), self._zone)} {self._zone_words()}"

    def _second(self) -> str:
        now = self._watch.now()
        return f"{utc(now):%H:%M:%S} UTC · {local(now, self._zone):%a %d %b}" if now else ""

    def _zone_words(self) -> str:
        return zone_name(self._watch.now(), self._zone)
