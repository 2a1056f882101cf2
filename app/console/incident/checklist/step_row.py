"""A row of the checklist: its shape, its words, and who did it when; a press checks it or takes the check back."""

import datetime as dt

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.controls.text_block import Span, TextBlock
from app.console.look.plain_text import one_line, set_tool_tip
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.console.queue.row import initials
from app.console.times import clock
from app.domain.incident.steps import Standing

LEFT, PADDING = 40, 6


class StepRow(QAbstractButton):
    """At least 32 high, more when its words take more lines."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._block = TextBlock(theme, BODY)
        self._shape = Shape.QUIET
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_step(self, one: Standing, *, is_next: bool) -> None:
        """Show a step as it stands."""
        done = one.check
        self._shape = Shape.SEEN if done else Shape.RUNNING if is_next else Shape.QUIET
        spans = [Span(one_line(done.words if done else one.step.words), "muted" if done else "text", strong=is_next)]
        if done is not None:
            when, who = clock(done.at, self._zone), initials(done.operator or "")
            spans.append(Span(f"  {when} {who}".rstrip(), "muted"))
            if done.note:
                spans.append(Span(f"  {one_line(done.note)}", "text"))
            said = "{step}, done. Press to take it back."
        elif one.step.note:
            spans.append(Span("  " + "asks", "muted"))
            said = "{step}, open, asks something. Press when it is done."
        else:
            said = "{step}, open. Press when it is done."
        if self._block.say(spans):
            self._restyle()
        self.setAccessibleName(said.replace("{step}", one_line(one.step.words)))
        set_tool_tip(self, one.step.note or one.step.words)
        self.update()

    def whole_text(self) -> str:
        """What it shows."""
        return self._block.text

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as its words take."""
        return max(self._theme.px(32), self._block.height(self._room(width)) + 2 * self._theme.px(PADDING))

    def sizeHint(self) -> QSize:
        """One line; layouts ask for the true height by width."""
        return QSize(200, self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self._theme.px(32))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it is pointed at."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that it is not."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, shape, words and focus."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), tokens.accent_tint)
        paint(painter, self._shape, QPointF(px(20), px(16)), px(14), tokens)
        self._block.paint(painter, px(LEFT), px(PADDING), self._room(self.width()))
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _room(self, width: int) -> int:
        return max(width - self._theme.px(LEFT) - self._theme.px(14), 40)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
