"""One QAction for each row of the table of actions, shared by menu, buttons and keyboard; and the menu bar."""

import collections.abc

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from app.console.shortcuts.actions import Action, Menu, Scope, menu_groups
from app.console.shortcuts.keymap import Keymap
from app.console.theme.theme import Choice, Theme


class QActions(QObject):
    """All actions of the window; ``at`` gives the QAction, ``on`` says what it does.

    ``given`` are QActions that a pane made itself (the map's): they get their keys and tool tips here too.
    """

    def __init__(
        self,
        window: QWidget,
        keys: Keymap,
        queue: QWidget,
        map_pane: QWidget,
        given: collections.abc.Mapping[Action, QAction],
    ) -> None:
        super().__init__(window)
        self._keys = keys
        self._places: dict[Scope, tuple[QWidget, ...]] = {
            Scope.ANYWHERE: (window,),
            Scope.QUEUE: (queue,),
            Scope.QUEUE_OR_MAP: (queue, map_pane),
            Scope.TRIGGER: (),
        }
        self._actions = {action: given.get(action) or QAction(action.words, self) for action in Action}
        for action, shown in self._actions.items():
            self._equip(action, shown)
        self._show_keys()
        keys.changed.connect(self._show_keys)

    def at(self, action: Action) -> QAction:
        """The QAction of an action."""
        return self._actions[action]

    def on(self, action: Action, do: collections.abc.Callable[[], object]) -> None:
        """Say what an action does."""
        self._actions[action].triggered.connect(lambda _checked=False: do())

    def work_in(self, action: Action, widget: QWidget) -> None:
        """Let an action's keys work in a pane that came later."""
        widget.addAction(self._actions[action])

    def work_in_window(self, window: QWidget) -> None:
        """Let all that works anywhere work in another window too."""
        window.addActions([shown for action, shown in self._actions.items() if action.scope is Scope.ANYWHERE])

    def work_in_queue(self, view: QWidget) -> None:
        """Let what works in the queue work in another view of it too."""
        where = (Scope.QUEUE, Scope.QUEUE_OR_MAP)
        view.addActions([shown for action, shown in self._actions.items() if action.scope in where])

    def _show_keys(self) -> None:
        for action, shown in self._actions.items():
            shown.setShortcuts([QKeySequence(key) for key in self._keys.of(action)])
            shown.setToolTip(self._keys.tip(action))

    def _equip(self, action: Action, shown: QAction) -> None:
        shown.setObjectName(action.value)  # a dialog above the window finds it by this name
        if action.scope is not Scope.ANYWHERE:
            shown.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for widget in self._places[action.scope]:
            widget.addAction(shown)


def menu_bar(actions: QActions, theme: Theme) -> QMenuBar:
    """The menus of the table of actions; how the console looks is chosen in View, behind its places."""
    bar = QMenuBar()
    for menu in Menu:
        groups = [[actions.at(shown) for shown in group] for group in menu_groups(menu)]
        if menu is Menu.VIEW:
            groups[1:1] = [_looks(bar, theme).actions(), [_motion(bar, theme)]]
        shown = bar.addMenu(menu.value)
        for place, group in enumerate(groups):
            if place:
                shown.addSeparator()
            shown.addActions(group)
    return bar


def _motion(bar: QMenuBar, theme: Theme) -> QAction:
    shown = QAction("Nothing blinks", bar)
    shown.setCheckable(True)
    shown.setChecked(theme.prefers_stillness)
    shown.toggled.connect(theme.reduce_motion)
    return shown


def _looks(bar: QMenuBar, theme: Theme) -> QActionGroup:
    group = QActionGroup(bar)
    names = {
        Choice.SYSTEM: "Light or dark as the system",
        Choice.LIGHT: "Light",
        Choice.DARK: "Dark",
    }
    for choice, name in names.items():
        shown = group.addAction(name)
        shown.setCheckable(True)
        shown.setChecked(theme.choice is choice)
        shown.triggered.connect(lambda _checked=False, choice=choice: theme.choose(choice))
    return group
