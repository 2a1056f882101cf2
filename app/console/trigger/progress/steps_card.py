"""What to do now after an outcome that is not accepted, numbered, with the numbers to call."""

import collections.abc

from app.console.controls.card import Card
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CARD_TITLE
from app.console.trigger.form.sentences import said
from app.domain.callflow.next_steps import NextStep


class StepsCard(Card):
    """A title and its steps."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._labels: list[PlainLabel] = []
        self.column.addWidget(self._title)
        self.column.addStretch(1)

    @property
    def words(self) -> list[str]:
        """The steps as they are said."""
        return [label.whole_text() for label in self._labels]

    def show_steps(self, title: str, steps: collections.abc.Sequence[NextStep]) -> None:
        """Show these."""
        self._title.show_text(title)
        shown = [f"{place}   {said(step.sentence)}" for place, step in enumerate(steps, 1)]
        if shown == self.words:
            return
        for label in self._labels:
            label.deleteLater()
        self._labels = []
        for words in shown:
            label = PlainLabel(self._theme, BODY, wraps=True)
            label.show_text(words)
            self._labels.append(label)
            self.column.insertWidget(self.column.count() - 1, label)
