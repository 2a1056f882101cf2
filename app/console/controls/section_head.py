"""A section's head: capitals, a muted remark, and buttons at the right."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.console.controls.flow import FlowLayout
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG


class SectionHead(QWidget):
    """One line above a card; at large text it takes more lines instead of being cut."""

    def __init__(self, theme: Theme, words: str, remark: str = "") -> None:
        super().__init__()
        self._flow = FlowLayout(spacing=8)
        title = PlainLabel(theme, CAPTION_STRONG, "muted")
        title.show_text(words.upper())
        self._flow.addWidget(title)
        if remark:
            remarked = PlainLabel(theme, CAPTION, "muted")
            remarked.show_text(remark)
            self._flow.addWidget(remarked)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._flow.add_at_the_end(widget)
