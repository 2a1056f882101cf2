"""A paragraph with emphasised runs on exact lines; a QLabel's rich text can neither be trusted nor measured."""

import collections.abc
import typing

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from app.console.theme.text import visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, SENTENCE, Face
from app.console.widgets.containers import Painted

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


WIDTHS_KEPT = 4


class Span(typing.NamedTuple):
    """A piece of text; ``tone`` names a colour token."""

    text: str
    tone: str = "text"
    strong: bool = False
    underlined: bool = False


class TextBlock:
    """A block of spans on exact lines; what they show is kept until the width, the text or the look changes."""

    def __init__(self, theme: Theme, face: Face = BODY) -> None:
        self._theme = theme
        self._face = face
        self._spans: tuple[Span, ...] = ()
        self._laid_out: dict[tuple[int, float, bool], tuple[QTextLayout, int]] = {}

    @property
    def text(self) -> str:
        """The block without tones."""
        return "".join(span.text for span in self._spans)

    def say(self, spans: collections.abc.Iterable[Span]) -> bool:
        """Show other spans, outside text among them; returns whether anything is different."""
        shown = tuple(span._replace(text=visible(span.text)) for span in spans)
        if shown == self._spans:
            return False
        self._spans = shown
        self._laid_out.clear()
        return True

    def height(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._layout(width)[1] if self._spans else 0

    def paint(self, painter: QPainter, x: float, y: float, width: int) -> None:
        """Paint all lines."""
        if self._spans:
            self._layout(width)[0].draw(painter, QPointF(x, y))

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        """Qt's layouts ask for the heights of a few widths, again and again; another look is laid out anew."""
        key = (width, self._theme.scale, self._theme.tokens.dark)
        if key not in self._laid_out:
            if len(self._laid_out) >= WIDTHS_KEPT:
                self._laid_out.clear()
            self._laid_out[key] = self._lay_out(width)
        return self._laid_out[key]

    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.text.replace("\n", "\u2028"), self._theme.font(self._face))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        line_height, y = self._theme.px(self._face.line), 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
            y += line_height
        layout.endLayout()
        return layout, y

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """Formats count in UTF-16 units, of which an emoji takes two."""
        ranges, start = [], 0
        for span in self._spans:
            length = len(span.text.encode("utf-16-le", "surrogatepass")) // 2
            shape = QTextCharFormat()
            shape.setForeground(QBrush(getattr(self._theme.tokens, span.tone)))
            shape.setFontUnderline(span.underlined)
            if span.strong:
                shape.setFontWeight(STRONG)
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, shape
            ranges.append(one)
            start += length
        return ranges


class Remark(Painted):
    """One face, one tone (the name of a colour token)."""

    def __init__(self, theme: Theme, face: Face = CAPTION, tone: str = "muted") -> None:
        super().__init__()
        self._theme = theme
        self._face = face
        self._tone = tone
        self._block = TextBlock(theme, face)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_text(self, untrusted: str, tone: str | None = None) -> None:
        """Show outside text, in another tone if one is given."""
        self._tone = tone or self._tone
        if self._block.say([Span(untrusted, self._tone)] if untrusted else []):
            self.setAccessibleName(self._block.text)
            self._restyle()

    def whole_text(self) -> str:
        """What it shows."""
        return self._block.text

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes, within its margins."""
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        return self._block.height(room) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """One line; layouts ask for the true height by width."""
        return QSize(200, self._theme.px(self._face.line))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(80, self._theme.px(self._face.line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        room = self.contentsRect()
        self._block.paint(QPainter(self), room.left(), room.top(), room.width())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
