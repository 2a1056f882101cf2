"""The menu bar: every act again, in words, beside its key."""

import collections.abc

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenuBar

from app.console.actions import Actions
from app.console.keys import Act
from app.console.look.theme import Choice, Theme

FILE = (Act.SIGN_ON, Act.SIGN_OFF, Act.HANDOVER, Act.LOCK, Act.PREFERENCES, Act.SOUND_TEST, Act.QUIT)
INCIDENT = (
    Act.TAKE_NEXT,
    Act.ACKNOWLEDGE,
    Act.NOTE,
    Act.CLOSE,
    Act.REOPEN,
    Act.HOLD,
    Act.RELEASE,
    Act.TAKE_OVER,
    Act.HAND_OVER,
    Act.LINK,
    Act.GO_TO_LINKED,
    Act.SPLIT,
    Act.CAPTURE,
    Act.REFRESH_LOCATION,
    Act.REFRESH_DATA,
    Act.DO_NEXT,
    Act.CHECK_NEXT,
    Act.SEARCH,
    Act.COPY_COORDINATES,
    Act.COPY_SENTENCE,
    Act.COPY_SUMMARY,
    Act.QUARANTINE,
    Act.SILENCE,
)
TRIGGER = (Act.NEW_TRIGGER, Act.BLANK_TRIGGER, Act.USE_LOCATION, Act.PREVIEW, Act.IMPORT_AGENCIES)
PLACES = (Act.QUEUE, Act.SUMMARY, Act.MAP, Act.TIMELINE, Act.TRIGGER, Act.ADDITIONAL_DATA, Act.RAW)
TEXT = (Act.LARGER_TEXT, Act.SMALLER_TEXT)
PRESETS = (Act.SINGLE_SCREEN, Act.SECOND_MONITOR, Act.WALL)
OWN_WINDOWS = (Act.QUEUE_WINDOW, Act.INCIDENT_WINDOW, Act.MAP_WINDOW, Act.TRIGGER_WINDOW)
WINDOW = (Act.FULL_SCREEN, Act.RESET_LAYOUT)
LOOKING = (Act.INSPECTOR, Act.REPORTS)
HELP = (Act.MANUAL, Act.FIRST_RUN, Act.PALETTE, Act.KEYS)


def menu_bar(actions: Actions, theme: Theme, map_actions: list[QAction]) -> QMenuBar:
    """File, Incident, Map, Trigger, View, Window, Help."""
    bar = QMenuBar()

    def add(title: str, *parts: collections.abc.Iterable[Act | QAction]) -> None:
        menu = bar.addMenu(title)
        for place, part in enumerate(parts):
            if place:
                menu.addSeparator()
            menu.addActions([actions.at(one) if isinstance(one, Act) else one for one in part])

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
