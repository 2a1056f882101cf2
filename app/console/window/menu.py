"""Actions made from the table of keys: one QAction for each act, shared by menu, buttons and keyboard."""

import collections.abc

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from app.console.shortcuts.actions import KEYS, Action, ActionScope, words
from app.console.shortcuts.keymap import Keymap
from app.console.theme.theme import Choice, Theme


class QActions(QObject):
    """All acts of the window; ``at`` gives the action, ``on`` says what it does.

    ``given`` are actions that a pane brought along (the map's): they get their words and keys here too.
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
        self._places: dict[ActionScope, tuple[QWidget, ...]] = {
            ActionScope.ANYWHERE: (window,),
            ActionScope.QUEUE: (queue,),
            ActionScope.QUEUE_OR_MAP: (queue, map_pane),
            ActionScope.TRIGGER: (),
        }
        self._actions = {act: given.get(act) or QAction(words(act), self) for act in Action}
        for act, action in self._actions.items():
            self._equip(act, action)
        self._show_keys()
        keys.changed.connect(self._show_keys)

    def at(self, act: Action) -> QAction:
        """The action of an act."""
        return self._actions[act]

    def on(self, act: Action, do: collections.abc.Callable[[], object]) -> None:
        """Say what an act does."""
        self._actions[act].triggered.connect(lambda _checked=False: do())

    def work_in(self, act: Action, widget: QWidget) -> None:
        """Let an act's keys work in a pane that came later."""
        widget.addAction(self._actions[act])

    def work_in_window(self, window: QWidget) -> None:
        """Let all that works anywhere work in another window too."""
        window.addActions([action for act, action in self._actions.items() if KEYS[act].where is ActionScope.ANYWHERE])

    def work_in_queue(self, view: QWidget) -> None:
        """Let what works in the queue work in another view of it too."""
        where = (ActionScope.QUEUE, ActionScope.QUEUE_OR_MAP)
        view.addActions([action for act, action in self._actions.items() if KEYS[act].where in where])

    def _show_keys(self) -> None:
        for act, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in self._keys.of(act)])
            action.setToolTip(self._keys.tip(act))

    def _equip(self, act: Action, action: QAction) -> None:
        if KEYS[act].where is not ActionScope.ANYWHERE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for widget in self._places[KEYS[act].where]:
            widget.addAction(action)


FILE = (
    Action.SIGN_ON,
    Action.SIGN_OFF,
    Action.HANDOVER,
    Action.LOCK,
    Action.PREFERENCES,
    Action.SOUND_TEST,
    Action.QUIT,
)
INCIDENT = (
    Action.TAKE_NEXT,
    Action.ACKNOWLEDGE,
    Action.NOTE,
    Action.CLOSE,
    Action.REOPEN,
    Action.HOLD,
    Action.RELEASE,
    Action.TAKE_OVER,
    Action.HAND_OVER,
    Action.LINK,
    Action.GO_TO_LINKED,
    Action.SPLIT,
    Action.CAPTURE,
    Action.REFRESH_LOCATION,
    Action.REFRESH_DATA,
    Action.DO_NEXT,
    Action.CHECK_NEXT,
    Action.SEARCH,
    Action.COPY_COORDINATES,
    Action.COPY_SENTENCE,
    Action.COPY_SUMMARY,
    Action.QUARANTINE,
    Action.SILENCE,
)
TRIGGER = (Action.NEW_TRIGGER, Action.BLANK_TRIGGER, Action.USE_LOCATION, Action.PREVIEW, Action.IMPORT_AGENCIES)
PLACES = (Action.QUEUE, Action.SUMMARY, Action.MAP, Action.TIMELINE, Action.TRIGGER, Action.ADDITIONAL_DATA, Action.RAW)
TEXT = (Action.LARGER_TEXT, Action.SMALLER_TEXT)
PRESETS = (Action.SINGLE_SCREEN, Action.SECOND_MONITOR, Action.WALL)
OWN_WINDOWS = (Action.QUEUE_WINDOW, Action.INCIDENT_WINDOW, Action.MAP_WINDOW, Action.TRIGGER_WINDOW)
WINDOW = (Action.FULL_SCREEN, Action.RESET_LAYOUT)
LOOKING = (Action.INSPECTOR, Action.REPORTS)
HELP = (Action.MANUAL, Action.FIRST_RUN, Action.PALETTE, Action.KEYS)


def menu_bar(actions: QActions, theme: Theme, map_actions: list[QAction]) -> QMenuBar:
    """File, Incident, Map, Trigger, View, Window, Help."""
    bar = QMenuBar()

    def add(title: str, *parts: collections.abc.Iterable[Action | QAction]) -> None:
        menu = bar.addMenu(title)
        for place, part in enumerate(parts):
            if place:
                menu.addSeparator()
            menu.addActions([actions.at(one) if isinstance(one, Action) else one for one in part])

    add("File", FILE)
    add("Incident", INCIDENT)
    add("Map", map_actions)
    add("Trigger", TRIGGER)
    add("View", PLACES, _looks(bar, theme).actions(), [_motion(bar, theme)], TEXT)
    add("Window", PRESETS, OWN_WINDOWS, WINDOW, LOOKING)
    add("Help", HELP)
    return bar


def _motion(bar: QMenuBar, theme: Theme) -> QAction:
    action = QAction("Nothing blinks", bar)
    action.setCheckable(True)
    action.setChecked(theme.prefers_stillness)
    action.toggled.connect(theme.reduce_motion)
    return action


def _looks(bar: QMenuBar, theme: Theme) -> QActionGroup:
    group = QActionGroup(bar)
    names = {
        Choice.SYSTEM: "Light or dark as the system",
        Choice.LIGHT: "Light",
        Choice.DARK: "Dark",
    }
    for choice, name in names.items():
        action = group.addAction(name)
        action.setCheckable(True)
        action.setChecked(theme.choice is choice)
        action.triggered.connect(lambda _checked=False, choice=choice: theme.choose(choice))
    return group
