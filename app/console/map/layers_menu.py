"""The layers of the map in one small menu: what shows, in which units, and the pointer's notation."""

import typing

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.console.map.map_look import Layer, MapLook, Units
from app.domain.location.coordinates import WRITTEN
from app.domain.location.reading import Notation

Chosen = typing.TypeVar("Chosen", Units, Notation)


class LayersMenu(QObject):
    """Signal ``changed(object)``: the ``MapLook`` that is wanted now."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, look: MapLook) -> None:
        super().__init__(parent)
        self.look = look
        self.menu = QMenu(parent)
        self.menu.setAccessibleName("Layers of the map")
        self._layers = {layer: self._checkable(name) for layer, name in self._names().items()}
        for layer, action in self._layers.items():
            action.triggered.connect(lambda on, layer=layer: self._show_layer(layer, on=on))
        self.menu.addSeparator()
        self._units = self._choice({Units.METRIC: "&Metres", Units.IMPERIAL: "&Feet and miles"})
        for units, action in self._units.items():
            action.triggered.connect(lambda _on=True, units=units: self._become(units=units))
        self.menu.addSeparator()
        self._notations = self._choice({one: f"Pointer in {one.value}" for one in WRITTEN})
        for notation, action in self._notations.items():
            action.triggered.connect(lambda _on=True, notation=notation: self._become(notation=notation))
        self.use(look)

    def use(self, look: MapLook) -> None:
        """Show another look; nothing is told."""
        self.look = look
        for layer, action in self._layers.items():
            action.setChecked(layer not in look.hidden)
        self._units[look.units].setChecked(True)
        self._notations[look.notation].setChecked(True)

    def _names(self) -> dict[Layer, str]:
        return {
            Layer.RINGS: "&Rings around the fix",
            Layer.TRAIL: "&Trail",
            Layer.OTHERS: "&Other open incidents",
            Layer.PLACES: "&Places and nearest place",
            Layer.GRID: "&Grid",
            Layer.INSET: "O&verview",
            Layer.BASE_MAP: "&Base map of the center",
        }

    def _checkable(self, name: str) -> QAction:
        action = self.menu.addAction(name)
        action.setCheckable(True)
        return action

    def _choice(self, names: dict[Chosen, str]) -> dict[Chosen, QAction]:
        group = QActionGroup(self)
        actions = {}
        for one, name in names.items():
            actions[one] = self._checkable(name)
            group.addAction(actions[one])
        return actions

    def _show_layer(self, layer: Layer, *, on: bool) -> None:
        self._become(hidden=self.look.hidden - {layer} if on else self.look.hidden | {layer})

    def _become(self, **parts: object) -> None:
        self.look = msgspec.structs.replace(self.look, **parts)
        self.changed.emit(self.look)
