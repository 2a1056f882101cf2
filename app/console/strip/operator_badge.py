"""Who sits here: initials in a ring and the name; a click changes it."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.lettering import Pen
from app.console.look.plain_text import one_line, set_tool_tip
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG
from app.console.queue.row import initials


class OperatorBadge(QAbstractButton):
    """Initials and name; narrow shows the initials alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name: str | None = None
        self._narrow = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.show_name(None)

    def show_name(self, name: str | None) -> None:
        """Show who is signed on."""
        self._name = one_line(name) if name else None
        said = f"Signed on: {self._name}. Change…" if self._name else "Sign on…"
        self.setAccessibleName(said)
        set_tool_tip(self, said)
        self.updateGeometry()
        self.update()

    def narrow(self, narrow: bool) -> None:
        """Initials only."""
        self._narrow = narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ring and name."""
        px = self._theme.px
        whole = self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._words())
        words = 0 if self._narrow else int(min(whole, px(150))) + 8
        return QSize(px(30) + words + 2, px(40))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring, initials and name."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(tokens.accent if self.hasFocus() else tokens.border, 2 if self.hasFocus() else 1))
        painter.setBrush(tokens.raised)
        painter.drawEllipse(QPointF(px(15), middle), px(13.5), px(13.5))
        pen = Pen(painter, self._theme)
        pen.centred(px(15), middle, initials(self._name) if self._name else "?", CAPTION_STRONG, tokens.text)
        if not self._narrow:
            face = CAPTION_STRONG if self._name else CAPTION
            pen.left(px(30) + 8, middle, self._words(), face, tokens.text, self.width() - px(30) - 8)

    def _words(self) -> str:
        return self._name or "Sign on"
