"""The wall view's window: full screen on another monitor if there is one; only its key or its button closes it."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.button import Button, Kind
from app.console.controls.surface import Surface
from app.console.keys import Act
from app.console.look.theme import Theme
from app.console.wall.wall_face import WallFace
from app.console.watch import Watch


class WallWindow(Surface):
    """The face, and under it the way out.

    Signals:
        left: somebody wants it closed.
    """

    left = Signal()

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "page")
        self.face = WallFace(theme, watch, zone)
        leave = Button(theme, "Close the wall view", Kind.QUIET, key=Act.WALL)
        leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.face, 1)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.setWindowTitle("Wall · Watchfloor")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it is closing the view, nothing else."""
        event.ignore()
        self.left.emit()
