"""A splitter whose handles are 1 px lines, accented while they have the pointer."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from app.console.look.theme import Theme


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
