"""Opens and closes what stands collapsed: data that a source's schema does not mention."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.icons import Icon, paint_icon
from app.console.look.lettering import Pen
from app.console.look.plain_text import one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_MEDIUM


class FoldButton(QAbstractButton):
    """Checked is open."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = one_line(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """24 px at 100 % text."""
        return QSize(160, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Its words elide."""
        return QSize(60, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint caret, words and focus."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        middle = self.height() / 2
        caret = Icon.CARET_DOWN if self.isChecked() else Icon.CARET_RIGHT
        paint_icon(painter, self._theme, caret, QPointF(14 + px(5), middle), 12, tokens.muted)
        room = self.width() - px(18) - 28
        Pen(painter, self._theme).left(14 + px(18), middle, self._words, CAPTION_MEDIUM, tokens.muted, room)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(5, 1, -5, -1))
