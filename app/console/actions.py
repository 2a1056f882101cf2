"""Actions made from the table of keys: one QAction for each act, shared by menu, buttons and keyboard."""

import collections.abc

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.console.keys import KEYS, Act, Where, key_shown, words


class Actions(QObject):
    """All acts of the window; ``at`` gives the action, ``on`` says what it does.

    ``given`` are actions that a pane brought along (the map's): they get their words and keys here too.
    """

    def __init__(
        self, window: QWidget, queue: QWidget, map_pane: QWidget, given: collections.abc.Mapping[Act, QAction]
    ) -> None:
        super().__init__(window)
        self._places: dict[Where, tuple[QWidget, ...]] = {
            Where.ANYWHERE: (window,),
            Where.QUEUE: (queue,),
            Where.QUEUE_OR_MAP: (queue, map_pane),
            Where.TRIGGER: (),
        }
        self._actions = {act: given.get(act) or QAction(words(act), self) for act in Act}
        for act, action in self._actions.items():
            self._equip(act, action)

    def at(self, act: Act) -> QAction:
        """The action of an act."""
        return self._actions[act]

    def on(self, act: Act, do: collections.abc.Callable[[], object]) -> None:
        """Say what an act does."""
        self._actions[act].triggered.connect(lambda _checked=False: do())

    def work_in(self, act: Act, widget: QWidget) -> None:
        """Let an act's keys work in a pane that came later."""
        widget.addAction(self._actions[act])

    def _equip(self, act: Act, action: QAction) -> None:
        action.setShortcuts([QKeySequence(key) for key in KEYS[act].keys])
        action.setToolTip(f"{words(act).rstrip('…')}  ({key_shown(act)})")
        if KEYS[act].where is not Where.ANYWHERE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for widget in self._places[KEYS[act].where]:
            widget.addAction(action)
