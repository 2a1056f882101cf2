"""Plain text in spans of tone and weight, wrapped and measured; markup stays letters (docs/screens.md#6.7)."""

import collections.abc
import typing

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.console.look.plain_text import visible
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, Face

STRONG = 600
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
