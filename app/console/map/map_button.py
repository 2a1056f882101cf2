"""A button that lies over the map: a plate with its action's word and key, and a tick while it is switched on."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolButton

from app.console.look.icons import Icon, paint_icon
from app.console.look.lettering import Pen
from app.console.look.plain_text import set_tool_tip
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, CAPTION

HEIGHT, PADDING, TICK, GAP = 32, 12, 16, 8
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
            width += GAP + self._cap_width()
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
        pen, middle = Pen(painter, self._theme), self.height() / 2
        if self._icon:
            paint_icon(painter, self._theme, self._icon, QPointF(self.width() / 2, middle), ICON, ink)
            return
        if self.isCheckable():
            self._paint_tick(painter, middle)
        if not self.isCheckable() and not self._shows_key():
            pen.centred(self.width() / 2, middle, self.text(), BODY_MEDIUM, ink)
            return
        x = PADDING + (self._theme.px(TICK) if self.isCheckable() else 0)
        x += round(pen.left(x, middle, self.text(), BODY_MEDIUM, ink)) + GAP
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

    def _paint_cap(self, pen: Pen, x: float, ink: QColor) -> None:
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
