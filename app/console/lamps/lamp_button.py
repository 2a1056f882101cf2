"""One lamp of the strip: shape, name, evidence; a button to its diagnosis."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.lamps.lamp_words import SHAPES, abnormal, age, evidence, name, title
from app.console.look.lettering import Pen
from app.console.look.plain_text import set_tool_tip
from app.console.look.shapes import paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG
from app.domain.incident.pulse import Lamp, LampState


class LampButton(QAbstractButton):
    """40 high; the evidence's age stands under the name unless the strip is narrow."""

    def __init__(self, theme: Theme, lamp: Lamp) -> None:
        super().__init__()
        self._theme = theme
        self.lamp = lamp
        self._now = 0
        self._narrow = False
        self._short = False
        self._under = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_lamp(self, lamp: Lamp, now: int) -> None:
        """Show its state at a moment."""
        before = self.sizeHint()
        self.lamp, self._now = lamp, now
        self._under = evidence(lamp, now) if abnormal(lamp) else age(lamp, now) or evidence(lamp, now)
        said = f"{title(lamp)}: {evidence(lamp, now)}"
        self.setAccessibleName(said)
        set_tool_tip(self, f"{said}\n{lamp.next_step}" if lamp.next_step else said)
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def narrow(self, narrow: bool) -> None:
        """Show shape and name only."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def short(self, short: bool) -> None:
        """Without the word DOWN, where fill and shape must say it (in the tool tip it stays)."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def least_width(self) -> int:
        """Of shape and name alone."""
        return self._theme.px(26) + int(self._theme.metrics(CAPTION_STRONG).horizontalAdvance(name(self.lamp))) + 4

    def sizeHint(self) -> QSize:
        """Shape, the wider of name and evidence, and padding."""
        px, metrics = self._theme.px, self._theme.metrics
        under = 0.0 if self._narrow else min(metrics(CAPTION).horizontalAdvance(self._under), px(190))
        if self._short:
            return QSize(self.least_width(), px(38))
        widest = max(metrics(CAPTION_STRONG).horizontalAdvance(title(self.lamp)), under)
        step = px(16)
        return QSize(px(26) + -(-int(widest) // step) * step + 4, px(38))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, shape, name and evidence."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._paint_box(painter)
        two_lines = not self._narrow
        first = px(11) if two_lines else self.height() / 2
        paint(painter, SHAPES[self.lamp.state], QPointF(px(14), first), px(13), tokens, on)
        pen = Pen(painter, self._theme)
        named = name(self.lamp) if self._short else title(self.lamp)
        pen.left(px(26), first, named, CAPTION_STRONG, on or tokens.text)
        if two_lines:
            tone = on or (tokens.p2 if abnormal(self.lamp) else tokens.muted)
            pen.left(px(26), px(28), self._under, CAPTION, tone, self.width() - px(26) - 4)

    def _paint_box(self, painter: QPainter) -> QColor | None:
        tokens = self._theme.tokens
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.lamp.state is LampState.DOWN:
            painter.setPen(QPen(tokens.p1, 1))
            painter.setBrush(tokens.p1_fill)
        elif self.lamp.state is LampState.WARNING:
            painter.setPen(QPen(tokens.p2_edge, 1))
            painter.setBrush(tokens.p2_tint)
        elif self.underMouse():
            painter.setBrush(tokens.accent_tint)
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(tokens.on_p1 if self.lamp.state is LampState.DOWN else tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        return tokens.on_p1 if self.lamp.state is LampState.DOWN else None
