"""What a callflow does, step by step, as agreed with RapidSOS: who is called, and in which order."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.icons import Icon, paint_icon
from app.console.look.lettering import Pen
from app.console.look.plain_text import one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_STRONG, CAPTION, CAPTION_STRONG
from app.domain.callflow.definition import Definition, Party, Step, StepKind

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
        self._steps: tuple[Step, ...] = ()
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
        pen = Pen(painter, self._theme)
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

    def _paint_box(self, pen: Pen, step: Step, top: float, place: int) -> None:
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

    def _paint_aside(self, pen: Pen, words: str, top: float) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        pen.left(px(40), top + px(ASIDE) / 2 + 2, words, CAPTION, tokens.muted, self.width() - px(48))

    def _paint_arrow(self, painter: QPainter, start: float, end: float) -> None:
        tokens, x = self._theme.tokens, float(self._theme.px(20))
        painter.setPen(QPen(tokens.border, 1.5))
        painter.drawLine(QPointF(x, start), QPointF(x, end - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.border)
        painter.drawPolygon(QPolygonF([QPointF(x - 4, end - 6), QPointF(x + 4, end - 6), QPointF(x, end)]))

    def _height(self, step: Step) -> int:
        return self._theme.px(BOX) + (self._theme.px(ASIDE) if step.otherwise else 0) + LINK
