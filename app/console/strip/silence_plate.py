"""The counting sign of a silence: for how long nothing repeats, and one click to end it.

See docs/operator.md#e3, #c-30.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.icons import Icon, paint_icon
from app.console.look.lettering import Pen
from app.console.look.plain_text import set_tool_tip
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_STRONG
from app.console.times import span


class SilencePlate(QAbstractButton):
    """Hidden unless the sound is silenced; never steps aside."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._left = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        theme.changed.connect(self.updateGeometry)

    def show_left(self, milliseconds: int) -> None:
        """Show for how long the silence lasts; 0 hides it."""
        self.setVisible(milliseconds > 0)
        left = span(milliseconds + 999)
        if left != self._left:
            self._left = left
            said = "Sound silenced for {time}. A new P1 sounds all the same. Press to end the silence."
            self.setAccessibleName(said.format(time=left))
            set_tool_tip(self, said.format(time=left))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Icon and time."""
        words = self._theme.metrics(CAPTION_STRONG).horizontalAdvance("0:00")
        return QSize(self._theme.px(26) + int(words) + 10, self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plate, icon and time."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.p2_edge, 2 if self.hasFocus() else 1))
        painter.setBrush(tokens.p2_tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        middle = self.height() / 2
        paint_icon(painter, self._theme, Icon.SPEAKER_SLASH, QPointF(px(14), middle), 16, tokens.p2)
        Pen(painter, self._theme).left(px(26), middle, self._left, CAPTION_STRONG, tokens.p2)
