"""What lies over the map: tool buttons with word and key, the layers menu, and which files may be dropped on it."""

import pathlib
import typing

import msgspec
from PySide6.QtCore import QMimeData, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget

from app.console.map.appearance import Layer, MapLook, Units
from app.console.map.tiles.archive import KINDS
from app.console.theme.icons import Icon, paint_icon
from app.console.theme.text import TextPainter, set_tool_tip
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_MEDIUM, CAPTION
from app.console.widgets.buttons import pressed_by
from app.domain.location.coordinates import WRITTEN
from app.domain.location.parse_result import Notation


def dropped_map(dropped: QMimeData) -> str:
    """Path of the base map file; empty for anything else."""
    files = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
    return next((file for file in files if pathlib.Path(file).suffix.casefold() in KINDS), "")


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
        """Show another look; no signal is emitted."""
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


HEIGHT, PADDING, TICK, BUTTON_GAP = 32, 12, 16, 8
CAP_HEIGHT, CAP_PADDING, ICON = 20, 6, 18


class MapButton(QToolButton):
    """Word, key, enabled and on or off are its action's; the name is what a screen reader says.

    With an icon it shows that alone, and the word where the icons' font is missing.
    """

    def __init__(self, theme: Theme, action: QAction, name: str, icon: Icon | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon if theme.icon_family is not None else None
        self._narrow = False
        self.setDefaultAction(action)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        action.changed.connect(self._restyle)
        theme.changed.connect(self._restyle)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as any button."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is no room for the key; the tool tip still says it."""
        self._narrow = narrow
        self._restyle()

    def sizeHint(self) -> QSize:
        """Tick, word and key in one row, and never less than a square."""
        height = self._theme.px(HEIGHT)
        if self._icon:
            return QSize(height, height)
        width = 2 * PADDING + self._theme.metrics(BODY_MEDIUM).horizontalAdvance(self.text())
        if self.isCheckable():
            width += self._theme.px(TICK)
        if self._shows_key():
            width += BUTTON_GAP + self._cap_width()
        return QSize(max(height, round(width)), height)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Plate, tick, word, key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_plate(painter)
        tokens = self._theme.tokens
        ink = tokens.text if self.isEnabled() else tokens.muted
        pen, middle = TextPainter(painter, self._theme), self.height() / 2
        if self._icon:
            paint_icon(painter, self._theme, self._icon, QPointF(self.width() / 2, middle), ICON, ink)
            return
        if self.isCheckable():
            self._paint_tick(painter, middle)
        if not self.isCheckable() and not self._shows_key():
            pen.centred(self.width() / 2, middle, self.text(), BODY_MEDIUM, ink)
            return
        x = PADDING + (self._theme.px(TICK) if self.isCheckable() else 0)
        x += round(pen.left(x, middle, self.text(), BODY_MEDIUM, ink)) + BUTTON_GAP
        if self._shows_key():
            self._paint_cap(pen, x, ink)

    def _paint_plate(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        ground, edge, width = tokens.raised, tokens.border if self.isEnabled() else tokens.hair, 1
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            ground = tokens.accent_tint
        if self.isChecked():
            edge = tokens.accent
        if self.isDown():
            ground = QColor(ground).darker(112)
        if self.hasFocus():
            edge, width = tokens.accent, 2
        painter.setPen(QPen(edge, width))
        painter.setBrush(ground)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)

    def _paint_tick(self, painter: QPainter, middle: float) -> None:
        if not self.isChecked():
            return
        size = self._theme.px(4)
        left = PADDING - 2.0
        painter.setPen(QPen(self._theme.tokens.accent, 2))
        ends = [QPointF(left, middle), QPointF(left + size, middle + size), QPointF(left + 2.75 * size, middle - size)]
        painter.drawPolyline(QPolygonF(ends))

    def _paint_cap(self, pen: TextPainter, x: float, ink: QColor) -> None:
        width, height = self._cap_width(), self._theme.px(CAP_HEIGHT)
        top = round((self.height() - height) / 2)
        pen.painter.setPen(QPen(self._theme.tokens.border, 1))
        pen.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.painter.drawRoundedRect(QRectF(x + 0.5, top + 0.5, width - 1, height - 1), 3, 3)
        pen.centred(x + width / 2, self.height() / 2, self._key(), CAPTION, ink)

    def _restyle(self) -> None:
        key = self._key()
        set_tool_tip(self, f"{self.accessibleName()}  ({key})" if key else self.accessibleName())
        self.updateGeometry()
        self.update()

    def _shows_key(self) -> bool:
        return bool(self._key()) and not self._narrow

    def _key(self) -> str:
        return self.defaultAction().shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _cap_width(self) -> float:
        return self._theme.metrics(CAPTION).horizontalAdvance(self._key()) + 2 * CAP_PADDING


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
