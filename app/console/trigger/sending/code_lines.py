"""The request in numbered lines: flagged where a field needs somebody, marked where it differs from the last one."""

import collections.abc

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.plain_text import visible
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CODE

LINE, GUTTER, PAD = 20, 54, 8


class CodeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the preview as it is painted."""

    number: int
    text: str
    key: str | None = None
    flagged: bool = False
    differs: bool = False


class CodeLines(Painted):
    """Long lines go on below themselves, so that nothing of the request is ever cut.

    Signals:
        chosen: a line was clicked or entered; carries the key of its field.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[CodeLine, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Request preview")
        theme.changed.connect(self.updateGeometry)

    @property
    def lines(self) -> tuple[CodeLine, ...]:
        """What is shown, line by line."""
        return self._lines

    @property
    def whole_text(self) -> str:
        """Everything that is shown."""
        return "\n".join(line.text for line in self._lines)

    def show_lines(self, lines: collections.abc.Iterable[CodeLine]) -> None:
        """Show other lines."""
        shown = tuple(lines)
        if shown == self._lines:
            return
        self._lines = shown
        self._current = min(self._current, max(len(shown) - 1, 0))
        self.setAccessibleDescription(self.whole_text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Long lines take several rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All rows."""
        return len(self._rows(width)) * self._theme.px(LINE) + 2 * PAD

    def sizeHint(self) -> QSize:
        """At the present width."""
        width = max(self.width(), 260)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Everything is shown; what holds it scrolls."""
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    def resizeEvent(self, event: object) -> None:
        """Another width may need more rows."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands the right event
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a line leads to its field."""
        rows = self._rows(self.width())
        row = int((event.position().y() - PAD) // self._theme.px(LINE))
        if 0 <= row < len(rows):
            self._current = rows[row][0]
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the lines, Enter leads to the line's field; nothing here sends."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            last = max(len(self._lines) - 1, 0)
            self._current = min(max(self._current + steps[Qt.Key(event.key())], 0), last)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first line that needs somebody."""
        super().focusInEvent(event)
        self._current = next((place for place, line in enumerate(self._lines) if line.flagged), self._current)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card, tints, numbers, marks and text."""
        tokens, high = self._theme.tokens, self._theme.px(LINE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(tokens.accent if focused else tokens.hair, 2 if focused else 1))
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        pen = Pen(painter, self._theme)
        gutter = self._theme.px(GUTTER)
        for row, (place, part, first) in enumerate(self._rows(self.width())):
            line, top = self._lines[place], PAD + row * high
            self._paint_tint(painter, line, QRectF(2, top, self.width() - 4, high), place)
            if first:
                pen.right(self._theme.px(28), top + high / 2, str(line.number), CODE, tokens.muted)
                self._paint_mark(painter, line, QPointF(self._theme.px(42), top + high / 2))
            ink = tokens.p2 if line.flagged else tokens.text
            pen.left(gutter, top + high / 2, part, CODE, ink)

    def _paint_tint(self, painter: QPainter, line: CodeLine, where: QRectF, place: int) -> None:
        tokens = self._theme.tokens
        if line.flagged or line.differs:
            painter.fillRect(where, tokens.p2_tint if line.flagged else tokens.accent_tint)
        if self.hasFocus() and place == self._current:
            painter.fillRect(QRectF(where.x(), where.y(), 4, where.height()), tokens.accent)

    def _paint_mark(self, painter: QPainter, line: CodeLine, centre: QPointF) -> None:
        if line.flagged or line.differs:
            shape = Shape.P2 if line.flagged else Shape.NEWS
            paint(painter, shape, centre, self._theme.px(12 if line.flagged else 9), self._theme.tokens)

    def _choose(self) -> None:
        self.update()
        key = self._lines[self._current].key if self._lines else None
        if key is not None:
            self.chosen.emit(key)

    def _rows(self, width: int) -> list[tuple[int, str, bool]]:
        """Each row: its line, its text, and whether the line begins there."""
        letter = self._theme.metrics(CODE).horizontalAdvance("0")
        fit = max(int((width - self._theme.px(GUTTER) - PAD) / letter), 8)
        rows = []
        for place, line in enumerate(self._lines):
            text = visible(line.text)
            starts = range(0, max(len(text), 1), fit)
            rows += [(place, text[start : start + fit], start == 0) for start in starts]
        return rows
