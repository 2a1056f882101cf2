"""The one control that sends: held 1.5 s with the mouse, or Space once the last four digits were typed.

It is no button: nothing clicks it, no Enter and no default reaches it, and a screen reader's "press" does nothing.
"""

import enum

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import ROW_PHONE

HOLD_MS = 1_500
EMPTY_MS = 150
TICK_MS = 16
LONGEST_TICK_MS = 60
"""Time in which the window was frozen is no holding: nobody saw the control fill."""


class State(enum.Enum):
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
        self._state = State.BLOCKED
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
    def state(self) -> State:
        """What it can do now."""
        return self._state

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def become(self, state: State, words: str) -> None:
        """Change what it can do; whatever was held is let go."""
        if (state, words) == (self._state, self._words):
            return
        self._state, self._words = state, words
        self._let_go()
        self._passed = 0
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.ArrowCursor if state is State.BLOCKED else Qt.CursorShape.PointingHandCursor)
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
        if event.button() is Qt.MouseButton.LeftButton and self._state is not State.BLOCKED:
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
        self._let_go()
        self._timer.stop()
        self._passed = 0

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
        pen = Pen(painter, self._theme)
        if self._state is State.BLOCKED:
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

    def _paint_fill(self, pen: Pen) -> None:
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
        if self._state is State.ARMED:
            self._mean_it()

    def _let_go(self) -> None:
        self._down = False

    def _mean_it(self) -> None:
        self._down = False
        self._timer.stop()
        self._passed = HOLD_MS
        # Blocked before anybody is told: whatever comes next, this confirmation was the only one.
        self._state = State.BLOCKED
        self.update()
        self.held.emit()
