"""Icons: Phosphor's regular glyphs (docs/screens.md#2.5), drawn as text in its own font."""

import enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.console.look.theme import Theme


class Icon(enum.Enum):
    """A glyph of the icon font, by Phosphor's name."""

    COPY = "\uf114"
    MAGNIFYING_GLASS = "\uf20a"
    NOTE = "\uf22a"
    NOTE_PENCIL = "\uf22e"
    SPEAKER_HIGH = "\uf2e0"
    SPEAKER_SLASH = "\uf2e8"
    CARET_DOWN = "\uf0c2"
    PHONE_CALL = "\uf26f"
    PHONE_OUTGOING = "\uf272"
    HEADSET = "\uf1c9"
    GIT_BRANCH = "\uf1a6"
    EXPORT = "\uf15a"
    PLAY = "\uf27c"
    MAP_PIN = "\uf20d"
    CARET_RIGHT = "\uf0c4"
    ARROWS_CLOCKWISE = "\uf045"
    ARROW_SQUARE_OUT = "\uf058"
    IMAGE = "\uf1dd"
    X = "\uf36d"
    STACK = "\uf2f1"
    CROSSHAIR = "\uf11c"


def paint_icon(painter: QPainter, theme: Theme, icon: Icon, centre: QPointF, px: float, colour: QColor) -> None:
    """Paint an icon ``px`` high at 100 % text; without the icon font nothing is painted, and words say it all."""
    if theme.icon_family is None:
        return
    font = QFont(theme.icon_family)
    font.setPixelSize(theme.px(px))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    half = theme.px(px)
    painter.drawText(
        QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, icon.value
    )
    painter.restore()
