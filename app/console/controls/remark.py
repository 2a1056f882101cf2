"""A wrapping line of plain text that takes the height its width asks for, and no more, in columns that scroll."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.controls.text_block import Span, TextBlock
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, Face


class Remark(Painted):
    """One face, one tone (the name of a colour token)."""

    def __init__(self, theme: Theme, face: Face = CAPTION, tone: str = "muted") -> None:
        super().__init__()
        self._theme = theme
        self._face = face
        self._tone = tone
        self._block = TextBlock(theme, face)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_text(self, untrusted: str, tone: str | None = None) -> None:
        """Show outside text, in another tone if one is given."""
        self._tone = tone or self._tone
        if self._block.say([Span(untrusted, self._tone)] if untrusted else []):
            self.setAccessibleName(self._block.text)
            self._restyle()

    def whole_text(self) -> str:
        """What it shows."""
        return self._block.text

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes, within its margins."""
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        return self._block.height(room) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """One line; layouts ask for the true height by width."""
        return QSize(200, self._theme.px(self._face.line))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(80, self._theme.px(self._face.line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        room = self.contentsRect()
        self._block.paint(QPainter(self), room.left(), room.top(), room.width())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
