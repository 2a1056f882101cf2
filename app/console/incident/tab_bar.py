"""The tabs of an incident: 40 high, the current one underlined by 3 px; arrows move between them."""

from PySide6.QtCore import QPointF, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar

from app.console.look.lettering import Pen
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, BODY_STRONG, CAPTION

GAP = 26
LEFT = 16
HEIGHT = 40
DOT = 14
Laid = tuple[tuple[str, ...], list[str], list[QRect]]


class TabBar(QTabBar):
    """Names with counts, painted by hand; tabs to the pointer, to the keys and to screen readers.

    ``currentChanged`` tells the place of the tab that the operator chose.
    """

    def __init__(self, theme: Theme, names: tuple[str, ...], short: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._names = names
        self._short = short
        self._counts = ["" for _ in names]
        self._news = [False for _ in names]
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        with QSignalBlocker(self):
            for name in names:
                self.addTab(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def choose(self, place: int) -> None:
        """Show a tab as the current one."""
        with QSignalBlocker(self):
            self.setCurrentIndex(place)

    def show_count(self, place: int, words: str, *, news: bool = False) -> None:
        """Show a count behind a tab's name; news wears a dot."""
        if (words, news) != (self._counts[place], self._news[place]):
            self._counts[place], self._news[place] = words, news
            self.setAccessibleTabName(place, f"{self._names[place]}, {words}" if words else self._names[place])
            # Qt lays tabs out anew when one of them has another text.
            self.setTabText(place, f"{self._names[place]} {words}")
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a tab; names step aside where there is no room for them."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def tabSizeHint(self, place: int) -> QSize:
        """A tab takes its words and half the gap at either side."""
        box = self._laid_out()[2][place]
        return QSize(box.width() + GAP + (LEFT - GAP // 2 if place == 0 else 0), self.height())

    def minimumTabSizeHint(self, place: int) -> QSize:
        """The same."""
        return self.tabSizeHint(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names, counts, underline and focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.hair)
        pen = Pen(painter, self._theme)
        middle = self.height() / 2
        names, counts, boxes = self._laid_out()
        for place, box in enumerate(boxes):
            current = place == self.currentIndex()
            face = BODY_STRONG if current else BODY_MEDIUM
            used = pen.left(box.left(), middle, names[place], face, tokens.text if current else tokens.muted)
            self._paint_count(pen, box.left() + used + 8, counts[place], news=self._news[place])
            if current:
                painter.fillRect(box.left(), self.height() - 3, box.width(), 3, tokens.accent)
                if self.hasFocus():
                    painter.setPen(QPen(tokens.accent, 2))
                    painter.drawRect(box.adjusted(-5, 6, 5, -8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbours."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.setCurrentIndex((self.currentIndex() + step) % len(self._names))

    def _paint_count(self, pen: Pen, x: float, count: str, *, news: bool) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        if news and count:
            paint(pen.painter, Shape.NEWS, QPointF(x + px(5), self.height() / 2), px(11), tokens)
            x += px(DOT)
        pen.left(x, self.height() / 2, count, CAPTION, tokens.accent if news else tokens.muted)

    def _laid_out(self) -> Laid:
        """Names, counts and boxes: where there is no room, the counts step aside, then the longer names."""
        nothing = ["" for _ in self._names]
        choices = ((self._names, self._counts), (self._names, nothing), (self._short, nothing))
        for names, counts in choices:
            boxes = self._boxes_of(names, counts)
            if boxes[-1].right() < self.width() - 8 or (names, counts) == choices[-1]:
                break
        return names, counts, boxes

    def _boxes_of(self, names: tuple[str, ...], counts: list[str]) -> list[QRect]:
        metrics = self._theme.metrics
        boxes, x = [], LEFT
        for name, count, news in zip(names, counts, self._news, strict=True):
            width = metrics(BODY_STRONG).horizontalAdvance(name)
            width += 8 + metrics(CAPTION).horizontalAdvance(count) + news * self._theme.px(DOT) if count else 0
            boxes.append(QRect(x, 0, int(width) + 1, self.height()))
            x += int(width) + GAP
        return boxes

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        # As above: the letters have another size.
        self.setTabText(0, self.tabText(0))
        self.update()
