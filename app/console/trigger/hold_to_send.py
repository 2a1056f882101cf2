"""The one control that sends: held 1.5 s with the mouse, or Space once the last four digits were typed.

It is no button: nothing clicks it, no Enter and no default reaches it, and a screen reader's "press" does nothing.
"""

import enum

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QRegularExpression, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegularExpressionValidator,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from app.console.theme.text import PlainLabel, TextPainter
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, COORDINATE, ROW_PHONE
from app.console.widgets.containers import Surface
from app.console.window.badges import PRODUCTION, Plate

HOLD_MS = 1_500
EMPTY_MS = 150
TICK_MS = 16
LONGEST_TICK_MS = 60
"""Time in which the window was frozen is no holding: nobody saw the control fill."""


class HoldState(enum.Enum):
    """What the control can do now."""

    BLOCKED = "blocked"
    """Nothing; its words say what is missing, or that it is on its way."""
    READY = "ready"
    ARMED = "armed"
    """The digits were right: Space sends, and so does holding."""


class HoldControl(QAbstractButton):
    """44 x 360, at least 232 wide.

    Signals:
        held: the operator meant it; emitted once for each time the control was made ready.
    """

    held = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = HoldState.BLOCKED
        self._words = ""
        self._passed = 0.0
        self._down = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(lambda: self.advance(min(self._clock.restart(), LONGEST_TICK_MS)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # Neither pointer nor keys come this way: a screen reader's press does what Space does.
        self.clicked.connect(self._pressed)
        theme.changed.connect(self.updateGeometry)

    @property
    def state(self) -> HoldState:
        """What it can do now."""
        return self._state

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def become(self, state: HoldState, words: str) -> None:
        """Change what it can do; whatever was held is let go."""
        if (state, words) == (self._state, self._words):
            return
        self._state, self._words = state, words
        self._let_go()
        self._passed = 0
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.ArrowCursor if state is HoldState.BLOCKED else Qt.CursorShape.PointingHandCursor)
        self.update()

    def start_anew(self) -> None:
        """Forget what was held so far: the next hold takes its whole time."""
        self._let_go()
        self._timer.stop()
        self._passed = 0
        self.update()

    def advance(self, milliseconds: float) -> None:
        """So much time has passed."""
        if self._down:
            self._passed += milliseconds
            if self._passed >= HOLD_MS:
                self._mean_it()
        else:
            self._passed = max(0.0, self._passed - milliseconds * HOLD_MS / EMPTY_MS)
            if not self._passed:
                self._timer.stop()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to hold."""
        if event.button() is Qt.MouseButton.LeftButton and self._state is not HoldState.BLOCKED:
            self._down = True
            self._clock.start()
            self._timer.start()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._let_go()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Leaving the control lets go."""
        if not self.rect().contains(event.position().toPoint()):
            self._let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space sends once the digits were right; a key that repeats itself does not, and Enter never does."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._pressed()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the keyboard lets go."""
        super().focusOutEvent(event)
        self._let_go()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """A window that goes to the back lets go."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._let_go()

    def hideEvent(self, event: object) -> None:
        """Out of sight is let go."""
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt hands the right event
        self.start_anew()

    def sizeHint(self) -> QSize:
        """As the sheet of components has it, wider when the words are."""
        words = self._theme.metrics(ROW_PHONE).horizontalAdvance(self._words)
        return QSize(max(self._theme.px(232), int(words) + 40), self._theme.px(44))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        words = self._theme.metrics(ROW_PHONE).horizontalAdvance(self._words)
        return QSize(max(self._theme.px(232), int(words) + 24), self._theme.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the control, its fill, and the label inverted under the fill."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = TextPainter(painter, self._theme)
        if self._state is HoldState.BLOCKED:
            edge = QPen(tokens.border, 1)
            edge.setDashPattern([4, 3])
            painter.setPen(edge)
            painter.drawRoundedRect(box, 4, 4)
            pen.centred(self.width() / 2, self.height() / 2, self._words, ROW_PHONE, tokens.muted)
            self._paint_focus(painter, box)
            return
        painter.setPen(QPen(tokens.accent, 2))
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(box, 4, 4)
        pen.centred(self.width() / 2, self.height() / 2, self._label(), ROW_PHONE, tokens.text)
        self._paint_fill(pen)
        self._paint_focus(painter, box)

    def _paint_fill(self, pen: TextPainter) -> None:
        if not self._passed:
            return
        tokens, painter = self._theme.tokens, pen.painter
        filled = QRectF(0, 0, self.width() * min(self._passed / HOLD_MS, 1), self.height())
        painter.save()
        painter.setClipRect(filled)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.accent)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        pen.centred(self.width() / 2, self.height() / 2, self._label(), ROW_PHONE, tokens.on_accent)
        painter.restore()

    def _paint_focus(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.tokens.accent, 2))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 3, 3)

    def _label(self) -> str:
        if not self._passed:
            return self._words
        seconds = f"{self._passed / 1000:.1f}"
        return f"Hold: {seconds} of 1.5 s"

    def _pressed(self) -> None:
        if self._state is HoldState.ARMED:
            self._mean_it()

    def _let_go(self) -> None:
        self._down = False

    def _mean_it(self) -> None:
        self._down = False
        self._timer.stop()
        self._passed = HOLD_MS
        # Blocked before anybody is told: whatever comes next, this confirmation was the only one.
        self._state = HoldState.BLOCKED
        self.update()
        self.held.emit()


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
        pen = TextPainter(painter, self._theme)
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


WIDE, ROOMY, PLATE = 1_200, 880, 600


class SendFooter(Surface):
    """68 high, more when the text asks for it.

    Signals:
        meant: the operator held, or typed the digits and pressed Space.
        typed: the operator typed a digit.
        hidden: it is out of sight (drawer, window or lock): what was armed must not outlive that.
    """

    meant = Signal()
    typed = Signal()
    hidden = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top",))
        self._plate = Plate(theme)
        self._headline = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._promise = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._way = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.digits = LastDigits(theme)
        self.hold = HoldControl(theme)
        self._offered = ""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.digits.right.connect(self._arm)
        self.digits.wrong.connect(lambda: self.refuse("Those are not the last four digits."))
        self.digits.textEdited.connect(self._typed)
        self.hold.held.connect(self.meant)

    def name(self, environment: str) -> None:
        """Say where a hold sends to."""
        self._plate.name(environment)
        real = environment == PRODUCTION
        self._ground = "page" if real else "sandbox_tint"
        self._headline.show_text(
            "This starts a real callflow. 9-1-1 may be called." if real else "No real 9-1-1 call is made here."
        )
        self.update()

    def block(self, words: str) -> None:
        """Nothing can be sent; the words say what is missing."""
        self.digits.expect("")
        self.hold.become(HoldState.BLOCKED, words)
        self._say_way()

    def offer(self, phone: str, words: str) -> None:
        """It can be sent for this phone (E.164); digits that were typed are taken back, as the request is another."""
        self._offered = words
        self.digits.expect(phone[-4:])
        self.digits.clear()
        self.hold.become(HoldState.READY, words)
        self.hold.start_anew()
        self._say_way()

    def offer_anew(self) -> None:
        """Take back digits and what was held so far; what was offered stays offered."""
        self.digits.clear()
        if self.hold.state is HoldState.ARMED:
            self.hold.become(HoldState.READY, self._offered)
        self.hold.start_anew()
        self._say_way()

    def refuse(self, sentence: str) -> None:
        """Say why it was not sent."""
        self._way.show_text(sentence)
        self._way.set_tone("p2")

    def promise(self, sentence: str) -> None:
        """Say what happens with a hold, or with the one that is on its way."""
        self._promise.show_text(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room the promise steps aside, then the words go above the controls."""
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.px(ROOMY)
        self._promise.setVisible(self.width() >= self._theme.px(WIDE))
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom)
        right = Qt.AlignmentFlag.AlignRight if roomy else Qt.AlignmentFlag.AlignLeft
        self._way.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self._plate.setVisible(self.width() >= self._theme.px(PLATE))

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever brings it back may be somebody else."""
        super().hideEvent(event)
        self.hidden.emit()

    def _typed(self, _text: str) -> None:
        self._say_way()
        self.typed.emit()

    def _arm(self) -> None:
        self.hold.become(HoldState.ARMED, "Space sends, or hold 1.5 s")
        self.hold.setFocus()
        self._way.show_text("The digits are right.")

    def _say_way(self) -> None:
        self._way.set_tone("muted")
        self._way.show_text("By keyboard: the last 4 digits of the phone, then Space")

    def _lay_out(self) -> None:
        self.promise("One hold sends once. Nothing repeats it. A missing answer is shown as unknown.")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._promise)
        place = QHBoxLayout()
        place.setSpacing(12)
        place.addWidget(self._plate)
        place.addLayout(words, 1)
        send = QHBoxLayout()
        send.setSpacing(12)
        send.addWidget(self.digits)
        send.addWidget(self.hold, 1)
        self._row.setSpacing(8)
        self._row.addLayout(place, 5)
        self._row.addWidget(self._way, 3)
        self._row.addLayout(send, 5)
        self._row.setContentsMargins(16, 8, 16, 8)
        self.setLayout(self._row)
