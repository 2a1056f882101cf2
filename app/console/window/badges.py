"""Small painted parts of the window: operator, environment (plate and stripe), and how long the sound is silenced."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.console.queue.row import initials
from app.console.theme.icons import Icon, paint_icon
from app.console.theme.text import TextPainter, one_line, set_tool_tip, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG, Face
from app.console.widgets.buttons import Pressable
from app.console.widgets.containers import Painted


class OperatorBadge(Pressable):
    """Initials and name; narrow shows the initials alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name: str | None = None
        self._narrow = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.show_name(None)

    def show_name(self, name: str | None) -> None:
        """Show who is signed on."""
        self._name = one_line(name) if name else None
        said = f"Signed on: {self._name}. Change…" if self._name else "Sign on…"
        self.setAccessibleName(said)
        set_tool_tip(self, said)
        self.updateGeometry()
        self.update()

    def narrow(self, narrow: bool) -> None:
        """Initials only."""
        self._narrow = narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ring and name."""
        px = self._theme.px
        whole = self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._words())
        words = 0 if self._narrow else int(min(whole, px(150))) + 8
        return QSize(px(30) + words + 2, px(40))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring, initials and name."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(tokens.accent if self.hasFocus() else tokens.border, 2 if self.hasFocus() else 1))
        painter.setBrush(tokens.raised)
        painter.drawEllipse(QPointF(px(15), middle), px(13.5), px(13.5))
        pen = TextPainter(painter, self._theme)
        pen.centred(px(15), middle, initials(self._name) if self._name else "?", CAPTION_STRONG, tokens.text)
        if not self._narrow:
            face = CAPTION_STRONG if self._name else CAPTION
            pen.left(px(30) + 8, middle, self._words(), face, tokens.text, self.width() - px(30) - 8)

    def _words(self) -> str:
        return self._name or "Sign on"


HEIGHT = 4
PITCH = 6


def hatch(painter: QPainter, where: QRectF, ink: QColor, ground: QColor, pitch: float = PITCH) -> None:
    """Fill an area with 45° stripes of ``ink`` upon ``ground``, ``pitch`` wide each."""
    painter.save()
    painter.setClipRect(where, Qt.ClipOperation.IntersectClip)
    painter.fillRect(where, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tall = where.height()
    x = where.left() - tall
    while x < where.right():
        corners = [
            (x, where.bottom()),
            (x + tall, where.top()),
            (x + tall + pitch, where.top()),
            (x + pitch, where.bottom()),
        ]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        x += 2 * pitch
    painter.restore()


class Stripe(QWidget):
    """Full width, 4 px high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """4 px at any text size."""
        return QSize(100, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the stripes."""
        tokens = self._theme.tokens
        hatch(QPainter(self), QRectF(self.rect()), tokens.sandbox, tokens.page)


WORD = Face(13, 18, 700)
PRODUCTION = "production"


class Plate(Painted):
    """132 x 28, wider when the word is longer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._environment = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def name(self, environment: str) -> None:
        """Show an environment; an empty one is not known yet."""
        if environment != self._environment:
            self._environment = environment
            self.setAccessibleName(f"Environment {self._word()}")
            self._restyle()

    def sizeHint(self) -> QSize:
        """Word, stripes and air."""
        word = self._theme.metrics(WORD).horizontalAdvance(self._word()) + len(self._word())
        stripes = 0 if self._environment == PRODUCTION else 2 * self._theme.px(16)
        return QSize(max(self._theme.px(132), int(word) + stripes + 24), self._theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the plate."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = TextPainter(painter, self._theme)
        if self._environment in ("", PRODUCTION):
            painter.setPen(QPen(tokens.border, 1))
            painter.setBrush(tokens.raised)
            painter.drawRoundedRect(box, 4, 4)
            self._write(pen)
            return
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(outline)
        side = self._theme.px(16)
        hatch(painter, QRectF(self.rect()), tokens.sandbox, tokens.on_sandbox, 5)
        painter.fillRect(QRectF(side, 0, self.width() - 2 * side, self.height()), tokens.sandbox)
        self._write(pen)

    def _write(self, pen: TextPainter) -> None:
        tokens = self._theme.tokens
        plain = self._environment in ("", PRODUCTION)
        font = QFont(self._theme.font(WORD))
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8)
        pen.painter.setFont(font)
        pen.painter.setPen(tokens.text if plain else tokens.on_sandbox)
        pen.painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._word())

    def _word(self) -> str:
        if not self._environment:
            return "STARTING"
        return self._environment.replace("-", " ").upper()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class SilencePlate(Pressable):
    """Hidden unless the sound is silenced; never steps aside."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._left = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        theme.changed.connect(self.updateGeometry)

    def show_left(self, milliseconds: int) -> None:
        """Show for how long the silence lasts; 0 hides it."""
        self.setVisible(milliseconds > 0)
        left = span(milliseconds + 999)
        if left != self._left:
            self._left = left
            said = "Sound silenced for {time}. A new P1 sounds all the same. Press to end the silence."
            self.setAccessibleName(said.format(time=left))
            set_tool_tip(self, said.format(time=left))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Icon and time."""
        words = self._theme.metrics(CAPTION_STRONG).horizontalAdvance("0:00")
        return QSize(self._theme.px(26) + int(words) + 10, self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plate, icon and time."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.p2_edge, 2 if self.hasFocus() else 1))
        painter.setBrush(tokens.p2_tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        middle = self.height() / 2
        paint_icon(painter, self._theme, Icon.SPEAKER_SLASH, QPointF(px(14), middle), 16, tokens.p2)
        TextPainter(painter, self._theme).left(px(26), middle, self._left, CAPTION_STRONG, tokens.p2)
