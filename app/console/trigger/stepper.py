"""A flow's progress painted as a line: solid is known, dashed is expected; it goes on below itself when narrow."""

import collections.abc

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.console.theme.icons import Shape, paint
from app.console.theme.text import TextPainter
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, CAPTION_STRONG
from app.console.trigger.text import NodeWords
from app.console.widgets.containers import Painted
from app.domain.callflow.progress import NodeMark

CELL = 138
NODE, RUNNING, UNKNOWN = 26, 30, 40
HEAD, MIDDLE, TITLE, LINE = 20, 46, 78, 18
MOST_LINES = 3
TENTH_MS, SECOND_MS, MINUTE_MS = 100, 1_000, 60_000
TURN_MS, TURN = 2_000, 30


class StepperLine(Painted):
    """Nodes from left to right, each with its words beneath it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._nodes: tuple[NodeWords, ...] = ()
        self._now = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    @property
    def nodes(self) -> tuple[NodeWords, ...]:
        """What is shown."""
        return self._nodes

    def show_nodes(self, nodes: collections.abc.Sequence[NodeWords], now: int) -> None:
        """Show a line at a moment (UTC ms)."""
        said = [": ".join((node.group, ", ".join((node.title, *node.lines)))) for node in nodes]
        if len(nodes) != len(self._nodes):
            self.updateGeometry()
        self._nodes, self._now = tuple(nodes), now
        self.setAccessibleName(". ".join(said))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrow ones have several rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All rows."""
        columns = self._columns(width)
        rows = (len(self._nodes) + columns - 1) // columns
        return self._row_height() * max(rows, 1)

    def sizeHint(self) -> QSize:
        """At the present width."""
        width = max(self.width(), 300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Two nodes side by side."""
        return QSize(self._theme.px(CELL), self.heightForWidth(max(self.width(), self._theme.px(CELL))))

    def resizeEvent(self, event: object) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands the right event
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads, lines, nodes and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = TextPainter(painter, self._theme)
        columns = self._columns(self.width())
        cell = self.width() / columns if len(self._nodes) >= columns else self._widest(columns)
        group = ""
        for place, node in enumerate(self._nodes):
            x, y = (place % columns) * cell, (place // columns) * self._row_height()
            if node.group != group or place % columns == 0:
                group = node.group
                room = self._group_room(place, columns, cell)
                pen.left(x, y + self._theme.px(10), group.upper(), CAPTION_STRONG, self._theme.tokens.muted, room)
            if place + 1 < len(self._nodes) and (place + 1) % columns:
                self._paint_line(pen, place, x, y, cell)
            self._paint_node(painter, node, QPointF(x + self._theme.px(20), y + self._theme.px(MIDDLE)))
            self._paint_words(pen, node, x, y, cell)

    def _paint_line(self, pen: TextPainter, place: int, x: float, y: float, cell: float) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        here, there = self._nodes[place], self._nodes[place + 1]
        middle, start, end = y + px(MIDDLE), x + px(46), x + cell - px(4)
        known = there.mark is not NodeMark.EXPECTED
        line = QPen(tokens.text if known else tokens.border, 2)
        if not known:
            line.setDashPattern([2.5, 2])
        pen.painter.setPen(line)
        words = elapsed(here.at, there.at) if known else ""
        width = pen.width(words, CAPTION) if words else 0
        if not words or end - start < width + px(20):
            pen.painter.drawLine(QPointF(start, middle), QPointF(end, middle))
            return
        centre = (start + end) / 2
        pen.painter.drawLine(QPointF(start, middle), QPointF(centre - width / 2 - 6, middle))
        pen.painter.drawLine(QPointF(centre + width / 2 + 6, middle), QPointF(end, middle))
        pen.centred(centre, middle, words, CAPTION, tokens.muted)

    def _paint_node(self, painter: QPainter, node: NodeWords, centre: QPointF) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        if node.mark is NodeMark.UNKNOWN:
            paint(painter, Shape.UNKNOWN, centre, px(UNKNOWN), tokens)
            return
        side = px(RUNNING if node.mark is NodeMark.RUNNING else NODE)
        ring = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        edge = QPen({NodeMark.RUNNING: tokens.track, NodeMark.EXPECTED: tokens.border}.get(node.mark, tokens.text), 2)
        if node.mark is NodeMark.EXPECTED:
            edge.setDashPattern([2.2, 2])
        if node.mark is NodeMark.REFUSED:
            edge = QPen(tokens.p1, 2)
        painter.setPen(edge)
        painter.setBrush(tokens.raised if node.mark is not NodeMark.EXPECTED else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if node.mark is NodeMark.RUNNING:
            self._paint_arc(painter, ring)
        elif node.mark is not NodeMark.EXPECTED:
            shape = Shape.BROKEN if node.mark is NodeMark.REFUSED else Shape.SEEN
            paint(painter, shape, centre, px(14), tokens, None if node.mark is NodeMark.REFUSED else tokens.text)

    def _paint_arc(self, painter: QPainter, ring: QRectF) -> None:
        tokens = self._theme.tokens
        turned = 0 if self._theme.reduced_motion else (self._now // TURN_MS) * TURN % 360
        painter.setPen(QPen(tokens.accent, 3))
        painter.drawArc(ring, (90 - turned) * 16, -120 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.accent)
        painter.drawEllipse(ring.center(), 3.5, 3.5)

    def _paint_words(self, pen: TextPainter, node: NodeWords, x: float, y: float, cell: float) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        alarming = node.mark in (NodeMark.UNKNOWN, NodeMark.REFUSED)
        ink = tokens.p1 if alarming else tokens.muted if node.mark is NodeMark.EXPECTED else tokens.text
        room = cell - px(10)
        pen.left(x, y + px(TITLE), node.title, BODY_STRONG, ink, room)
        for row, line in enumerate(node.lines[:MOST_LINES]):
            tone = tokens.text if node.mark is NodeMark.RUNNING else tokens.muted
            pen.left(x, y + px(TITLE + LINE * (row + 1) + 1), line, CAPTION, tone, room)

    def _group_room(self, place: int, columns: int, cell: float) -> float:
        """A head may run on above the nodes of its own group, to the end of the row."""
        count, group = 1, self._nodes[place].group
        while (
            place + count < len(self._nodes) and (place + count) % columns and self._nodes[place + count].group == group
        ):
            count += 1
        last = place + count >= len(self._nodes)
        return self.width() - (place % columns) * cell if last else cell * count - 8

    def _columns(self, width: int) -> int:
        most = max(int(width // self._theme.px(CELL)), 1)
        return min(most, max(len(self._nodes), 1)) if len(self._nodes) > most else max(len(self._nodes), 1)

    def _widest(self, columns: int) -> float:
        return min(self.width() / columns, self._theme.px(2 * CELL))

    def _row_height(self) -> int:
        return self._theme.px(TITLE + LINE * (MOST_LINES + 1))


def elapsed(start: int | None, end: int | None) -> str:
    """The time between two nodes: ``0.6 s``, ``20 s``, ``2:05``; empty when one of them is not known."""
    if start is None or end is None or end < start:
        return ""
    passed = end - start
    if passed >= 2 * MINUTE_MS:
        minutes, seconds = divmod(passed // SECOND_MS, 60)
        return f"{minutes}:{seconds:02}"
    return f"{passed / SECOND_MS:.1f} s" if TENTH_MS <= passed < SECOND_MS else f"{passed // SECOND_MS} s"
