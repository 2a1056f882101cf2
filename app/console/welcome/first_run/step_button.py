"""One step in the list: number and name, and under it a shape and words for how it stands."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.controls.text_block import Span, TextBlock
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, CAPTION

AIR = 7


class StepButton(QAbstractButton):
    """As high as its words need at its width; the shown one has a bar at its left edge."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._stands = ""
        self._shape = Shape.NOT_PROVEN
        self._blocks = (TextBlock(theme, BODY_MEDIUM), TextBlock(theme, CAPTION))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self.update)
        theme.changed.connect(self._restyle)
        self.stand(Shape.NOT_PROVEN, "", "muted")

    def stand(self, shape: Shape, words: str, tone: str) -> None:
        """Show how it stands; ``tone`` is a colour token."""
        self._shape, self._stands = shape, words
        self._blocks[0].say([Span(self._title, "text")])
        self._blocks[1].say([Span(words, tone)] if words else [])
        self.setAccessibleName(f"{self._title}: {words}")
        self._restyle()

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        return self._stands

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both texts and air around them."""
        room = width - self._left - AIR
        return sum(block.height(room) for block in self._blocks) + 2 * AIR

    def sizeHint(self) -> QSize:
        """A name of usual length."""
        return QSize(self._theme.px(230), self.heightForWidth(self._theme.px(230)))

    def minimumSizeHint(self) -> QSize:
        """Narrow: words wrap."""
        return QSize(self._theme.px(120), self._theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar, shape, words and focus."""
        painter, tokens = QPainter(self), self._theme.tokens
        if self.isChecked():
            painter.fillRect(self.rect(), tokens.raised)
            painter.fillRect(QRect(0, 0, 3, self.height()), tokens.accent)
        paint(painter, self._shape, QPointF(self._theme.px(22), AIR + self._theme.px(10)), self._theme.px(16), tokens)
        room, top = self.width() - self._left - AIR, AIR
        for block in self._blocks:
            block.paint(painter, self._left, top, room)
            top += block.height(room)
        if self.hasFocus():
            painter.setPen(tokens.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(4, 1, -2, -2))

    @property
    def _left(self) -> int:
        return self._theme.px(40)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
