"""A picture that a source refers to: nothing is fetched before somebody asks for it (docs/contract.md#5.5.7)."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.console.theme.icons import Icon
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.console.widgets.text import Remark
from app.domain.additional_data.values import host

TALLEST = 240
LONGEST = 26
"""A longer host stands below the button, where it wraps."""

QUIET, ALARMING = "muted", "p2"
"""Colours of what is said, by their tokens ."""


class _Canvas(QWidget):
    """The picture, no larger than it is and no taller than 240."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the picture at 100 %, at most 240."""
        return QSize(160, min(self._image.height(), TALLEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it whole, at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._image.size())
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)


class PictureBox(QWidget):
    """A button that names the host, then the picture, or why it did not come.

    Signals:
        wanted: the address to load from.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, address: str, label: str) -> None:
        super().__init__()
        self._theme = theme
        self.address = address
        self._label = label
        self._host = host(address)
        words = f"Load from {self._host}"
        self._load = Button(theme, words if len(self._host) <= LONGEST else "Load picture", icon=Icon.IMAGE)
        self._load.small().setAccessibleName(f"{label}: {words}")
        self._said = Remark(theme)
        self._said.show_text(f"from {self._host}")
        self._said.setVisible(len(self._host) > LONGEST)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._load, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._said)
        self._load.clicked.connect(self._ask)

    def show_picture(self, picture: QImage) -> None:
        """Show what was loaded."""
        self._load.hide()
        self._said.show_text(f"Loaded from {self._host}", QUIET)
        self._said.show()
        name = f"{self._label}, picture from {self._host}"
        self._column.insertWidget(0, _Canvas(picture, name))

    def show_problem(self, sentence: str) -> None:
        """Say why it did not come; it may be asked for again."""
        self._load.setEnabled(True)
        self._said.show_text(sentence, ALARMING)
        self._said.show()

    def _ask(self) -> None:
        self._load.setEnabled(False)
        self._said.show_text("Loading…", QUIET)
        self._said.show()
        self.wanted.emit(self.address)
