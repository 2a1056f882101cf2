"""The map pane: the page, tools over it, and coordinates as text for as long as there is no map."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from app.console.map.bridge import Bridge
from app.console.map.courier import Courier
from app.console.map.engine import MapEngine
from app.console.map.look import look
from app.console.map.map_state import MapState, View
from app.console.map.page import BUILDER, cached_page
from app.console.map.text_map import TextMap
from app.console.map.tools import MapActions, MapTools
from app.console.theme import Theme

if TYPE_CHECKING:
    from app.console.map.web_map import WebMap


NARROW = 440
SMALLEST = (300, 280)


class MapPane(QWidget):
    """Shows one ``MapState`` after the other.

    Signals: ``ready(int)``: the page listens, ms after its start; ``incident_clicked(int)``; ``failed(str)``: why there
    is no map; ``painted(int)``: the number of the state on screen; ``view_changed(View)``: kept for the next start.
    """

    ready = Signal(int)
    incident_clicked = Signal(int)
    failed = Signal(str)
    painted = Signal(int)
    view_changed = Signal(View)

    def __init__(
        self,
        theme: Theme,
        resources: Path,
        cache: Path,
        *,
        builder: tuple[str, ...] = BUILDER,
    ) -> None:
        """``resources``: the folder ``map`` of the resources; ``cache``: where built pages lie."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName(self.tr("Map"))
        self.setMinimumSize(*SMALLEST)
        self._view: View | None = None
        self._text = TextMap(theme)
        self.map_actions = MapActions(self)
        """Follow, fit, zoom: the console's key table gives them their keys."""
        self._bridge = Bridge(self)
        self._courier = Courier(self._bridge.message.emit, self)
        self._engine = MapEngine(resources, cached_page(cache), builder, self._bridge, self)
        self._lay_out()
        self._connect()
        self._dress()

    def start(self) -> None:
        """Brings the map up, the first time or again; not before the window's first paint: WebEngine takes 0.1 s."""
        self._text.starting(self.tr("The map is starting."))
        self._engine.start()

    def show_state(self, state: MapState) -> None:
        """The newest state; the page gets the difference, ten times a second at most."""
        self._text.show_state(state)
        self.map_actions.fit_fix.setEnabled(bool(state.fixes))
        self.map_actions.fit_box.setEnabled(state.box is not None)
        self._courier.show(state)

    def tick(self, now: int) -> None:
        """The console's second has passed (UTC ms): ages on the map are counted from it."""
        self._courier.tell({"now": now})

    def add_to_head(self, widget: QWidget) -> None:
        """Put a control under the zoom buttons."""
        self._over[-1].add(widget)

    def look_at(self, view: View) -> None:
        """Restores what the operator last looked at."""
        self._view = view
        self._courier.tell({"view": view})

    @property
    def web(self) -> "WebMap | None":
        """The web side, once the page is being loaded."""
        return self._engine.web

    def close_map(self) -> None:
        """Takes the page down; to be called before the window goes."""
        self._engine.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the buttons do without their keys."""
        for tools in self._over:
            tools.set_narrow(event.size().width() < NARROW)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        left, right = self._tools()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._text, 0, 0)
        self._grid.addWidget(left, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(right, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._over = (left, right)

    def _tools(self) -> tuple[MapTools, MapTools]:
        actions = self.map_actions
        left = [
            (actions.follow, self.tr("Follow the caller on the map")),
            (actions.fit_fix, self.tr("Fit the map to the fix")),
            (actions.fit_box, self.tr("Fit the map to the jurisdiction box")),
        ]
        right = [(actions.zoom_in, self.tr("Zoom in")), (actions.zoom_out, self.tr("Zoom out"))]
        row, column = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        return MapTools(self._theme, left, row), MapTools(self._theme, right, column)

    def _connect(self) -> None:
        actions, bridge = self.map_actions, self._bridge
        actions.follow.triggered.connect(lambda on: self._order("follow" if on else "let_go"))
        actions.fit_fix.triggered.connect(lambda: self._order("fit_fix"))
        actions.fit_box.triggered.connect(lambda: self._order("fit_box"))
        actions.zoom_in.triggered.connect(lambda: self._order("zoom_in"))
        actions.zoom_out.triggered.connect(lambda: self._order("zoom_out"))
        self._theme.changed.connect(self._dress)
        self._text.asked_again.connect(self.start)
        bridge.follows.connect(actions.follow.setChecked)
        bridge.painted_state.connect(self.painted)
        bridge.clicked.connect(self.incident_clicked)
        bridge.looked.connect(self._looked)
        self._engine.viewed.connect(self._put_in)
        self._engine.ready.connect(self._up)
        self._engine.lost.connect(self._down)
        self._engine.failed.connect(self._gone)

    def _dress(self) -> None:
        self._courier.dress(look(self._theme))
        if self.web is not None:
            self.web.view.setZoomFactor(self._theme.scale)

    def _order(self, order: str) -> None:
        self._courier.tell({"order": order})

    def _put_in(self, view: QWidget) -> None:
        view.setAccessibleName(self.tr("Map of the caller's surroundings"))
        self._dress()
        self._grid.addWidget(view, 0, 0)
        self.setFocusProxy(view)
        for tools in self._over:
            tools.raise_()
        view.lower()
        self._text.raise_()

    def _looked(self, view: View) -> None:
        self._view = view
        self.view_changed.emit(view)

    def _up(self, milliseconds: int) -> None:
        self._text.hide()
        self._courier.page_ready()
        if self._view is not None:
            self._courier.tell({"view": self._view})
        if not self.map_actions.follow.isChecked():
            self._order("let_go")
        self.ready.emit(milliseconds)

    def _down(self) -> None:
        self._courier.page_lost()
        self._text.starting(self.tr("The map is starting again."))

    def _gone(self, reason: str) -> None:
        self._courier.page_lost()
        self._text.failed(reason)
        self.failed.emit(reason)
