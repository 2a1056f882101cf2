"""An address that a source sent: shown whole, opened only by a click, in the system's browser.

See docs/contract.md#5.5.6.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.controls.text_block import Span, TextBlock
from app.console.look.icons import Icon, paint_icon
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION


class LinkButton(QAbstractButton):
    """Wraps instead of eliding: an operator sees where it leads before clicking."""

    def __init__(self, theme: Theme, address: str) -> None:
        super().__init__()
        self._theme = theme
        self.address = address
        self._shown = TextBlock(theme, BODY)
        self._shown.say([Span(address, "accent", underlined=True)])
        self._warning = TextBlock(theme, CAPTION)
        if self.is_unencrypted:
            self._warning.say([Span("not encrypted", "p2", strong=True)])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        name = f"Open {self._shown.text} in the browser"
        self.setAccessibleName(f"{name}, {self._warning.text}" if self.is_unencrypted else name)

    @property
    def is_unencrypted(self) -> bool:
        """Whether others on the way can read and change what it shows."""
        return self.address[:5].lower() == "http:"

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines of the address, and the warning."""
        room = self._room(width)
        return self._shown.height(room) + self._warning.height(room) + 4

    def sizeHint(self) -> QSize:
        """One line; the layouts ask for the true height by width."""
        return QSize(200, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(100, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the address, the arrow out, and the warning."""
        tokens, px, room = self._theme.tokens, self._theme.px, self._room(self.width())
        painter = QPainter(self)
        self._shown.paint(painter, 0, 2, room)
        end = min(self._theme.metrics(BODY).horizontalAdvance(self._shown.text), room)
        paint_icon(painter, self._theme, Icon.ARROW_SQUARE_OUT, QPointF(end + px(13), px(10) + 2), 14, tokens.accent)
        if self._warning.text:
            y = 2 + self._shown.height(room)
            paint(painter, Shape.P2, QPointF(px(7), y + px(9)), px(12), tokens)
            self._warning.paint(painter, px(18), y, room)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _room(self, width: int) -> int:
        return max(width - self._theme.px(24), 40)
