"""Proofs under each other: what was tried, what was seen, a figure at the right, and the next step if it failed."""

import typing

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.console.controls.card import Card
from app.console.controls.remark import Remark
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_MEDIUM, BODY_STRONG, CAPTION


class ProofRow(typing.NamedTuple):
    """One row."""

    shape: Shape
    what: str
    seen: str = ""
    figure: str = ""
    next_step: str = ""


class ProofCard(Card):
    """Empty of rows, it is hidden."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._own_theme = theme
        self._rows: list[_Row] = []
        self.shown: tuple[ProofRow, ...] = ()
        self.column.setContentsMargins(0, 4, 0, 4)
        self.column.setSpacing(0)
        self.show_rows(())

    def show_rows(self, rows: tuple[ProofRow, ...]) -> None:
        """Show these rows and no others."""
        self.shown = rows
        while len(self._rows) < len(rows):
            row = _Row(self._own_theme)
            self._rows.append(row)
            self.column.addWidget(row)
        for widget, shown in zip(self._rows, rows, strict=False):
            widget.say(shown)
        for widget in self._rows[len(rows) :]:
            widget.hide()
        self.setVisible(bool(rows))


class _Row(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.NOT_PROVEN
        self._what = Remark(theme, BODY_MEDIUM, "text")
        self._figure = PlainLabel(theme, BODY_STRONG)
        self._seen, self._step = Remark(theme, CAPTION), Remark(theme, CAPTION, "text")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._what, 1)
        head.addWidget(self._figure)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addWidget(self._seen)
        self._column.addWidget(self._step)
        theme.changed.connect(self._restyle)
        self._restyle()

    def say(self, row: ProofRow) -> None:
        self._shape = row.shape
        self._what.show_text(row.what)
        self._seen.show_text(row.seen)
        self._step.show_text(row.next_step)
        self._figure.show_text(row.figure)
        self._figure.set_tone("ok" if row.shape is Shape.PROOF else "text")
        self._figure.setVisible(bool(row.figure))
        self._seen.setVisible(bool(row.seen))
        self._step.setVisible(bool(row.next_step))
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        middle = self._what.y() + px(10)
        paint(painter, self._shape, QPointF(px(22), middle), px(16), self._theme.tokens)

    def _restyle(self) -> None:
        self._column.setContentsMargins(self._theme.px(44), 8, 14, 8)
