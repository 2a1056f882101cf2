"""The sheet of keys on paper: black on white, two columns, as many pages as it takes."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter

from app.console.key_table import KeyTable
from app.console.keyboard.key_row import where_words
from app.console.keys import KEYS, Act, words
from app.console.look.type_faces import BODY, CODE, TITLE, Face, qt_font

POINTS_PER_INCH = 72
LINE = 17.0
HEAD = 34.0
"""Points."""
KEYS_FROM = 0.6
"""Of the width."""


def print_sheet(device: QPagedPaintDevice, keys: KeyTable) -> int:
    """Paint every act and its keys; returns how many pages it took, 0 when the device can't be written to."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    scale = device.logicalDpiX() / POINTS_PER_INCH
    painter.scale(scale, scale)
    wide, high = painter.device().width() / scale, painter.device().height() / scale
    y, pages = _head(painter, wide), 1
    for act in Act:
        if y + LINE > high:
            device.newPage()
            pages += 1
            y = _head(painter, wide)
        _line(painter, QRectF(0, y, wide, LINE), act, keys)
        y += LINE
    painter.end()
    return pages


def _head(painter: QPainter, wide: float) -> float:
    painter.setFont(_font(TITLE, 16))
    painter.drawText(QRectF(0, 0, wide, HEAD - 8), Qt.AlignmentFlag.AlignVCenter, "Watchfloor: keys")
    return HEAD


def _line(painter: QPainter, box: QRectF, act: Act, keys: KeyTable) -> None:
    where = where_words(KEYS[act].where)
    said = words(act).rstrip("…") + (f" ({where})" if where else "")
    left = QRectF(box.left(), box.top(), box.width() * KEYS_FROM - 8, box.height())
    right = QRectF(box.left() + box.width() * KEYS_FROM, box.top(), box.width() * (1 - KEYS_FROM), box.height())
    for face, place, text in ((BODY, left, said), (CODE, right, " / ".join(keys.of(act)))):
        painter.setFont(_font(face, 9))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def _font(face: Face, points: int) -> QFont:
    """Pixels are points here: the painter is scaled, whatever the printer's resolution."""
    font = QFont(qt_font(face))
    font.setPixelSize(points)
    return font
