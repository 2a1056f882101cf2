"""Questions and messages: opened, never executed, and their answer awaited (``exec`` loses other tasks' wake-ups)."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.console.shortcuts.actions import Action
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CARD_TITLE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import ScrollColumn

LINES = 12
"""A sentence of more lines scrolls, so that the answers stay on the screen."""


def _scrolled(theme: Theme, words: PlainLabel) -> ScrollColumn:
    scroll = ScrollColumn(theme, (0, 0, 0, 0))
    scroll.column.addWidget(words)
    scroll.column.addStretch(1)
    scroll.setAccessibleName("Message")
    scroll.setMinimumHeight(theme.px(300))
    return scroll


class Question(QDialog):
    """A headline, a sentence and one button for each answer; ``answer`` is the chosen one's place, None for Esc.

    The last answer changes nothing and has the keyboard. A ringing call can be taken from here, which is like Esc.
    """

    def __init__(self, parent: QWidget, theme: Theme, headline: str, sentence: str, answers: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.answer: int | None = None
        self.sentence = sentence
        self.setWindowTitle(headline)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(headline)
        words = PlainLabel(theme, BODY, wraps=True)
        words.show_text(sentence)
        row = QHBoxLayout()
        row.addStretch(1)
        for place, verb in enumerate(answers):
            button = Button(theme, verb, ButtonKind.NORMAL)
            button.clicked.connect(lambda _checked=False, place=place: self._choose(place))
            row.addWidget(button)
        for action in parent.window().actions():
            if action.objectName() == Action.TAKE_NEXT.value:
                self.addAction(action)
                action.triggered.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(_scrolled(theme, words) if sentence.count("\n") > LINES else words)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(420))
        button.setFocus()

    def _choose(self, place: int) -> None:
        self.answer = place
        self.accept()


async def finished(dialog: QDialog) -> int:
    """Open a dialog and wait, without a loop of its own, until it is finished; returns its result code."""
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(code: int) -> None:
        if not done.done():
            done.set_result(code)

    dialog.finished.connect(settle)
    dialog.open()
    try:
        return await done
    finally:
        dialog.deleteLater()


async def ask(parent: QWidget, theme: Theme, headline: str, sentence: str, answers: tuple[str, ...]) -> int | None:
    """Ask, and wait; returns the chosen answer's place, or None when the operator went away with Esc."""
    question = Question(parent, theme, headline, sentence, answers)
    await finished(question)
    return question.answer


async def tell(parent: QWidget, theme: Theme, headline: str, sentence: str, understood: str) -> None:
    """Say something that must be read; ``understood`` is the button's word."""
    await ask(parent, theme, headline, sentence, (understood,))
