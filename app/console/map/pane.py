"""The map pane: the page, tools over it, and coordinates as text for as long as there is no map."""

import collections.abc
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from app.console.map.appearance import MapLook, ground_message, look
from app.console.map.bridge import Bridge
from app.console.map.controls import GAP, LayersMenu, MapActions, MapTools, Tool, dropped_map
from app.console.map.goto_bar import GotoBar
from app.console.map.page import BUILDER, MapEngine, cached_page
from app.console.map.state import MapSighting, MapState, Pin, StatePublisher, View
from app.console.map.tiles.controller import TileController
from app.console.map.tiles.source import BaseMapStatus
from app.console.store import Store
from app.console.theme.icons import Icon
from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, COORDINATE, Face
from app.console.widgets.buttons import Button
from app.domain.incident.assessment import Assessment
from app.domain.incident.model import Incident
from app.domain.location import coordinates
from app.domain.location.parse_result import ParsedPlace

NARROW = 440
"""Below this width buttons do without their keys."""


class MapOverlay(QObject):
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


class TextMap(QWidget):
    """What the map is doing, and where the caller is all the same. Signal ``asked_again``: the operator wants a map."""

    asked_again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._doing = _line(theme, BODY, "State of the map")
        self._place = _line(theme, COORDINATE, "Coordinates of the caller")
        self._again = Button(theme, "Start the map again")
        self._again.clicked.connect(self.asked_again)
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(self._doing)
        layout.addWidget(self._place)
        layout.addWidget(self._again, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
        self.starting("The map is starting.")

    def starting(self, sentence: str) -> None:
        """A map is on its way."""
        self._say(sentence, hopeless=False)

    def failed(self, reason: str) -> None:
        """There is none, and why; the operator may try again."""
        self._say(f"There is no map: {reason}. Everything else works.", hopeless=True)

    def show_state(self, state: MapState) -> None:
        """The newest fix of the selected incident in words."""
        self._place.show_text(self._where(state.fixes[-1]) if state.fixes else "")

    def _say(self, sentence: str, *, hopeless: bool) -> None:
        self._doing.show_text(sentence)
        self._again.setVisible(hopeless)
        self.show()

    def _where(self, sighting: MapSighting) -> str:
        fix = sighting.fix
        sure = "accuracy not stated" if fix.uncertainty_m is None else f"±{fix.uncertainty_m:g} m"
        return f"{fix.latitude:.6f}, {fix.longitude:.6f}  {sure}".replace("-", "\u2212")


def _line(theme: Theme, face: Face, name: str) -> PlainLabel:
    label = PlainLabel(theme, face, wraps=True)
    label.setAccessibleDescription(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


if TYPE_CHECKING:
    from app.console.map.web import WebMap

SMALLEST = (300, 280)
PLACE_ZOOM = 16.0
"""Streets of a town: what a person who types coordinates looks for."""


class MapPane(QWidget):
    """Shows one ``MapState`` after the other.

    Signals: ``ready(int)``: the page listens, ms after its start; ``incident_clicked(int)``; ``failed(str)``: why there
    is no map; ``painted(int)``: the number of the state on screen; ``view_changed(View)``: kept for the next start;
    ``look_changed(object)``: a ``MapLook`` chosen here; ``file_dropped(str)``: a base map file was dropped on the map.
    """

    ready = Signal(int)
    incident_clicked = Signal(int)
    failed = Signal(str)
    painted = Signal(int)
    view_changed = Signal(View)
    look_changed = Signal(object)
    file_dropped = Signal(str)

    def __init__(
        self,
        theme: Theme,
        resources: Path,
        cache: Path,
        *,
        builder: tuple[str, ...] = BUILDER,
    ) -> None:
        """``resources``: the folder ``map`` of the resources; ``cache``: where built pages and pictures lie."""
        super().__init__()
        self._theme = theme
        self._look = MapLook()
        self.setAccessibleName("Map")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._view: View | None = None
        self._text = TextMap(theme)
        self.map_actions = MapActions(self)
        """Follow, fit, zoom, layers, a place: the console's key table gives them their keys."""
        self.tiles = TileController(cache, parent=self)
        """The center's own base map: ``use`` gives it one."""
        self._over = MapOverlay(self, theme, self.map_actions, self._look)
        self._bridge = Bridge(self)
        self._publisher = StatePublisher(self._bridge.message.emit, self)
        self._engine = MapEngine(resources, cached_page(cache), builder, self._bridge, self.tiles, self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._text, 0, 0)
        self._over.lay_into(self._grid)
        self._connect()
        self._lay_ground(BaseMapStatus())
        self._dress()

    def start(self) -> None:
        """Brings the map up, the first time or again; not before the window's first paint: WebEngine takes 0.1 s."""
        self._text.starting("The map is starting.")
        self._dress()  # the actions have their keys by now
        self._engine.start()

    def show_state(self, state: MapState) -> None:
        """The newest state; the page gets the difference, ten times a second at most."""
        self._text.show_state(state)
        for of_the_caller in (self.map_actions.follow, self.map_actions.fit_fix):
            of_the_caller.setEnabled(bool(state.fixes))
        self.map_actions.fit_box.setEnabled(state.box is not None)
        self._publisher.show(state)

    def tick(self, now: int) -> None:
        """The console's second has passed (UTC ms): ages on the map are counted from it."""
        self._publisher.tell({"now": now})

    def add_to_head(self, widget: QWidget) -> None:
        """Put a control under the zoom buttons."""
        self._over.add_at_right(widget)
        self._publisher.keep("tools", self._over.fit(self.width()))

    def look_at(self, view: View) -> None:
        """Restores what the operator last looked at."""
        self._view = view
        self._publisher.tell({"view": view})

    def go_to(self, latitude: float, longitude: float) -> None:
        """Looks at a place that a person has named, and marks it; following stays off until it is chosen again."""
        if self.map_actions.follow.isChecked():
            self.map_actions.follow.trigger()
        place = coordinates.show(latitude, longitude, self._look.notation) or coordinates.show(latitude, longitude)
        self._publisher.keep("mark", {"lat": latitude, "lon": longitude, "text": place})
        self.look_at(View(latitude, longitude, PLACE_ZOOM))

    def wear(self, wanted: MapLook) -> None:
        """Another look, from the preferences."""
        self._look = wanted
        self._over.layers.use(wanted)
        self._dress()

    @property
    def looked_at(self) -> View | None:
        """Where the operator looks; None until the page has reported it."""
        return self._view

    @property
    def web(self) -> "WebMap | None":
        """The web side, once the page is being loaded."""
        return self._engine.web

    def close_map(self) -> None:
        """Takes page and base map down; to be called before the window goes."""
        self._publisher.page_lost()
        self._engine.close()
        self.tiles.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over the map fits the new width."""
        self._publisher.keep("tools", self._over.fit(event.size().width()))
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One base map file may be dropped, nothing else."""
        if dropped_map(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file was dropped: what becomes of it is asked elsewhere."""
        if file := dropped_map(event.mimeData()):
            event.acceptProposedAction()
            self.file_dropped.emit(file)

    def _connect(self) -> None:
        actions, bridge, over = self.map_actions, self._bridge, self._over
        actions.follow.triggered.connect(lambda on: self._order("follow" if on else "let_go"))
        orders = {"fit_fix": actions.fit_fix, "fit_box": actions.fit_box}
        orders |= {"zoom_in": actions.zoom_in, "zoom_out": actions.zoom_out}
        for order, action in orders.items():
            action.triggered.connect(lambda _on=False, order=order: self._order(order))
        self._theme.changed.connect(self._dress)
        self._text.asked_again.connect(self.start)
        over.goto.chosen.connect(self._go_to_reading)
        over.goto.left.connect(self._leave_place)
        over.layers.changed.connect(self._look_chosen)
        bridge.follows.connect(actions.follow.setChecked)
        bridge.painted_state.connect(self.painted)
        bridge.clicked.connect(self.incident_clicked)
        bridge.looked.connect(self._looked)
        bridge.pointed.connect(self._pointed)
        self.tiles.told.connect(self._lay_ground)
        self.tiles.recovered.connect(lambda: self._publisher.tell({"again": True}))
        self._engine.viewed.connect(self._put_in)
        self._engine.ready.connect(self._up)
        self._engine.lost.connect(self._down)
        self._engine.failed.connect(self._gone)

    def _dress(self) -> None:
        self._publisher.keep("tools", self._over.fit(self.width()))
        self._publisher.dress(look(self._theme, self._look, self.map_actions.follow.shortcut().toString()))
        if self.web is not None:
            self.web.view.setZoomFactor(self._theme.scale)
            # What shows before the page has painted: Chromium's own white flashes in a dark room.
            self.web.page.setBackgroundColor(self._theme.tokens.page)

    def _lay_ground(self, ground: BaseMapStatus) -> None:
        self._publisher.keep("ground", ground_message(ground))

    def _look_chosen(self, wanted: MapLook) -> None:
        self._look = wanted
        self._dress()
        self.look_changed.emit(wanted)

    def _go_to_reading(self, reading: ParsedPlace) -> None:
        self.go_to(reading.latitude, reading.longitude)

    def _leave_place(self) -> None:
        self._publisher.keep("mark", None)
        self.setFocus()

    def _pointed(self, latitude: float, longitude: float) -> None:
        place = coordinates.show(latitude, longitude, self._look.notation) or coordinates.show(latitude, longitude)
        self._publisher.tell({"cursor": place})

    def _order(self, order: str) -> None:
        self._publisher.tell({"order": order})

    def _put_in(self, view: QWidget) -> None:
        view.setAccessibleName("Map of the caller's surroundings")
        self._dress()
        self._grid.addWidget(view, 0, 0)
        self.setFocusProxy(view)
        self._over.rise()
        view.lower()
        self._text.raise_()

    def _looked(self, view: View) -> None:
        self._view = view
        self.view_changed.emit(view)

    def _name_what_is_drawn_on(self) -> None:
        """The engine's own surface takes the keyboard; it comes with the page and has no name by itself."""
        view = self.focusProxy()
        if view is not None:
            for surface in view.findChildren(QWidget):
                surface.setAccessibleName(view.accessibleName())

    def _up(self, milliseconds: int) -> None:
        self._name_what_is_drawn_on()
        self._text.hide()
        self._publisher.page_ready()
        if self._view is not None:
            self._publisher.tell({"view": self._view})
        if not self.map_actions.follow.isChecked():
            self._order("let_go")
        self.ready.emit(milliseconds)

    def _down(self) -> None:
        self._publisher.page_lost()
        self._text.starting("The map is starting again.")

    def _gone(self, reason: str) -> None:
        self._publisher.page_lost()
        self._text.failed(reason)
        self.failed.emit(reason)


class MapFeed:
    """Tells one map pane what the store holds: the selected incident's fixes and box, and a pin for each open one."""

    def __init__(self, pane: MapPane, store: Store, zone_name: str) -> None:
        self._pane = pane
        self._store = store
        self._zone_name = zone_name
        self._number = 0
        self._selected: int | None = None
        self._pins: dict[int, Pin] = {}

    def show(self, selected: int | None) -> None:
        """Show the open incidents with one of them selected."""
        self._pins = {}
        self._place_pins(self._store.assessed().open)
        self._send(selected)

    def update_incidents(self, selected: int | None, numbers: collections.abc.Collection[int]) -> None:
        """These incidents are new, different or gone; a state is sent only if one is shown or has another pin."""
        moved = self._place_pins(numbers)
        if moved or selected in numbers or selected != self._selected:
            self._send(selected)

    def _place_pins(self, numbers: collections.abc.Iterable[int]) -> bool:
        """Find the places of these incidents; returns whether any pin is another one, or gone."""
        moved, assessed = False, self._store.assessed().open
        for number in numbers:
            pin, before = _pin(assessed.get(number)), self._pins.get(number)
            if pin == before:
                continue
            moved = True
            if pin is None:
                del self._pins[number]
            else:
                self._pins[number] = pin
        return moved

    def _send(self, selected: int | None) -> None:
        self._selected = selected
        self._number += 1
        incident = self._store.incident(selected)
        self._pane.show_state(
            MapState(
                number=self._number,
                now=self._store.now(),
                zone=self._zone_name,
                incident=incident.number if incident else None,
                fixes=_fixes(incident) if incident else (),
                box=incident.box if incident else None,
                untrusted_box_name=one_line(incident.ecc or "") if incident else "",
                pins=tuple(self._pins.values()),
            )
        )

    def tick(self) -> None:
        """A second has passed."""
        self._pane.tick(self._store.now())


def _fixes(incident: Incident) -> tuple[MapSighting, ...]:
    """The trail, and at its end the place that the Summary names: the two may never show different ones."""
    shown = incident.sighting
    if shown is None:
        return ()
    in_order = [*(one for one in incident.trail if one.seq != shown.seq), shown]
    return tuple(MapSighting(seq=one.seq, received_at=one.at, fix=one.fix) for one in in_order)


def _pin(one: Assessment | None) -> Pin | None:
    """The pin of an open incident that has a place."""
    place = one.incident.place if one else None
    return Pin(one.incident.number, place.latitude, place.longitude) if one and place else None
