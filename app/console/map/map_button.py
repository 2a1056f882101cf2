"""A button that lies over the map: a plate with its word, the key beside it, and a tick when it is switched on."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolButton, QWidget

HEIGHT, PADDING, TICK, CAP_PADDING, GAP = 32, 12, 14, 6, 8
RADIUS, FOCUS = 4, 2


class MapButton(QToolButton):
    """Painted whole, since a style sheet would run down into it; its action gives word, key, and whether it is on."""

    def __init__(self, action: QAction, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: Mapping[str, str] = {}
        self.setDefaultAction(action)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        action.changed.connect(self._changed)
        self._changed()

    def set_colours(self, colours: Mapping[str, str]) -> None:
        """Token names to ``#RRGGBB``."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Tick, word and key in one row, and never less than a target of 32 px."""
        width = 2.0 * PADDING + self._words().horizontalAdvance(self.text())
        if self.isCheckable():
            width += TICK
        if self._key():
            width += GAP + self._cap_width()
        return QSize(max(HEIGHT, round(width)), HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Keys may be remapped while the window is open."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ActionChanged):
            self.updateGeometry()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Plate, tick, word, key, focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_plate(painter)
        x = float(PADDING)
        if self.isCheckable():
            self._paint_tick(painter, x)
            x += TICK
        painter.setFont(self.font())
        painter.setPen(self._ink())
        width = self._words().horizontalAdvance(self.text())
        if not self.isCheckable() and not self._key():
            x = (self.width() - width) / 2
        painter.drawText(QRectF(x, 0, width + 2, HEIGHT), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._key():
            self._paint_cap(painter, x + width + GAP)

    def _paint_plate(self, painter: QPainter) -> None:
        fill = "accent_tint" if self.isChecked() else "panel" if self.isDown() or self.underMouse() else "raised"
        edge = "accent" if self.isChecked() or self.hasFocus() else "border" if self.isEnabled() else "hair"
        width = FOCUS if self.hasFocus() else 1
        inset = width / 2
        painter.setPen(QPen(self._colour(edge), width))
        painter.setBrush(self._colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint_tick(self, painter: QPainter, x: float) -> None:
        if not self.isChecked():
            return
        middle = HEIGHT / 2
        painter.setPen(QPen(self._colour("accent"), 2))
        painter.drawPolyline(
            QPolygonF([QPointF(x - 3, middle), QPointF(x + 1, middle + 4), QPointF(x + 8, middle - 4)])
        )

    def _paint_cap(self, painter: QPainter, x: float) -> None:
        cap = QRectF(x + 0.5, (HEIGHT - 18) / 2 + 0.5, self._cap_width() - 1, 17)
        painter.setPen(QPen(self._colour("border" if self.isEnabled() else "hair"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, RADIUS - 1, RADIUS - 1)
        painter.setPen(self._colour("muted" if self.isEnabled() else "border"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key())

    def _changed(self) -> None:
        self.setToolTip(self.accessibleName() + (f" ({self._key()})" if self._key() else ""))
        self.updateGeometry()
        self.update()

    def _key(self) -> str:
        return self.defaultAction().shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _words(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def _cap_width(self) -> float:
        return max(18.0, self._words().horizontalAdvance(self._key()) + 2 * CAP_PADDING)

    def _ink(self) -> QColor:
        return self._colour("text" if self.isEnabled() else "border")

    def _colour(self, token: str) -> QColor:
        return QColor(self._colours.get(token, "#767F8A"))
