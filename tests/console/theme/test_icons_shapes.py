import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.console.theme.icons import Shape, paint
from app.console.theme.tokens import DARK, LIGHT, Tokens


def painted(shape: Shape, tokens: Tokens, on: QColor | None = None) -> bytes:
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, shape, QPointF(12, 12), 20, tokens, on)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_no_two_states_look_alike(qapp: QApplication, tokens: Tokens) -> None:
    assert len({painted(shape, tokens) for shape in Shape}) == len(Shape)


def test_shapes_differ_without_colour_too(qapp: QApplication) -> None:
    ink = QColor("white")
    assert len({painted(shape, LIGHT, ink) for shape in Shape}) == len(Shape)
