"""A heading inside a card: the name of a section or of a list, in 600."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.console.incident.additional_data.field_row import INDENT
from app.console.incident.additional_data.lines import Line
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG


class HeadingRow(QWidget):
    """24 high at 100 % text."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        label = PlainLabel(theme, CAPTION, "muted") if line.numbered else PlainLabel(theme, CAPTION_STRONG)
        label.show_text(line.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(14 + line.depth * INDENT, 3, 14, 3)
        row.addWidget(label)
