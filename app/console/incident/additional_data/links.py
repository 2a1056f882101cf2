"""An address that a source sent: shown whole, opened only by a click, in the system's browser.

See docs/contract.md#5.5.6.
"""

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.console.theme.icons import Icon, Shape, paint, paint_icon
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION
from app.console.widgets.buttons import Pressable
from app.console.widgets.dialogs import Question
from app.console.widgets.text import Span, TextBlock
from app.domain.additional_data.values import openable


class Browsing(QObject):
    """Asks over one window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme

    def open(self, address: str) -> None:
        """Open an address that somebody clicked; anything but http and https is left alone."""
        if not openable(address):
            return
        if address[:6].lower() == "https:":
            self._go(address)
            return
        sentence = "{address} is not encrypted. Others on the way can read it, and change what you see."
        answers = "Open it all the same", "Leave it"
        headline = "Not encrypted"
        question = Question(self._window, self._theme, headline, sentence.replace("{address}", address), answers)
        question.finished.connect(lambda _code: self._answered(question, address))
        question.open()

    def _answered(self, question: Question, address: str) -> None:
        if question.answer == 0:
            self._go(address)
        question.deleteLater()

    def _go(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


class LinkButton(Pressable):
    """Wraps instead of eliding: an operator sees where it leads before clicking."""

    def __init__(self, theme: Theme, address: str) -> None:
        super().__init__()
        self._theme = theme
        self.address = address
        self._shown = TextBlock(theme, BODY)
        self._shown.say([Span(address, "accent", underlined=True)])
        self._warning = TextBlock(theme, CAPTION)
        if self.is_unencrypted:
            self._warning.say([Span("not encrypted", "p2", strong=True)])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        name = f"Open {self._shown.text} in the browser"
        self.setAccessibleName(f"{name}, {self._warning.text}" if self.is_unencrypted else name)

    @property
    def is_unencrypted(self) -> bool:
        """Whether others on the way can read and change what it shows."""
        return self.address[:5].lower() == "http:"

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines of the address, and the warning."""
        room = self._room(width)
        return self._shown.height(room) + self._warning.height(room) + 4

    def sizeHint(self) -> QSize:
        """One line; the layouts ask for the true height by width."""
        return QSize(200, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(100, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the address, the arrow out, and the warning."""
        tokens, px, room = self._theme.tokens, self._theme.px, self._room(self.width())
        painter = QPainter(self)
        self._shown.paint(painter, 0, 2, room)
        end = min(self._theme.metrics(BODY).horizontalAdvance(self._shown.text), room)
        paint_icon(painter, self._theme, Icon.ARROW_SQUARE_OUT, QPointF(end + px(13), px(10) + 2), 14, tokens.accent)
        if self._warning.text:
            y = 2 + self._shown.height(room)
            paint(painter, Shape.P2, QPointF(px(7), y + px(9)), px(12), tokens)
            self._warning.paint(painter, px(18), y, room)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _room(self, width: int) -> int:
        return max(width - self._theme.px(24), 40)
