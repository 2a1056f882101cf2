"""The keyboard's way to mean it: the last four digits of the phone that 9-1-1 will see, in four boxes."""

from PySide6.QtCore import QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import COORDINATE

DIGITS = 4
BOX, GAP = 32, 4


class LastDigits(QLineEdit):
    """A line of four digits, painted as four boxes.

    Signals:
        right: the digits are those that were expected.
        wrong: four other digits were typed; they are taken away.
    """

    right = Signal()
    wrong = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._expected = ""
        self.setMaxLength(DIGITS)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), self))
        self.setAccessibleName("Last four digits of the number that 9-1-1 will see")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._judge)
        theme.changed.connect(self.updateGeometry)
        self.expect("")

    def expect(self, digits: str) -> None:
        """Wait for these digits; without any there is nothing to type."""
        if digits != self._expected:
            self._expected = digits
            self.clear()
        self.setEnabled(bool(digits))
        self.update()

    def sizeHint(self) -> QSize:
        """Four boxes."""
        return QSize(self._theme.px(BOX) * DIGITS + GAP * (DIGITS - 1), self._theme.px(BOX))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the boxes; the next one has the focus edge."""
        tokens, side = self._theme.tokens, self._theme.px(BOX)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = Pen(painter, self._theme)
        text, top = self.text(), (self.height() - side) / 2
        for place in range(DIGITS):
            box = QRectF(place * (side + GAP), top, side, side)
            focused = self.hasFocus() and place == min(len(text), DIGITS - 1)
            width = 2 if focused else 1
            edge = tokens.accent if focused else tokens.border if self.isEnabled() else tokens.hair
            painter.setPen(QPen(edge, width))
            painter.setBrush(tokens.raised if self.isEnabled() else tokens.panel)
            painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4)
            shown = text[place] if place < len(text) else "\N{EN DASH}"
            ink = tokens.text if place < len(text) else tokens.muted
            pen.centred(box.center().x(), box.center().y(), shown, COORDINATE, ink)

    def _judge(self, text: str) -> None:
        if len(text) < DIGITS:
            return
        if text == self._expected:
            self.right.emit()
        else:
            self.clear()
            self.wrong.emit()
