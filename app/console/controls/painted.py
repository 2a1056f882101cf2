"""What is painted by hand and nothing else: to a screen reader a label that says its accessible name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class Painted(QLabel):
    """The base of widgets that paint words and shapes; as plain widgets they would be fillers, which readers skip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
