"""A window beside the main one that only looks: Esc leaves it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.console.controls.surface import Surface
from app.console.look.theme import Theme


class Aside(Surface):
    """What has a title bar of its own; leaving it changes nothing that it shows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves (docs/operator.md#e2)."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
