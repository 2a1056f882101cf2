"""Everything that lies over the map's page: the tools at both sides, the field for a place, the menu of layers."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from app.console.look.icons import Icon
from app.console.look.theme import Theme
from app.console.map.goto_bar import GotoBar
from app.console.map.layers_menu import LayersMenu
from app.console.map.map_look import MapLook
from app.console.map.tools import GAP, MapActions, MapTools, Tool

NARROW = 440
"""Below this width buttons do without their keys."""


class Over(QObject):
    """Laid into the pane's one cell, above the page."""

    def __init__(self, pane: QWidget, theme: Theme, actions: MapActions, look: MapLook) -> None:
        super().__init__(pane)
        self._pane, self._theme = pane, theme
        self._left = self._tools_at_left(actions)
        self._right = self._tools_at_right(actions)
        self.goto = GotoBar(theme)
        self.layers = LayersMenu(pane, look)
        actions.goto.triggered.connect(self.goto.open)
        actions.layers.triggered.connect(self.open_layers)

    def lay_into(self, grid: QGridLayout) -> None:
        """Put everything over the one cell of the pane."""
        top, right = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignRight
        grid.addWidget(self._left, 0, 0, Qt.AlignmentFlag.AlignLeft | top)
        grid.addWidget(self._right, 0, 0, right | top)
        self.goto.setParent(self._pane)

    def fit(self, width: int) -> list[dict[str, float]]:
        """The pane has another width, or the text another size: returns what the tools cover, in the page's pixels."""
        scale = self._theme.scale
        for tools in (self._left, self._right):
            tools.set_narrow(width < NARROW * scale)
        self._left.set_stacked(self._left.across + self._right.sizeHint().width() > width)
        left, right = self._left.sizeHint(), self._right.sizeHint()
        self.goto.fit(width - 2 * GAP)
        self.goto.move(GAP, left.height() if not self._left.stacked else GAP)
        covered = [(0, left.width(), left.height()), (width - right.width(), right.width(), right.height())]
        return [{"x": x / scale, "y": 0, "width": w / scale, "height": h / scale} for x, w, h in covered]

    def add_at_right(self, widget: QWidget) -> None:
        """A control of the pane itself, under the others."""
        self._right.add(widget)

    def rise(self) -> None:
        """Above the page that was just put in."""
        for part in (self._left, self._right, self.goto):
            part.raise_()

    def open_layers(self) -> None:
        """The menu, at the right edge of the map; arrows and letters work in it."""
        menu = self.layers.menu
        width = menu.sizeHint().width()
        corner = QPoint(self._pane.width() - self._right.sizeHint().width() - width, 2 * GAP)
        menu.popup(self._pane.mapToGlobal(corner))

    def _tools_at_left(self, actions: MapActions) -> MapTools:
        left: list[Tool] = [
            (actions.follow, "Follow the caller on the map", None),
            (actions.fit_fix, "Fit the map to the fix", None),
            (actions.fit_box, "Fit the map to the jurisdiction box", None),
        ]
        return MapTools(self._theme, left, QBoxLayout.Direction.LeftToRight)

    def _tools_at_right(self, actions: MapActions) -> MapTools:
        right: list[Tool] = [
            (actions.zoom_in, "Zoom in", None),
            (actions.zoom_out, "Zoom out", None),
            (actions.layers, "Layers of the map", Icon.STACK),
            (actions.goto, "Look at coordinates", Icon.CROSSHAIR),
        ]
        return MapTools(self._theme, right, QBoxLayout.Direction.TopToBottom)
