"""The plate that names the environment: solid and striped unless it is production."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import Face
from app.console.strip.stripe import hatch

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
        pen = Pen(painter, self._theme)
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

    def _write(self, pen: Pen) -> None:
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
