"""What a screen really shows: colours counted on rendered pixels, and their contrast by WCAG 2."""

import collections

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

FINE = 3
"""Pixels to each logical one: strokes of small letters are then wide enough to show their own colour."""
SOLID = 24
"""So many pixels of exactly one colour are a stroke's inside and no smoothed edge."""
Rgb = int


def rendered(widget: QWidget) -> QImage:
    """The widget as it stands, finely."""
    image = QImage(widget.size() * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def ink_contrast(image: QImage, place: QRect) -> float:
    """How far a text stands out from its ground, in a place of a rendered picture (logical pixels)."""
    part = image.copy(QRect(place.topLeft() * FINE, place.size() * FINE))
    counts = collections.Counter(memoryview(part.constBits()).cast("I"))
    under = counts.most_common(1)[0][0]
    return max((contrast(ink, under) for ink, count in counts.items() if count >= SOLID), default=1.0)


def ground(image: QImage) -> Rgb:
    """The colour that most of a picture has."""
    return collections.Counter(memoryview(image.constBits()).cast("I")).most_common(1)[0][0]


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2's contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def changed(before: QImage, after: QImage) -> list[tuple[Rgb, Rgb]]:
    """The pixels that differ, each as it was and as it is."""
    pairs = zip(memoryview(before.constBits()).cast("I"), memoryview(after.constBits()).cast("I"), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def _luminance(rgb: Rgb) -> float:
    parts = [((rgb >> shift) & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
