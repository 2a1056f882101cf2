"""A paragraph with emphasised runs on exact lines; a QLabel's rich text can neither be trusted nor measured."""

import collections.abc

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.plain_text import visible
from app.console.look.theme import Theme
from app.console.look.type_faces import SENTENCE, Face

STRONG = 600
Run = tuple[str, bool]


class Prose(Painted):
    """Runs of plain text, each emphasised or not, as one paragraph whose height follows its width."""

    def __init__(self, theme: Theme, face: Face = SENTENCE) -> None:
        super().__init__()
        self._theme = theme
        self._face = face
        self._runs: tuple[Run, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    @property
    def whole_text(self) -> str:
        """The paragraph without emphasis."""
        return "".join(text for text, _ in self._runs)

    def say(self, runs: collections.abc.Iterable[Run]) -> None:
        """Show other text."""
        shown = tuple((visible(text), strong) for text, strong in runs)
        if shown == self._runs:
            return
        self._runs = shown
        self.setAccessibleName(self.whole_text)
        self._restyle()

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        """A comfortable measure."""
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As high as its present width asks for."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setPen(self._theme.tokens.text)
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))

    def resizeEvent(self, event: object) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands the right event
        self.updateGeometry()

    def _laid_out(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.whole_text, self._theme.font(self._face))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        line_height = self._theme.px(self._face.line)
        y = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
            y += line_height
        layout.endLayout()
        return layout, y

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges, start = [], 0
        for text, strong in self._runs:
            if strong:
                emphasis = QTextLayout.FormatRange()
                shape = QTextCharFormat()
                shape.setFontWeight(STRONG)
                emphasis.start, emphasis.length, emphasis.format = start, len(text), shape
                ranges.append(emphasis)
            start += len(text)
        return ranges

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
