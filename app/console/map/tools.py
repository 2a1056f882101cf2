"""The tools over the map: Follow, Fit fix, Fit box at the left; zoom, layers, a place at the right; each an action."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.console.look.icons import Icon
from app.console.look.theme import Theme
from app.console.map.map_button import MapButton

GAP = 8

Tool = tuple[QAction, str, Icon | None]
"""An action, the name that a screen reader says, and the icon that stands for its word."""


class MapActions(QObject):
    """The map's actions; the console's key table gives them their keys (``L``, ``Z``, ``Shift+Z`` by default)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.follow = QAction("Follow", self, checkable=True, checked=True)
        self.fit_fix = QAction("Fit fix", self, enabled=False)
        self.fit_box = QAction("Fit box", self, enabled=False)
        self.zoom_in = QAction("+", self)
        self.zoom_out = QAction("\u2212", self)
        self.layers = QAction("Layers", self)
        self.goto = QAction("Look at coordinates", self)


class MapTools(QWidget):
    """Buttons for some of the actions in a row or column, each with the name that a screen reader says."""

    def __init__(
        self,
        theme: Theme,
        actions: list[Tool],
        direction: QBoxLayout.Direction,
    ) -> None:
        super().__init__()
        self._layout = layout = QBoxLayout(direction, self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        self._buttons = [MapButton(theme, *one) for one in actions]
        for button in self._buttons:
            layout.addWidget(button)
        self._row = layout

    def add(self, widget: QWidget) -> None:
        """Put another control after them."""
        self._row.addWidget(widget)

    @property
    def across(self) -> int:
        """Pixels that the buttons need side by side."""
        widths = sum(button.sizeHint().width() for button in self._buttons)
        return widths + GAP * (len(self._buttons) + 1)

    @property
    def stacked(self) -> bool:
        """Whether they stand in a column."""
        return self._layout.direction() is QBoxLayout.Direction.TopToBottom

    def set_stacked(self, stacked: bool) -> None:
        """Without room for a row, a column."""
        directions = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom)
        self._layout.setDirection(directions[stacked])

    def set_narrow(self, narrow: bool) -> None:
        """Without room the keys stand in the tool tips only."""
        for button in self._buttons:
            button.set_narrow(narrow)
