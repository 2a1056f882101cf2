"""The banner over the queue while there is a flood: one combined sound, nothing hidden, F2 takes the next."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG


class FloodBanner(Painted):
    """Two lines on the warning tint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._alarms = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_alarms(self, alarms: int) -> None:
        """Say how many in ten minutes."""
        self._alarms = alarms
        self.setAccessibleName(self._headline())
        self.update()

    def sizeHint(self) -> QSize:
        """48 px at 100 % text."""
        return QSize(200, self._theme.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint, shape and words."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.p2_tint)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.hair)
        paint(painter, Shape.P2, QPointF(px(28), self.height() / 2), px(17), tokens)
        pen = Pen(painter, self._theme)
        room = self.width() - px(46) - 12
        pen.left(px(46), px(15), self._headline(), CAPTION_STRONG, tokens.p2, room)
        pen.left(px(46), px(34), self._advice(room), CAPTION, tokens.text, room)

    def _headline(self) -> str:
        return f"Flood: {self._alarms} alarms in 10 min"

    def _advice(self, room: float) -> str:
        whole = "One combined sound. Nothing is hidden. F2 takes the next."
        fits = self._theme.metrics(CAPTION).horizontalAdvance(whole) <= room
        return whole if fits else "One sound, nothing hidden."
