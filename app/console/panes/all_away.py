"""What the main window says while every pane has a window of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.button import Button
from app.console.controls.surface import Surface
from app.console.keys import Act
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY


class AllAway(Surface):
    """One sentence and the way back.

    Signals:
        all_wanted: the operator wants every pane back here.
    """

    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        said = PlainLabel(theme, BODY, "muted", wraps=True)
        said.show_text("Queue, incident and map have windows of their own.")
        back = Button(theme, "Put all back", key=Act.SINGLE_SCREEN)
        back.clicked.connect(self.all_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(said)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
