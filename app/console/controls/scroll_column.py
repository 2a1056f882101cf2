"""A column that scrolls when it is too tall, on the pane's own ground."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from app.console.controls.surface import Surface
from app.console.look.theme import Theme


class ScrollColumn(QScrollArea):
    """Vertical only; ``column`` takes the widgets. The keyboard scrolls it, so it wants an accessible name."""

    def __init__(self, theme: Theme, margins: tuple[int, int, int, int] = (16, 10, 16, 12)) -> None:
        super().__init__()
        content = Surface(theme, "panel")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(8)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
