"""The tools over the map: Follow, Fit fix, Fit box at the left, zoom at the right; each is an action with a key."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.console.map.map_button import MapButton

MARGIN, GAP = 8, 8


class MapActions(QObject):
    """The map's actions; the console's key table gives them their keys (``L``, ``Z``, ``Shift+Z`` by default)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.follow = QAction(self.tr("Follow"), self, checkable=True, checked=True)
        self.fit_fix = QAction(self.tr("Fit fix"), self, enabled=False)
        self.fit_box = QAction(self.tr("Fit box"), self, enabled=False)
        self.zoom_in = QAction("+", self)
        self.zoom_out = QAction("\u2212", self)


class MapTools(QWidget):
    """A row of buttons for some of the actions, each with the name that a screen reader says."""

    def __init__(self, actions: list[tuple[QAction, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        self._buttons = [MapButton(action, name) for action, name in actions]
        for button in self._buttons:
            layout.addWidget(button)

    def set_colours(self, colours: Mapping[str, str]) -> None:
        """Another theme."""
        for button in self._buttons:
            button.set_colours(colours)
