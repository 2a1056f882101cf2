"""Actions made from the table of keys: one QAction for each act, shared by menu, buttons and keyboard."""

import collections.abc

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.console.key_table import KeyTable
from app.console.keys import KEYS, Act, Where, words


class Actions(QObject):
    """All acts of the window; ``at`` gives the action, ``on`` says what it does.

    ``given`` are actions that a pane brought along (the map's): they get their words and keys here too.
    """

    def __init__(
        self,
        window: QWidget,
        keys: KeyTable,
        queue: QWidget,
        map_pane: QWidget,
        given: collections.abc.Mapping[Act, QAction],
    ) -> None:
        super().__init__(window)
        self._keys = keys
        self._places: dict[Where, tuple[QWidget, ...]] = {
            Where.ANYWHERE: (window,),
            Where.QUEUE: (queue,),
            Where.QUEUE_OR_MAP: (queue, map_pane),
            Where.TRIGGER: (),
        }
        self._actions = {act: given.get(act) or QAction(words(act), self) for act in Act}
        for act, action in self._actions.items():
            self._equip(act, action)
        self._show_keys()
        keys.changed.connect(self._show_keys)

    def at(self, act: Act) -> QAction:
        """The action of an act."""
        return self._actions[act]

    def on(self, act: Act, do: collections.abc.Callable[[], object]) -> None:
        """Say what an act does."""
        self._actions[act].triggered.connect(lambda _checked=False: do())

    def work_in(self, act: Act, widget: QWidget) -> None:
        """Let an act's keys work in a pane that came later."""
        widget.addAction(self._actions[act])

    def work_in_window(self, window: QWidget) -> None:
        """Let all that works anywhere work in another window too."""
        window.addActions([action for act, action in self._actions.items() if KEYS[act].where is Where.ANYWHERE])

    def work_in_queue(self, view: QWidget) -> None:
        """Let what works in the queue work in another view of it too."""
        where = (Where.QUEUE, Where.QUEUE_OR_MAP)
        view.addActions([action for act, action in self._actions.items() if KEYS[act].where in where])

    def _show_keys(self) -> None:
        for act, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in self._keys.of(act)])
            action.setToolTip(self._keys.tip(act))

    def _equip(self, act: Act, action: QAction) -> None:
        if KEYS[act].where is not Where.ANYWHERE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for widget in self._places[KEYS[act].where]:
            widget.addAction(action)
