"""The rows of a card under each other: made when the source's shape changes, else only told what is new."""

import datetime as dt
import itertools

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.incident.additional_data.field_row import EMPHASIS_MS, INDENT, LABEL, LEAST, FieldRow, changed_words
from app.console.incident.additional_data.links import LinkButton
from app.console.incident.additional_data.pictures import PictureBox
from app.console.incident.additional_data.text import CardLine
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Painted
from app.console.widgets.text import Span, TextBlock
from app.domain.additional_data import model, render
from app.domain.additional_data.values import LONGEST_TEXT


class HeadingRow(QWidget):
    """24 high at 100 % text."""

    def __init__(self, theme: Theme, line: CardLine) -> None:
        super().__init__()
        label = PlainLabel(theme, CAPTION, "muted") if line.numbered else PlainLabel(theme, CAPTION_STRONG)
        label.show_text(line.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(14 + line.depth * INDENT, 3, 14, 3)
        row.addWidget(label)


PAD = 2


class LabelledRow(Painted):
    """Label 140, then the widget; under it when the row is narrow. It places the widget itself."""

    def __init__(self, theme: Theme, line: CardLine, inner: QWidget) -> None:
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

    def show_line(self, line: CardLine, now: int) -> None:
        """Show a line of the same path and value at the present time."""
        self._line = line
        changed = line.changed
        fresh = changed is not None and now - changed.at < EMPHASIS_MS
        said = ""
        if changed is not None:
            before = changed.change.before
            said = changed_words(now - changed.at, None if before is None else one_line(render.value(before)))
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


Row = FieldRow | LabelledRow


class Rows(QWidget):
    """Fields of one source.

    Signals:
        copied: a value as plain text.
        link_clicked: an address that the operator wants opened.
        picture_wanted: the box that waits for a picture.
    """

    copied = Signal(str)
    link_clicked = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._shape: list[object] = []
        self._rows: list[Row | None] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        theme.changed.connect(self._restyle)

    def show_lines(self, lines: list[CardLine], now: int) -> None:
        """Show these lines at the present time."""
        shape = [_shape(line) for line in lines]
        if shape != self._shape:
            self._shape = shape
            self._make(lines)
        for row, line in zip(self._rows, lines, strict=True):
            if row is not None:
                row.show_line(line, now)

    def _restyle(self) -> None:
        for row in self._rows:
            if row is not None:
                row.updateGeometry()
                row.update()

    def _make(self, lines: list[CardLine]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = [self._row(line) for line in lines]
        painted = [row for row in self._rows if isinstance(row, FieldRow)]
        if painted:
            painted[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for upper, lower in itertools.pairwise(painted):
            upper.stepped.connect(lambda step, lower=lower: lower.setFocus() if step > 0 else None)
            lower.stepped.connect(lambda step, upper=upper: upper.setFocus() if step < 0 else None)

    def _row(self, line: CardLine) -> Row | None:
        """The row of a line; a heading has nothing to be told later."""
        if line.field is None and not line.gone:
            self._column.addWidget(HeadingRow(self._theme, line))
            return None
        row = self._active(line) or self._painted(line)
        self._column.addWidget(row)
        if isinstance(row, FieldRow):
            self._add_more(row, line)
        return row

    def _active(self, line: CardLine) -> LabelledRow | None:
        field = line.field
        if field is None or field.kind not in (model.FieldKind.LINK, model.FieldKind.IMAGE):
            return None
        address = str(field.value)
        if field.kind is model.FieldKind.LINK:
            link = LinkButton(self._theme, address)
            link.clicked.connect(lambda: self.link_clicked.emit(address))
            return LabelledRow(self._theme, line, link)
        box = PictureBox(self._theme, address, line.label)
        box.wanted.connect(lambda _address: self.picture_wanted.emit(box))
        return LabelledRow(self._theme, line, box)

    def _painted(self, line: CardLine) -> FieldRow:
        row = FieldRow(self._theme, line, self._zone)
        row.copied.connect(self.copied)
        return row

    def _add_more(self, row: FieldRow, line: CardLine) -> None:
        if not row.is_long or line.field is None:
            return
        words = f"Show all {len(str(line.field.value)):,} characters"
        more = Button(self._theme, words, ButtonKind.QUIET).small()
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignRight)

        def show_whole() -> None:
            row.show_whole()
            more.hide()
            row.setFocus()
            self.updateGeometry()

        more.clicked.connect(show_whole)


def _shape(line: CardLine) -> object:
    """What a row is made for; a value that is painted may change without a new row, one to press may not."""
    field = line.field
    active = field is not None and field.kind in (model.FieldKind.LINK, model.FieldKind.IMAGE)
    value = field.value if field is not None and active else None
    long = len(str(field.value)) if field is not None and len(str(field.value)) > LONGEST_TEXT else 0
    return (line.path, line.label, line.depth, field is None, line.gone, active, value, long)
