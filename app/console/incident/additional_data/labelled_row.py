"""A row whose value is something to press: a link or a picture, beside the label and above the change."""

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.console.controls.painted import Painted
from app.console.controls.text_block import Span, TextBlock
from app.console.incident.additional_data.field_row import EMPHASIS_MS, INDENT, LABEL, LEAST
from app.console.incident.additional_data.lines import Line
from app.console.incident.additional_data.value_words import changed_words
from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION
from app.domain.additional_data import copied

PAD = 2


class LabelledRow(Painted):
    """Label 140, then the widget; under it when the row is narrow. It places the widget itself."""

    def __init__(self, theme: Theme, line: Line, inner: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._line = line
        self._emphasised = False
        self._inner = inner
        inner.setParent(self)
        self._label = TextBlock(theme, CAPTION)
        self._label.say([Span(line.label, "muted")])
        self._change = TextBlock(theme, CAPTION)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_line(self, line: Line, now: int) -> None:
        """Show a line of the same path and value at the present time."""
        self._line = line
        changed = line.changed
        fresh = changed is not None and now - changed.at < EMPHASIS_MS
        said = ""
        if changed is not None:
            before = changed.change.before
            said = changed_words(now - changed.at, None if before is None else one_line(copied.value(before)))
        different = self._change.say([Span(said, "accent")] if said else [])
        if different or fresh != self._emphasised:
            self._emphasised = fresh
            self.setAccessibleName(f"{line.label}, {said}" if said else line.label)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Label, widget and change."""
        label = self._label.height(self._label_width(width))
        room = self._room(width)
        inner = self._inner_height(room)
        upper = label + inner if self._stacked(width) else max(label + PAD, inner)
        return upper + self._change.height(room) + 2 * PAD

    def sizeHint(self) -> QSize:
        """One line; the layouts ask for the true height by width."""
        return QSize(200, self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self._theme.px(24))

    def event(self, event: QEvent) -> bool:
        """The widget wants another size: a picture has come, or a sentence."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the widget beside its label, or under it."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint and bar, the label and the change."""
        tokens, width = self._theme.tokens, self.width()
        painter = QPainter(self)
        if self._emphasised:
            painter.fillRect(self.rect(), tokens.accent_tint)
        self._label.paint(painter, self._label_x(), PAD + 1, self._label_width(width))
        if self._change.text:
            painter.fillRect(0, 0, 3, self.height(), tokens.accent)
            x, y = self._x(width), self._inner.geometry().bottom() + 1
            paint(painter, Shape.NEWS, QPointF(x + 5, y + self._theme.px(9)), self._theme.px(10), tokens)
            self._change.paint(painter, x + self._theme.px(14), y, self._room(width))

    def _place(self) -> None:
        width = self.width()
        y = PAD + (self._label.height(self._label_width(width)) if self._stacked(width) else 0)
        room = self._room(width)
        self._inner.setGeometry(self._x(width), y, room, self._inner_height(room))

    def _inner_height(self, room: int) -> int:
        inner = self._inner
        return inner.heightForWidth(room) if inner.hasHeightForWidth() else inner.sizeHint().height()

    def _stacked(self, width: int) -> bool:
        return width < self._theme.px(LEAST)

    def _label_x(self) -> int:
        return 14 + self._line.depth * INDENT

    def _label_width(self, width: int) -> int:
        if self._stacked(width):
            return max(width - self._label_x() - 14, 40)
        return max(self._theme.px(LABEL) - 8 - self._line.depth * INDENT, self._theme.px(60))

    def _x(self, width: int) -> int:
        return self._label_x() if self._stacked(width) else 14 + self._theme.px(LABEL)

    def _room(self, width: int) -> int:
        return max(width - self._x(width) - 14, 40)
