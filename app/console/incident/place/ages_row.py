"""Ages that are never merged: of the fix, of the last answer, of the last change; and the height, when one came."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, FIGURE

Figure = tuple[str, str]
LINE = 46
LEAST = 84
GAP = 28


class AgesRow(Painted):
    """Figures over their captions, parted by hairlines; they wrap when the text is large."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figures: tuple[Figure, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these pairs of figure and caption."""
        if figures == self._figures:
            return
        same = len(figures) == len(self._figures)
        self._figures = figures
        self.setAccessibleName(", ".join(f"{caption} {figure}" for figure, caption in figures))
        if not same:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrow ones take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """46 px a line at 100 % text."""
        return (self._places(width)[-1][1] + 1) * self._theme.px(LINE) if self._figures else 0

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """As high as its present width asks for."""
        return QSize(100, self.heightForWidth(max(self.width(), 100)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figures."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = Pen(QPainter(self), self._theme)
        for (figure, caption), (x, line) in zip(self._figures, self._places(self.width()), strict=True):
            y = line * px(LINE)
            if x:
                pen.painter.fillRect(QRectF(x - 14, y + 4, 1, px(36)), tokens.hair)
            pen.left(x, y + px(13), figure, FIGURE, tokens.text, self.width() - x)
            pen.left(x, y + px(34), caption, CAPTION, tokens.muted, self.width() - x)

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Where each figure stands: x and line."""
        places, x, line = [], 0, 0
        for figure in self._figures:
            wide = self._width(figure)
            if x and x + wide > width:
                x, line = 0, line + 1
            places.append((x, line))
            x += max(wide, self._theme.px(LEAST)) + GAP
        return places

    def _width(self, figure: Figure) -> int:
        metrics = self._theme.metrics
        wide = metrics(FIGURE).horizontalAdvance(figure[0]), metrics(CAPTION).horizontalAdvance(figure[1])
        return int(max(wide)) + 2
