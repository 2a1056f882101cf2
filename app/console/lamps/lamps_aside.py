"""The lamps that have no room in the strip: how many, and a menu to each one's diagnosis."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from app.console.lamps.lamp_words import SHAPES, evidence, title
from app.console.look.lettering import Pen
from app.console.look.plain_text import set_tool_tip, visible
from app.console.look.shapes import paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION_STRONG
from app.domain.incident.pulse import Lamp, LampState


class LampsAside(QAbstractButton):
    """Hidden while every lamp has room; only normal lamps come here.

    Signals:
        opened: an operator wants a lamp's diagnosis; carries its name.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lamps: tuple[Lamp, ...] = ()
        self._now = 0
        self._short = False
        self._menu = QMenu(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_lamps(self, lamps: tuple[Lamp, ...], now: int) -> None:
        """Stand for these lamps at a moment."""
        self._lamps, self._now = lamps, now
        self.setVisible(bool(lamps))
        self.setAccessibleName(f"{len(lamps)} more lamps…")
        set_tool_tip(self, "\n".join(self._words(lamp) for lamp in lamps))
        self.updateGeometry()
        self.update()

    def short(self, short: bool) -> None:
        """With a plus sign for the word, where there is no room for it."""
        self._short = short
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape and words."""
        px = self._theme.px
        return QSize(px(26) + int(self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._said())) + 6, px(38))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape of the least proven, and how many there are."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        seen = all(lamp.state is LampState.SEEN for lamp in self._lamps)
        shape = SHAPES[LampState.SEEN if seen else LampState.NOT_PROVEN]
        paint(painter, shape, QPointF(px(14), middle), px(13), tokens)
        Pen(painter, self._theme).left(px(26), middle, self._said(), CAPTION_STRONG, tokens.text)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _open(self) -> None:
        self._menu.clear()
        for lamp in self._lamps:
            choice = self._menu.addAction(visible(self._words(lamp)))
            choice.triggered.connect(lambda _checked=False, name=lamp.name: self.opened.emit(name))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _said(self) -> str:
        words = "+{count}" if self._short else "{count} more"
        return words.format(count=len(self._lamps))

    def _words(self, lamp: Lamp) -> str:
        return f"{title(lamp)}: {evidence(lamp, self._now)}"
