"""A section's head: capitals, a muted remark, and buttons at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.console.controls.flow import FlowLayout
from app.console.plain_text import PlainLabel
from app.console.theme import Theme
from app.console.type_faces import CAPTION, CAPTION_STRONG


class SectionHead(QWidget):
    """One line above a card; at large text the remark goes below the title instead of being cut."""

    def __init__(self, theme: Theme, words: str, remark: str = "") -> None:
        super().__init__()
        title = PlainLabel(theme, CAPTION_STRONG, "muted")
        title.show_text(words.upper())
        remarked = PlainLabel(theme, CAPTION, "muted")
        remarked.show_text(remark)
        remarked.setVisible(bool(remark))
        flow = FlowLayout(spacing=6)
        flow.addWidget(title)
        flow.addWidget(remarked)
        words_part = QWidget()
        words_part.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        words_part.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(words_part, 1, Qt.AlignmentFlag.AlignVCenter)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._row.addWidget(widget)
