"""Cards in one column or two, each under the shorter one; a card stays where it is while others grow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.look.theme import Theme

GAP = 10
TWO_FROM = 760
"""At 100 % text; below it a value would have no room beside its label."""


class Columns(QWidget):
    """Takes the cards in their order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: list[QWidget] = []
        self._wide = False
        self._columns = (QVBoxLayout(), QVBoxLayout())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for column in self._columns:
            column.setSpacing(GAP)
            row.addLayout(column, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._arrange)

    def hold(self, cards: list[QWidget]) -> None:
        """Hold these cards; those that it does not hold any more are deleted."""
        if cards == self._cards:
            return
        for card in self._cards:
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = cards
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A second column when there is room for it."""
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(TWO_FROM)
        if wide != self._wide:
            self._wide = wide
            self._arrange()

    def _arrange(self) -> None:
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        heights = [0, 0]
        room = max((self.width() - GAP) // 2, 100)
        for card in self._cards:
            place = 1 if self._wide and heights[1] < heights[0] else 0
            self._columns[place].addWidget(card)
            heights[place] += card.heightForWidth(room) if card.hasHeightForWidth() else card.sizeHint().height()
        if self._wide:
            for column in self._columns:
                column.addStretch(1)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(1, int(self._wide))
            row.setSpacing(GAP if self._wide else 0)
