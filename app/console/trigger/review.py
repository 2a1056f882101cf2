"""What will leave this machine, read before the hold: exact or masked, changed lines, and what to weigh."""

import collections.abc

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, TextPainter, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CODE
from app.console.trigger.form_state import FormContent
from app.console.trigger.text import said
from app.console.widgets.buttons import Toggle
from app.console.widgets.containers import Card, Painted, SectionHead
from app.domain.callflow import form
from app.domain.callflow.prechecks import Caution, CautionKind
from app.domain.callflow.request import TriggerRequest

INDENT = 24


class CautionsCard(Card):
    """One line for each caution, the gravest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "p2_tint", "p2_edge")
        self._labels: list[PlainLabel] = []
        self.setVisible(False)

    @property
    def words(self) -> list[str]:
        """What is said."""
        return [label.whole_text() for label in self._labels]

    def show_cautions(self, cautions: collections.abc.Sequence[Caution]) -> None:
        """Show these; that it is not real is said by plate and footer already."""
        shown = [said(caution.sentence) for caution in cautions if caution.concern is not CautionKind.NOT_REAL]
        self.setVisible(bool(shown))
        if shown == self.words:
            return
        for label in self._labels:
            label.deleteLater()
        self._labels = []
        for words in shown:
            label = PlainLabel(self._theme, BODY, wraps=True)
            label.show_text(words)
            label.setContentsMargins(self._theme.px(INDENT), 0, 0, 0)
            self._labels.append(label)
            self.column.addWidget(label)
        self.setAccessibleName("To weigh: {cautions}".format(cautions=". ".join(shown)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and a shape at each line."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        for label in self._labels:
            paint(painter, Shape.P2, QPointF(14 + px(8), label.y() + px(10)), px(14), self._theme.tokens)


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
        pen = TextPainter(painter, self._theme)
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


PATH = "/v1/rem/trigger"


class Review(QWidget):
    """Never shows a request while something is missing: the lines then say which.

    Signals:
        line_chosen: the key of the field behind a line.
    """

    line_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filling: FormContent | None = None
        self._before: TriggerRequest | None = None
        self.exact = Toggle(theme, "Exact")
        self.masked = Toggle(theme, "Masked")
        self._status = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._digest = PlainLabel(theme, CODE, "muted", wraps=True)
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.cautions = CautionsCard(theme)
        self.lines = CodeLines(theme)
        self._lay_out()
        self.lines.chosen.connect(self.line_chosen)

    def show_filling(
        self, filling: FormContent, before: TriggerRequest | None, cautions: collections.abc.Sequence[Caution]
    ) -> None:
        """Show a form as far as it goes, beside the last request for the same person."""
        self._filling, self._before = filling, before
        self.cautions.show_cautions(cautions)
        self._show()

    def _show(self) -> None:
        filling = self._filling
        if filling is None:
            return
        flagged = {problem.key for problem in filling.problems}
        draft = filling.draft
        if self.masked.isChecked():
            draft = form.masked(filling.definition, draft)
        before = None if self.masked.isChecked() else self._before
        shown = [
            CodeLine(
                number=line.number,
                text=line.text,
                key=line.key,
                flagged=line.key in flagged,
                differs=line.differs,
            )
            for line in form.lines(draft, before)
        ]
        self.lines.show_lines(shown)
        self._say(filling, shown)

    def _say(self, filling: FormContent, shown: list[CodeLine]) -> None:
        request, count = filling.request, len(filling.problems)
        self._digest.setVisible(request is not None)
        self._status.set_tone("muted" if request else "p2")
        if request is None:
            self._status.show_text(
                f"Not a request yet: {count} fields need you" if count > 1 else "Not a request yet: 1 field needs you"
            )
            flagged = ", ".join(str(line.number) for line in shown if line.flagged)
            words = f"Lines {flagged}. Click a line to reach its field."
            self._remark.show_text(words if flagged else "")
            return
        length = f"{len(request.body):,}"
        self._status.show_text(f"POST {PATH} · {length} bytes")
        half = len(request.sha256) // 2
        digest = f"{request.sha256[:half]}\n        {request.sha256[half:]}"
        self._digest.show_text(f"SHA-256 {digest}")
        changed = sum(line.differs for line in shown)
        differs = f"● differs from the last trigger for this person, {changed} lines"
        laid_out = "Laid out in lines here; sent without a blank."
        self._remark.show_text(f"{differs}\n{laid_out}" if changed else laid_out)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for toggle in (self.exact, self.masked):
            group.addButton(toggle)
            row.addWidget(toggle)
        self.exact.setChecked(True)
        group.buttonToggled.connect(lambda _button, _on: self._show())
        head = SectionHead(self._theme, "Request preview")
        head.add(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (head, self._status, self._digest, self.lines, self._remark, self.cautions):
            column.addWidget(widget)
