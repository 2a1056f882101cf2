"""What to weigh before the hold; none of it stops a person."""

import collections.abc

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent

from app.console.controls.card import Card
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.console.trigger.form.sentences import said
from app.domain.callflow.rules import Caution, Concern

INDENT = 24


class CautionsCard(Card):
    """One line for each caution, the gravest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "p2_tint", "p2_edge")
        self._labels: list[PlainLabel] = []
        self.setVisible(False)

    @property
    def words(self) -> list[str]:
        """What is said."""
        return [label.whole_text() for label in self._labels]

    def show_cautions(self, cautions: collections.abc.Sequence[Caution]) -> None:
        """Show these; that it is not real is said by plate and footer already."""
        shown = [said(caution.sentence) for caution in cautions if caution.concern is not Concern.NOT_REAL]
        self.setVisible(bool(shown))
        if shown == self.words:
            return
        for label in self._labels:
            label.deleteLater()
        self._labels = []
        for words in shown:
            label = PlainLabel(self._theme, BODY, wraps=True)
            label.show_text(words)
            label.setContentsMargins(self._theme.px(INDENT), 0, 0, 0)
            self._labels.append(label)
            self.column.addWidget(label)
        self.setAccessibleName("To weigh: {cautions}".format(cautions=". ".join(shown)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and a shape at each line."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        for label in self._labels:
            paint(painter, Shape.P2, QPointF(14 + px(8), label.y() + px(10)), px(14), self._theme.tokens)
