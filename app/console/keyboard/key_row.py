"""One act on the sheet of keys: what it does, where its key works, the key, and the way back to its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.keyboard.key_field import KeyField
from app.console.keys import KEYS, Act, Where, words
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION


class KeyRow(QWidget):
    """Its key can be changed here.

    Signals:
        problem: why a key was not taken; empty when one was.
    """

    problem = Signal(str)

    def __init__(self, theme: Theme, act: Act) -> None:
        super().__init__()
        self._keys = theme.keys
        self._act = act
        self.field = KeyField(theme, act)
        self._reset = Button(theme, "Reset", Kind.QUIET).small()
        self._reset.setAccessibleName(f"Reset the key of {words(act)}")
        said = PlainLabel(theme, BODY, wraps=True)
        said.show_text(words(act).rstrip("…"))
        where = PlainLabel(theme, CAPTION, "muted")
        where.show_text(where_words(KEYS[act].where))
        where.setVisible(bool(where.whole_text()))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(said)
        text.addWidget(where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addLayout(text, 1)
        row.addWidget(self._reset)
        row.addWidget(self.field)
        self.field.pressed_key.connect(self._choose)
        self._reset.clicked.connect(lambda: self.problem.emit(self._keys.reset(act)))
        self.refresh()

    def refresh(self) -> None:
        """Keys may be others now."""
        self.field.show_key()
        self._reset.setVisible(self._act in self._keys.chosen)

    def matches(self, wanted: str) -> bool:
        """Whether every word that was typed is in the act's words or keys."""
        said = " ".join((words(self._act), *self._keys.of(self._act), where_words(KEYS[self._act].where))).casefold()
        return all(word in said for word in wanted.casefold().split())

    def _choose(self, key: str) -> None:
        problem = self._keys.problem(self._act, key)
        if not problem:
            self._keys.choose(self._act, key)
        self.problem.emit(problem)


def where_words(where: Where) -> str:
    """Where a key works, when that is not everywhere."""
    return {
        Where.ANYWHERE: "",
        Where.QUEUE: "while the queue has the keyboard",
        Where.QUEUE_OR_MAP: "while queue or map has the keyboard",
        Where.TRIGGER: "while the trigger form has the keyboard",
    }[where]
