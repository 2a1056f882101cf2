"""Actions made from the table of keys: one QAction for each act, shared by menu, buttons and keyboard."""

import collections.abc

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.console.keys import KEYS, Act, Where, key_shown, words


class Actions(QObject):
    """All acts of the window; ``at`` gives the action, ``on`` says what it does."""

    def __init__(self, window: QWidget, queue: QWidget) -> None:
        super().__init__(window)
        self._actions = {act: self._make(act, window, queue) for act in Act}

    def at(self, act: Act) -> QAction:
        """The action of an act."""
        return self._actions[act]

    def on(self, act: Act, do: collections.abc.Callable[[], None]) -> None:
        """Say what an act does."""
        self._actions[act].triggered.connect(lambda _checked=False: do())

    def _make(self, act: Act, window: QWidget, queue: QWidget) -> QAction:
        action = QAction(words(act), self)
        action.setShortcuts([QKeySequence(key) for key in KEYS[act].keys])
        action.setToolTip(f"{words(act)}  ({key_shown(act)})")
        if KEYS[act].where is Where.QUEUE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            queue.addAction(action)
        else:
            window.addAction(action)
        return action
