"""Say what is known of an unknown trigger: it started, or it did not; the trigger stays open until somebody does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.console.controls.button import Button
from app.console.controls.card import Card
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, CARD_TITLE


class SettleCard(Card):
    """Two verbs of equal weight; neither is a default.

    Signals:
        settled: True for "It started".
    """

    settled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._title.show_text("Then say what you know")
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._refusal = PlainLabel(theme, BODY, "p2", wraps=True)
        self.started = Button(theme, "It started")
        self.did_not = Button(theme, "It did not start")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.started, 1)
        row.addWidget(self.did_not, 1)
        self.column.addWidget(self._title)
        self.column.addLayout(row)
        self.column.addWidget(self._refusal)
        self.column.addWidget(self._remark)
        self.column.addStretch(1)
        self.refuse("")
        self.started.clicked.connect(lambda: self.settled.emit(True))
        self.did_not.clicked.connect(lambda: self.settled.emit(False))

    def show_word(self, said_before: str) -> None:
        """Show what was said before, which may be corrected; else what a word does."""
        words = "Your word, your name and the time go on the timeline. The trigger stays open until then."
        self._remark.show_text(said_before or words)

    @property
    def refusal(self) -> str:
        """Why the station did not take it."""
        return self._refusal.whole_text()

    def refuse(self, sentence: str) -> None:
        """Show why the station did not take it."""
        self._refusal.show_text(sentence)
        self._refusal.setVisible(bool(sentence))
