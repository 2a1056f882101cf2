"""The place of a pane in the window: it stays while its pane is away, so that widths and heights stay too."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Slot(QWidget):
    """Holds one pane, or nothing and is hidden."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__()
        self.pane = pane
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(pane)

    @property
    def filled(self) -> bool:
        """Whether its pane stands here."""
        return self._column.indexOf(self.pane) >= 0

    def let_go(self) -> QWidget:
        """Give the pane away."""
        self._column.removeWidget(self.pane)
        self.hide()
        return self.pane

    def take_back(self) -> None:
        """Hold the pane again."""
        self._column.addWidget(self.pane)
        self.pane.show()
        self.show()
