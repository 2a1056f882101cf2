"""The page on which a callflow is filled in, read and confirmed: form, what it does, request, and the send foot."""

import enum
import functools
import itertools

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.theme.icons import Icon, paint_icon
from app.console.theme.text import PlainLabel, TextPainter, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, CAPTION_STRONG
from app.console.trigger.form_widgets import FormPanel
from app.console.trigger.hold_to_send import SendFooter
from app.console.trigger.review import Review
from app.console.widgets.containers import Painted, ScrollColumn, SectionHead, Surface
from app.domain.callflow.definition import Definition, FlowStep, Party, StepKind

BOX, LINK, ASIDE = 50, 16, 18

ICONS = {
    StepKind.DATA_CONNECT: Icon.EXPORT,
    StepKind.CREATE_BRIDGE: Icon.GIT_BRANCH,
    StepKind.CALL_USER: Icon.PHONE_CALL,
    StepKind.INTERACTIVE_CALL: Icon.PHONE_CALL,
    StepKind.FIND_CONTACT: Icon.PHONE_CALL,
    StepKind.CONNECT_PHONE: Icon.HEADSET,
    StepKind.CONNECT_911: Icon.PHONE_OUTGOING,
}


class FlowPicture(Painted):
    """A column of boxes; those that call somebody carry their place in the order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[FlowStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_definition(self, definition: Definition) -> None:
        """Show another callflow."""
        self._steps = definition.steps
        said = [f"{place}. {one_line(step.title)} {one_line(step.note)}" for place, step in enumerate(self._steps, 1)]
        self.setAccessibleName("What this callflow does")
        self.setAccessibleDescription(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All boxes with their links."""
        return QSize(240, max(sum(self._height(step) for step in self._steps) - LINK, 0))

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the boxes and the arrows between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = TextPainter(painter, self._theme)
        top, called = 0.0, 0
        for place, step in enumerate(self._steps):
            called += step.calls is not None
            self._paint_box(pen, step, top, called if step.calls else 0)
            below = top + self._theme.px(BOX)
            if step.otherwise:
                self._paint_aside(pen, one_line(step.otherwise), below)
            top += self._height(step)
            if place + 1 < len(self._steps):
                self._paint_arrow(painter, below, top)

    def _paint_box(self, pen: TextPainter, step: FlowStep, top: float, place: int) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        strong = step.calls is Party.NINE_ONE_ONE
        pen.painter.setPen(QPen(tokens.text if strong else tokens.border, 2 if strong else 1))
        pen.painter.setBrush(tokens.raised)
        box = QRectF(1, top + 1, self.width() - 2, px(BOX) - 2)
        pen.painter.drawRoundedRect(box, 4, 4)
        icon = ICONS.get(step.kind, Icon.PLAY)
        paint_icon(pen.painter, self._theme, icon, QPointF(px(20), box.center().y()), 18, tokens.muted)
        left, room = px(40), float(self.width() - px(48))
        if place:
            words = f"call {place}"
            room -= pen.right(self.width() - px(10), top + px(17), words, CAPTION_STRONG, tokens.muted) + px(8)
        pen.left(left, top + px(17), one_line(step.title), BODY_STRONG, tokens.text, room)
        note = one_line(step.note) or (one_line(step.phone) if step.phone else "")
        pen.left(left, top + px(35), note, CAPTION, tokens.muted, self.width() - px(48))

    def _paint_aside(self, pen: TextPainter, words: str, top: float) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        pen.left(px(40), top + px(ASIDE) / 2 + 2, words, CAPTION, tokens.muted, self.width() - px(48))

    def _paint_arrow(self, painter: QPainter, start: float, end: float) -> None:
        tokens, x = self._theme.tokens, float(self._theme.px(20))
        painter.setPen(QPen(tokens.border, 1.5))
        painter.drawLine(QPointF(x, start), QPointF(x, end - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.border)
        painter.drawPolygon(QPolygonF([QPointF(x - 4, end - 6), QPointF(x + 4, end - 6), QPointF(x, end)]))

    def _height(self, step: FlowStep) -> int:
        return self._theme.px(BOX) + (self._theme.px(ASIDE) if step.otherwise else 0) + LINK


WIDE, MIDDLE = 1_200, 760
"""Widths at 100 % text: three columns, two, else one below the other."""


class Arrangement(enum.Enum):
    """How many columns there is room for."""

    THREE = 3
    TWO = 2
    ONE = 1


class FormPage(Surface):
    """Places the parts; what they show is told to them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        self.form = FormPanel(theme)
        self.picture = FlowPicture(theme)
        self.review = Review(theme)
        self.footer = SendFooter(theme)
        self._does = self._picture_panel()
        self._columns = [ScrollColumn(theme, (16, 10, 16, 12)) for _ in range(3)]
        self._arrangement: Arrangement | None = None
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(1)
        for part, stretch in zip(self._columns, (9, 5, 7), strict=True):
            body.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self.footer)
        self._arrange(Arrangement.THREE)
        names = "Form", "What this callflow does", "Review"
        for part, name in zip(self._columns, names, strict=True):
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            part.setAccessibleName(name)

    def go_to_preview(self) -> None:
        """Bring the request into sight and give it the keyboard."""
        self.review.lines.setFocus()
        for column in self._columns:
            if column.isAncestorOf(self.review):
                # Twice: once more after a layout that is still to come has made it higher.
                column.ensureWidgetVisible(self.review.lines)
                QTimer.singleShot(0, self, functools.partial(column.ensureWidgetVisible, self.review.lines))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        scale = self._theme.scale
        if self.width() >= WIDE * scale:
            self._arrange(Arrangement.THREE)
        else:
            self._arrange(Arrangement.TWO if self.width() >= MIDDLE * scale else Arrangement.ONE)

    def _arrange(self, wanted: Arrangement) -> None:
        if wanted is self._arrangement:
            return
        self._arrangement = wanted
        places: dict[Arrangement, tuple[list[QWidget], ...]] = {
            Arrangement.THREE: ([self.form], [self._does], [self.review]),
            Arrangement.TWO: ([self.form, self._does], [], [self.review]),
            Arrangement.ONE: ([self.form, self.review, self._does], [], []),
        }
        # By Qt itself: an item that Python has taken lives on beside the new one, and the height that it remembers
        # for a width is then never forgotten (fields over one another when two columns become one).
        for column, widget in itertools.product(self._columns, (self.form, self._does, self.review)):
            column.column.removeWidget(widget)
        for column, widgets in zip(self._columns, places[wanted], strict=True):
            while column.column.takeAt(0) is not None:
                pass
            for widget in widgets:
                column.column.addWidget(widget)
            column.column.addStretch(1)
            column.setVisible(bool(widgets))
        # From the preview the keyboard goes on to the digits, and from there to what sends.
        self.form.leads_to(self.review.exact)
        for before, after in itertools.pairwise((self.review.lines, self.footer.digits, self.footer.hold)):
            QWidget.setTabOrder(before, after)

    def _picture_panel(self) -> QWidget:
        panel = QWidget()
        remark = PlainLabel(self._theme, CAPTION, "muted", wraps=True)
        remark.show_text(
            "Drawn from our callflow file. RapidSOS runs it; only its status messages tell what really happens."
        )
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHead(self._theme, "What this callflow does"))
        column.addWidget(self.picture)
        column.addWidget(remark)
        return panel
