"""The checklist on the Summary: how many steps are done, and each step; the foot does the next one."""

import datetime as dt

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.queue.row import initials
from app.console.store import Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, clock, one_line, set_tool_tip
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CARD_TITLE
from app.console.widgets.buttons import Button, ButtonKind, Pressable
from app.console.widgets.containers import Card, SectionHead
from app.console.widgets.text import Span, TextBlock
from app.domain.checklist import ChecklistStep
from app.domain.incident.handlers.incident import NOTE_LIMIT, StepState, standing
from app.domain.incident.model import Incident

LEFT, PADDING = 40, 6


class StepRow(Pressable):
    """One step of the checklist: at least 32 px high, more when its words take more lines."""

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

    def show_step(self, one: StepState, *, is_next: bool) -> None:
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


class ChecklistCard(QWidget):
    """The card of all steps. Hidden where a center has no checklist for an incident.

    Signals:
        pressed: a step was pressed; its id.
    """

    pressed = Signal(str)

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._store = store
        self._zone = zone
        self._shown: tuple[StepState, ...] = ()
        self._rows: list[StepRow] = []
        self._count = PlainLabel(theme, CAPTION, "muted")
        self._left = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._card = Card(theme)
        self._card.column.setContentsMargins(1, 1, 1, 1)
        self._card.column.setSpacing(0)
        head = SectionHead(theme, "Checklist")
        head.add(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (head, self._card, self._left):
            column.addWidget(widget)

    def show_incident(self, incident: Incident) -> None:
        """Show what an incident's checklist asks at the present time."""
        steps = standing(incident, self._store.book.checklists, self._store.now())
        self.setVisible(bool(steps or incident.left_open))
        self._say_left(incident.left_open)
        if steps == self._shown:
            return
        self._shown = steps
        done = sum(one.check is not None for one in steps)
        self._count.show_text(f"{done} of {len(steps)} done")
        self._card.setVisible(bool(steps))
        self._fill(steps)

    def _fill(self, steps: tuple[StepState, ...]) -> None:
        while len(self._rows) < len(steps):
            self._rows.append(self._new_row(len(self._rows)))
        first = next((one for one in steps if one.check is None), None)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(steps))
            if place < len(steps):
                row.show_step(steps[place], is_next=steps[place] is first)

    def _new_row(self, place: int) -> StepRow:
        row = StepRow(self._theme, self._zone)
        row.clicked.connect(lambda: self.pressed.emit(self._shown[place].step.id))
        self._card.column.addWidget(row)
        return row

    def _say_left(self, left: tuple[str, ...]) -> None:
        self._left.setVisible(bool(left))
        if left:
            self._left.show_text("Left open when it was closed: {steps}.".format(steps="; ".join(left)))


class StepDialog(QDialog):
    """One field.

    Signals:
        answered: the answer, not empty.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident, step: ChecklistStep) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._done = Button(theme, "It is done", ButtonKind.PRIMARY, key="Enter")
        self.setWindowTitle(f"Checklist of {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(480))
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(one_line(step.words))
        asked = PlainLabel(theme, CAPTION, "muted", wraps=True)
        asked.show_text(one_line(step.note))
        self._field.setAccessibleName(one_line(step.note))
        self._field.setMaxLength(NOTE_LIMIT)
        self._field.setMinimumHeight(theme.px(36))
        leave = Button(theme, "Leave it open")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (title, asked, self._field):
            column.addWidget(widget)
        column.addLayout(row)
        leave.clicked.connect(self.reject)
        self._done.clicked.connect(self._answer)
        self._field.returnPressed.connect(self._answer)
        self._field.textChanged.connect(lambda text: self._done.setEnabled(bool(text.strip())))
        self._done.setEnabled(False)

    def _answer(self) -> None:
        text = self._field.text().strip()
        if text:
            self.answered.emit(text)
            self.accept()
